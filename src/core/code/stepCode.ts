// Code outside of literals: words and brackets stay as they are, and what begins a literal or a comment opens it.
// readCode takes these steps, for the text itself and for code in a literal.

import type { Code, CodeReader } from "./codeReader.ts";
import { readSpecial } from "./readSpecial.ts";

const blanks = /[ \t]+/y;
/** Not those that may open a literal with what follows: `r"`, `R"(`, `b'`. */
const word = /[\p{L}\p{N}_]{4,}|[\p{L}\p{N}_]{1,3}(?![\p{L}\p{N}_"'#])/uy;

/** One step in code. */
export function stepCode(reader: CodeReader, mode: Code): void {
  const { lineComments, blockComments, strings } = reader.syntax;
  const char = reader.line[reader.at] ?? "";
  const blank = char === " " || char === "\t" ? reader.match(blanks) : undefined;
  if (blank !== undefined) {
    reader.take(blank.length, "code");
    return;
  }
  const found = reader.match(word);
  if (found !== undefined) {
    const goesOn = reader.at > 0 && /[\p{L}\p{N}_$]/u.test(reader.line[reader.at - 1] ?? "");
    reader.lastWord = (goesOn ? reader.lastWord : "") + found;
    reader.lastChar = found.at(-1) ?? "";
    reader.take(found.length, "code");
    return;
  }
  if (/\s/.test(char)) {
    reader.take(1, "code");
    return;
  }
  if (lineComments.some((each) => reader.startsWith(each)) && isComment(reader, char)) {
    const php = reader.syntax.family === "php" ? reader.line.indexOf("?>", reader.at) : -1;
    reader.take(php === -1 ? reader.line.length : php - reader.at, "comment");
    return;
  }
  for (const [open, close] of blockComments) {
    if (!reader.startsWith(open)) continue;
    reader.take(open.length, "comment");
    reader.push({ type: "comment", open, close, depth: 1 });
    return;
  }
  if (readSpecial(reader, char)) return;
  for (const rule of strings) {
    if (!reader.startsWith(rule.open)) continue;
    reader.take(rule.open.length, "literal");
    reader.push({ type: "string", rule });
    return;
  }
  if (mode.close !== undefined) {
    const open = mode.close === "}" ? "{" : "(";
    if (char === open) mode.depth++;
    else if (char === mode.close && mode.depth-- === 0) {
      reader.take(1, "code");
      reader.pop();
      reader.lastChar = char;
      reader.lastWord = "";
      return;
    }
  }
  reader.takeCode(char);
}

/** `#[` is an attribute in PHP, `a#b` no comment in Ruby; `http://` stands in addresses. */
function isComment(reader: CodeReader, char: string): boolean {
  const before = reader.line[reader.at - 1] ?? "";
  if (reader.syntax.family === "css") return before !== ":";
  if (char !== "#") return true;
  return reader.syntax.family === "php" ? !reader.startsWith("#[") : true;
}
