// Parts lines into statements by their indentation, for languages in which it says what belongs together, or where one
// writes it as if it did.

import type { LineRange } from "./lineRange.ts";
import type { CodeText } from "./readCode.ts";

/** A statement with everything that is indented below it. */
export interface IndentedPiece extends LineRange {
  /** One past the last line of its head: brackets and backslashes may carry it over several. */
  readonly headEnd: number;
  /** What is indented below the head; undefined when nothing is, or when several heads share the piece. */
  readonly body: LineRange | undefined;
}

const clauses = {
  python: /^(?:elif|else|except|finally)\b/,
  ruby: /^(?:else|elsif|when|in|rescue|ensure|end|\}|\]|\))(?!\w)/,
};

/** The columns a line is indented by; a tab goes to the next multiple of eight, as Python counts. */
export function widthOf(line: string): number {
  let width = 0;
  for (const char of line) {
    if (char === " ") width++;
    else if (char === "\t") width += 8 - (width % 8);
    else break;
  }
  return width;
}

/** The pieces of `lines`; undefined when brackets do not match, or a line is indented less than the first. */
export function splitIndented(text: CodeText, { start, end }: LineRange): readonly IndentedPiece[] | undefined {
  const { code, lines, syntax } = text;
  const clause = syntax.family === "ruby" ? clauses.ruby : clauses.python;
  const logical = logicalLines(text, { start, end });
  if (logical === undefined) return undefined;
  const base = widthOf(lines[logical[0]?.start ?? start] ?? "");
  const pieces: { start: number; headEnd: number; end: number; body: LineRange | undefined; clauses: boolean }[] = [];
  for (const each of logical) {
    const width = widthOf(lines[each.start] ?? "");
    if (width < base) return undefined;
    const last = pieces.at(-1);
    if (width > base) {
      if (last === undefined) return undefined;
      if (!last.clauses) last.body = { start: last.body?.start ?? each.start, end: each.end };
      last.end = each.end;
    } else if (last && clause.test((code[each.start] ?? "").trimStart())) {
      const ends = /^end\b/.test((code[each.start] ?? "").trimStart());
      if (!ends) {
        last.clauses = true;
        last.body = undefined;
      }
      last.end = each.end;
    } else pieces.push({ start: each.start, headEnd: each.end, end: each.end, body: undefined, clauses: false });
  }
  return pieces;
}

/** Lines that belong together by brackets, literals and backslashes. */
function logicalLines({ code, lines, inside, syntax }: CodeText, { start, end }: LineRange): LineRange[] | undefined {
  const found: LineRange[] = [];
  let depth = 0;
  let from: number | undefined;
  for (let line = start; line < end; line++) {
    const text = code[line] ?? "";
    if (from === undefined) {
      if (text.trim() === "" && inside[line] === 0) continue;
      from = line;
    }
    for (const char of text) {
      if (char === "(" || char === "[" || char === "{") depth++;
      else if (char === ")" || char === "]" || char === "}") depth--;
    }
    if (depth < 0) return undefined;
    const goesOn =
      depth > 0 || text.endsWith("\\") || inside[line + 1] === 1 || (syntax.family === "ruby" && /[,.\\]$/.test(text));
    if (goesOn && line + 1 < end) continue;
    found.push({ start: from, end: line + 1 });
    from = undefined;
  }
  return depth === 0 && lines.length > 0 ? found : undefined;
}
