// Renders Markdown in one go, and in pieces, for the tests that hold the two equal.

import { type FinishLibraries, findTasks } from "../../../../webview-ui/markdown/finish/finishTasks.ts";
import { highlight } from "../../../../webview-ui/markdown/highlight/bundle.ts";
import { typeset } from "../../../../webview-ui/markdown/math/bundle.ts";
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
  runCode: "Insert into Terminal (Alt: Run There)",
  codeActions: "Code actions",
  taskOpen: "Not done",
  taskDone: "Done",
  longReply: "Long.",
};

/** The libraries as they are in the bundles, without loading. */
export const libraries: FinishLibraries = {
  highlight: async () => highlight,
  typeset: async () => typeset,
};

/** The finished page of a text that came as a whole. */
export function renderOnce(source: string): string {
  return renderPieces([source]).html;
}

/** The finished page of a text that came in pieces, each drawn, and how often its end put something right. */
export function renderPieces(pieces: readonly string[]): { html: string; redrawn: number; lexed: number } {
  const { root, redrawn, lexed } = drawPieces(pieces);
  return { html: root.innerHTML, redrawn, lexed };
}

/** The same with colours and formulas, each put in as soon as its block has settled. */
export async function finishPieces(pieces: readonly string[]): Promise<HTMLElement> {
  const waiting: Promise<void>[] = [];
  const { root } = drawPieces(pieces, (block) => {
    for (const task of findTasks(block)) waiting.push(task.prepare(libraries).then((work) => work()));
  });
  await Promise.all(waiting);
  return root;
}

function drawPieces(pieces: readonly string[], onSettled?: (block: HTMLElement) => void) {
  const root = document.createElement("div");
  const markdown = new StreamingMarkdown(root, labels, onSettled);
  let now = 0;
  for (const piece of pieces) {
    markdown.append(piece);
    now += 1000;
    markdown.commit(now);
  }
  markdown.finish();
  return { root, redrawn: markdown.redrawn, lexed: markdown.lexed };
}

/** `source` in pieces of `size` UTF-16 units. */
export function cut(source: string, size: number): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < source.length; at += size) pieces.push(source.slice(at, at + size));
  return pieces;
}
