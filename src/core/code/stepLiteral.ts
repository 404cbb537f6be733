// What is no code is masked up to its end, where the code goes on: literals, comments, the markup around PHP.
// stepCode and readSpecial open it.

import type { BlockComment, CodeReader } from "./codeReader.ts";
import type { StringRule } from "./syntax.ts";

/** One step in a string: its end, code in it, or characters up to where one of these may be. */
export function stepString(reader: CodeReader, { close, escape: escaping, code }: StringRule): void {
  if (escaping === "double" && reader.startsWith(close + close)) {
    reader.take(2, "literal");
    return;
  }
  if (code !== undefined && reader.startsWith(code)) {
    const isEscaped = code === "{" && reader.startsWith("{{");
    reader.take(isEscaped ? 2 : code.length, "literal");
    if (!isEscaped) reader.push({ type: "code", close: code.endsWith("(") ? ")" : "}", depth: 0 });
    return;
  }
  if (escaping === "backslash" && reader.startsWith("\\")) {
    reader.take(2, "literal");
    return;
  }
  if (reader.startsWith(close)) {
    reader.take(close.length, "literal");
    reader.pop();
    return;
  }
  let end = reader.at + 1;
  while (end < reader.line.length) {
    const char = reader.line[end];
    if (char === "\\" || char === close[0] || char === code?.[0]) break;
    end++;
  }
  reader.take(end - reader.at, "literal");
}

/** One step in a heredoc, which is all of a line, or its end. */
export function stepHeredoc(reader: CodeReader, ending: RegExp): void {
  const end = reader.at === 0 ? ending.exec(reader.line)?.[0] : undefined;
  reader.take(end === undefined ? reader.line.length : end.length, "literal");
  if (end !== undefined) reader.pop();
}

/** One step in what surrounds PHP: up to where its code begins. */
export function stepMarkup(reader: CodeReader): void {
  const open = reader.line.indexOf("<?", reader.at);
  if (open === -1) {
    reader.take(reader.line.length, "comment");
    return;
  }
  reader.take(open - reader.at + (/^<\?(?:php\b|=)?/.exec(reader.line.slice(open))?.[0].length ?? 2), "comment");
  reader.pop();
  reader.lastChar = "";
}

/** One step in a block comment: its end, one in it, or a character. */
export function stepComment(reader: CodeReader, mode: BlockComment): void {
  const { open, close } = mode;
  if (reader.startsWith(close)) {
    reader.take(close.length, "comment");
    if (--mode.depth === 0) reader.pop();
  } else if (reader.syntax.nestedComments && reader.startsWith(open)) {
    reader.take(open.length, "comment");
    mode.depth++;
  } else reader.take(1, "comment");
}
