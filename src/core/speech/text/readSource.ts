// Takes source code apart: comments become prose without their marks, what stands between them stays code.

import type { Block } from "./block.ts";
import { type Comment, commentsOf } from "./commentSyntax.ts";
import { type Line, linesOf } from "./lines.ts";
import { joinLines, readMarkdown } from "./readMarkdown.ts";

/** The blocks of `source`, whose first character is `offset` of the whole. Line comments that follow one another are one text. */
export function readSource(source: string, languageId: string, offset = 0): Block[] {
  const blocks: Block[] = [];
  let at = 0;
  let prose: Line[] = [];
  const endProse = () => {
    if (prose.length > 0) blocks.push(...readMarkdown(prose));
    prose = [];
  };
  for (const comment of commentsOf(source, languageId)) {
    const between = source.slice(at, comment.start);
    if (/\S/.test(between)) {
      endProse();
      pushCode(blocks, between, languageId, offset + at);
    } else if (between.split("\n").length > 2) endProse();
    if (comment.kind === "block") endProse();
    prose.push(...commentLines(source, comment, offset));
    if (comment.kind === "block") endProse();
    at = comment.end;
  }
  endProse();
  pushCode(blocks, source.slice(at), languageId, offset + at);
  return blocks;
}

function pushCode(blocks: Block[], text: string, language: string, start: number): void {
  if (/\S/.test(text)) blocks.push({ kind: "code", content: joinLines(linesOf(text, start)), language });
}

/** The lines of a comment without marks: `/** `, ` * `, `///`, `#!`, rows of dashes. */
function commentLines(source: string, comment: Comment, offset: number): Line[] {
  const start = comment.start + comment.open;
  const lines = linesOf(source.slice(start, comment.end - comment.close), offset + start);
  const marks = comment.kind === "block" ? /^\s*(?:[*!]+(?=\s|$|\/))?\s?/ : /^[/#!;*%\-<]*\s?/;
  if (comment.start + offset === 0 && source.startsWith("#!")) return [];
  return lines.flatMap((line) => {
    const skip = marks.exec(line.text)?.[0].length ?? 0;
    const text = line.text.slice(skip);
    const content = { text: /^[\s*/=#~_-]*$/.test(text) ? "" : text, start: line.start + skip };
    // A documentation tag is a point of its own: a blank line goes before it.
    return /^\s*@\w/.test(text) ? [{ text: "", start: line.start }, content] : [content];
  });
}
