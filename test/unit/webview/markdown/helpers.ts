// Renders Markdown in one go, and in pieces, for the tests that hold the two equal.

import { StreamingMarkdown } from "../../../../webview-ui/markdown/streamingMarkdown.ts";

/** Words for blocks. */
export const labels = {
  copy: "Copy",
  code: "Code",
  codeIn: "Code in {0}",
  codeOf: "Code, {0}",
  insertCode: "Insert at Cursor",
  applyCode: "Apply to File",
  newFileCode: "New File",
  taskOpen: "Not done",
  taskDone: "Done",
  longReply: "Long.",
};

/** The finished page of a text that came as a whole. */
export function renderOnce(source: string): string {
  return renderPieces([source]).html;
}

/** The finished page of a text that came in pieces, each drawn, and how often its end put something right. */
export function renderPieces(pieces: readonly string[]): { html: string; redrawn: number; lexed: number } {
  const root = document.createElement("div");
  const markdown = new StreamingMarkdown(root, labels);
  let now = 0;
  for (const piece of pieces) {
    markdown.append(piece);
    now += 1000;
    markdown.commit(now);
  }
  markdown.finish();
  return { html: root.innerHTML, redrawn: markdown.redrawn, lexed: markdown.lexed };
}

/** `source` in pieces of `size` UTF-16 units. */
export function cut(source: string, size: number): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < source.length; at += size) pieces.push(source.slice(at, at + size));
  return pieces;
}
