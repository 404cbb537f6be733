// Parts lines into statements by their indentation, for languages in which it says what belongs together, or where one
// writes it as if it did.

import type { CodeText } from "./codeText.ts";
import type { LineRange } from "./lineRange.ts";

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

interface Growing {
  readonly start: number;
  readonly headEnd: number;
  readonly width: number;
  /** Whether its head says that lines follow below it. */
  readonly opens: boolean;
  end: number;
  body: LineRange | undefined;
  clauses: boolean;
}

/**
 * The pieces of `lines`; undefined when brackets do not match. A line that is indented further than one that opens nothing
 * begins a piece of its own: a method may be shown below an import.
 */
export function splitIndented(text: CodeText, { start, end }: LineRange): readonly IndentedPiece[] | undefined {
  const { code, lines, syntax } = text;
  const isRuby = syntax.family === "ruby";
  const clause = isRuby ? clauses.ruby : clauses.python;
  const logical = logicalLines(text, { start, end });
  if (logical === undefined) return undefined;
  const pieces: Growing[] = [];
  for (const each of logical) {
    const width = widthOf(lines[each.start] ?? "");
    const last = pieces.at(-1);
    const said = (code[each.start] ?? "").trimStart();
    if (last && width > last.width && (last.opens || last.clauses)) {
      if (!last.clauses) last.body = { start: last.headEnd, end: each.end };
      last.end = each.end;
    } else if (last && width === last.width && clause.test(said)) {
      if (!/^(?:end\b|[\]})])/.test(said)) {
        last.clauses = true;
        last.body = undefined;
      }
      last.end = each.end;
    } else {
      const opens = isRuby ? !/^require(?:_relative)?\b/.test(said) : /:\s*$/.test(code[each.end - 1] ?? "");
      pieces.push({
        start: each.start,
        headEnd: each.end,
        end: each.end,
        width,
        opens,
        body: undefined,
        clauses: false,
      });
    }
  }
  for (const piece of pieces) withComments(text, piece, end);
  return pieces;
}

/** Comments that are indented below a piece belong to it, those after its last line too. */
function withComments({ code, lines, inside }: CodeText, piece: Growing, end: number): void {
  if (!piece.opens || piece.body === undefined) return;
  for (let line = piece.end; line < end; line++) {
    if ((code[line] ?? "").trim() !== "" || inside[line] !== 0) return;
    const text = lines[line] ?? "";
    if (text.trim() === "") continue;
    if (widthOf(text) <= piece.width) return;
    piece.end = line + 1;
    piece.body = { start: piece.body.start, end: piece.end };
  }
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
