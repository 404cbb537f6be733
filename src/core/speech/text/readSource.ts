// Takes source code apart: comments become prose without their marks, what stands between them stays code.

import type { Block } from "./block.ts";
import { type Comment, scanComments } from "./commentSyntax.ts";
import { type Line, linesOf } from "./lines.ts";
import { joinLines, readMarkdown } from "./readMarkdown.ts";

/**
 * The blocks of `source`, whose first character is `offset` of the whole, a few at a time; none now and then, so that a long source
 * can be interrupted. Line comments that follow one another are one text.
 */
export function* readSource(source: string, languageId: string, offset = 0): Generator<readonly Block[]> {
  let at = 0;
  let prose: Line[] = [];
  const takeProse = (): readonly Block[] => {
    const lines = prose;
    prose = [];
    return lines.length > 0 ? readMarkdown(lines) : [];
  };
  for (const comment of scanComments(source, languageId)) {
    if (!comment) {
      yield [];
      continue;
    }
    const between = source.slice(at, comment.start);
    if (/\S/.test(between)) {
      yield takeProse();
      yield codeOf(between, languageId, offset + at);
    } else if (between.split("\n").length > 2) yield takeProse();
    if (comment.kind === "block") yield takeProse();
    prose.push(...commentLines(source, comment, offset));
    if (comment.kind === "block") yield takeProse();
    at = comment.end;
  }
  yield takeProse();
  yield codeOf(source.slice(at), languageId, offset + at);
}

function codeOf(text: string, language: string, start: number): readonly Block[] {
  return /\S/.test(text) ? [{ kind: "code", content: joinLines(linesOf(text, start)), language }] : [];
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
