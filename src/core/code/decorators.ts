// How each family of languages writes decorators, attributes and annotations.
// bracedItems reads a head behind them.

import type { CodeText } from "./codeText.ts";
import { nextCode, type Position, type Region } from "./region.ts";

const decorator: Readonly<Partial<Record<string, RegExp>>> = {
  rust: /^#\[/,
  php: /^#\[/,
  csharp: /^\[/,
  c: /^\[\[|^(?:__attribute__|__declspec)\s*\(/,
};
const annotation = /^@(?!interface\b)[\w.$:]+\s*/;

/** The first character that is no decorator, attribute or annotation. */
export function afterDecorators(text: CodeText, { start, end }: Region): Position {
  const { family } = text.syntax;
  let at = start;
  for (let count = 0; count < 50; count++) {
    const line = (text.code[at.line] ?? "").slice(at.column);
    const marked = decorator[family]?.exec(line)?.[0];
    const named = family === "css" || marked !== undefined ? undefined : annotation.exec(line)?.[0];
    // A macro on a line of its own, as in front of exported functions.
    const macro = family === "c" && at.line < end.line ? /^[A-Z][A-Z0-9_]{2,}(?=\s*$|\()/.exec(line)?.[0] : undefined;
    const found = marked ?? named ?? macro;
    if (found === undefined) return at;
    const length = marked === undefined ? found.length : found.length - 1 - (marked.startsWith("[[") ? 1 : 0);
    const after = { line: at.line, column: at.column + length };
    const closed = /^[([]/.test((text.code[after.line] ?? "").slice(after.column)) ? closeOf(text, after, end) : after;
    const next = closed && nextCode(text, closed, end);
    if (next === undefined || (macro !== undefined && next.line === at.line)) return at;
    at = next;
  }
  return at;
}

function closeOf({ code }: CodeText, from: Position, end: Position): Position | undefined {
  let depth = 0;
  for (let line = from.line; line <= end.line; line++) {
    const text = code[line] ?? "";
    for (let column = line === from.line ? from.column : 0; column < text.length; column++) {
      const char = text[column] ?? "";
      if ("([{".includes(char)) depth++;
      else if (")]}".includes(char) && --depth === 0) return { line, column: column + 1 };
    }
  }
  return undefined;
}
