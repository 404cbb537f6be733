// Tells code from literals and comments. Not a parser: it knows where they end, and gives up where it is surprised.
// It goes through a text step by step, each by what is open there.

import { CodeReader } from "./codeReader.ts";
import type { CodeText } from "./codeText.ts";
import { stepCode } from "./stepCode.ts";
import { stepComment, stepHeredoc, stepMarkup, stepString } from "./stepLiteral.ts";
import { stepChildren, stepTag } from "./stepTag.ts";
import type { Syntax } from "./syntax.ts";

/** undefined where the text surprises: a literal without an end, a tag that is never closed. */
export function readCode(lines: readonly string[], syntax: Syntax): CodeText | undefined {
  const read = readSome(lines, syntax);
  return read?.isWhole ? read.text : undefined;
}

/** What each line begins in, of a text that may go on, as an answer does that is being written; `CodeText.inside`. */
export function insideOf(lines: readonly string[], syntax: Syntax): Uint8Array | undefined {
  return readSome(lines, syntax)?.text.inside;
}

function readSome(lines: readonly string[], syntax: Syntax): { text: CodeText; isWhole: boolean } | undefined {
  const reader = new CodeReader(syntax, lines);
  const inside = new Uint8Array(lines.length);
  const code: string[] = [];
  for (const [index, line] of lines.entries()) {
    inside[index] = reader.inside;
    const masked = readLine(reader, line);
    if (masked === undefined) return undefined;
    code.push(masked);
  }
  return { text: { lines, code, inside, syntax }, isWhole: reader.atEnd };
}

/** The line with its literals and comments masked. */
function readLine(reader: CodeReader, line: string): string | undefined {
  reader.begin(line);
  while (reader.at < line.length) step(reader);
  return reader.endLine();
}

function step(reader: CodeReader): void {
  const mode = reader.mode;
  switch (mode.type) {
    case "code":
      stepCode(reader, mode);
      return;
    case "string":
      stepString(reader, mode.rule);
      return;
    case "heredoc":
      stepHeredoc(reader, mode.end);
      return;
    case "markup":
      stepMarkup(reader);
      return;
    case "comment":
      stepComment(reader, mode);
      return;
    case "tag":
      stepTag(reader, mode.closing);
      return;
    case "children":
      stepChildren(reader);
      return;
  }
}
