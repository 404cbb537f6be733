// The one place where the bench meets the extension: a file and a snippet go in, as Apply would take them, and the file
// with the proposal accepted comes out.

import type { CodeSymbol } from "../../../src/core/code/codeSymbol.ts";
import { withoutPathComment } from "../../../src/core/edit/pathComment.ts";
import { placeSnippet } from "../../../src/core/edit/placeSnippet.ts";

/** What stands on disk and what the answer's code block holds. */
export interface Application {
  readonly file: string;
  readonly snippet: string;
  readonly languageId: string;
  /** The path the block names. */
  readonly path?: string;
  readonly tabSize: number;
  /** undefined: no extension knows the language. */
  readonly symbols?: readonly CodeSymbol[];
}

/** The new content of the file, or why it stays as it is. */
export type Applied = { readonly text: string } | { readonly refused: string };

export function apply({ file, snippet, path, tabSize, languageId, symbols }: Application): Applied {
  // As an editor holds a document: without a byte order mark, one ending for all lines.
  const bom = file.startsWith("\uFEFF") ? "\uFEFF" : "";
  const eol = file.includes("\r\n") ? "\r\n" : "\n";
  const lines = file.slice(bom.length).split(eol);
  const given = snippet.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n");
  const placement = placeSnippet(withoutPathComment(given, path, lines[0]), lines, {
    language: languageId,
    tabSize,
    symbols,
  });
  if (placement.type === "same") return { text: file };
  if (placement.type !== "lines") return { refused: placement.type };
  const { start, end } = placement.range;
  return { text: bom + [...lines.slice(0, start), ...placement.newLines, ...lines.slice(end)].join(eol) };
}
