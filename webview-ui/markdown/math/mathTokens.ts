// Where a text holds formulas: `$$…$$` and `\[…\]` as blocks or within a line, `\(…\)` and `$…$` within one. What is a
// block never depends on text beyond the next blank line, so that a growing text need not be kept open for it.

import type { Tokens } from "marked";

/** A formula; `raw` has its delimiters, and of a block the line end as well. */
export interface MathToken extends Tokens.Generic {
  readonly type: "mathBlock" | "math";
  readonly raw: string;
  readonly display: boolean;
}

const opening = /^ {0,3}(\$\$|\\\[)/;
const openings = /(?<=^|\n) {0,3}(?:\$\$|\\\[)/g;
const closings: Readonly<Record<string, RegExp>> = { $$: /(?<!\\)\$\$/, "\\[": /(?<!\\)\\\]/ };
/** TeX longer than these within a line is text: keeps reading linear. */
const inline = [
  { pattern: /^\\\(([\s\S]{1,1000}?)(?<!\\)\\\)/, display: false },
  { pattern: /^\\\[([\s\S]{1,2000}?)(?<!\\)\\\]/, display: true },
  { pattern: /^\$\$((?:[^$\\`]|\\[^`]){1,2000})\$\$/, display: true },
  { pattern: /^\$(?!\s)((?:[^$\\`]|\\[^`]){1,1000})(?<!\s)\$(?![A-Za-z0-9_$])/, display: false },
] as const;

/** The formula that is the block `source` starts with. */
export function readMathBlock(source: string): MathToken | undefined {
  const block = measureBlock(source);
  if (typeof block !== "number") return undefined;
  return { type: "mathBlock", raw: source.slice(0, block), display: true };
}

/** The length of the block, `open` when the text to come decides, undefined when it is none. */
function measureBlock(source: string): number | "open" | undefined {
  const [start, mark = ""] = opening.exec(source) ?? [];
  if (start === undefined) return undefined;
  const blank = /\n[ \t]*\n/.exec(source);
  const body = source.slice(start.length, blank ? blank.index + 1 : undefined);
  const closing = closings[mark]?.exec(body);
  if (!closing) return blank ? undefined : "open";
  const rest = /^[ \t]*(?:\n|$)/.exec(body.slice(closing.index + 2));
  if (!rest || !isTex(body.slice(0, closing.index))) return undefined;
  return start.length + closing.index + 2 + rest[0].length;
}

/** Where the first block of mathematics starts in the paragraph that `source` starts with; -1 without one. */
export function findMathBlock(source: string): number {
  if (!source.includes("$$") && !source.includes("\\[")) return -1;
  const end = /\n[ \t]*\n/.exec(source)?.index ?? source.length;
  for (const { index } of source.slice(0, end).matchAll(openings)) {
    if (typeof measureBlock(source.slice(index)) === "number") return index;
  }
  return -1;
}

/** Whether a block of mathematics that starts within the first `length` characters is not decided yet. */
export function hasOpenMathBlock(source: string, length: number): boolean {
  const part = source.slice(0, length);
  if (!part.includes("$$") && !part.includes("\\[")) return false;
  for (const { index } of part.matchAll(openings)) if (measureBlock(source.slice(index)) === "open") return true;
  return false;
}

/** The formula that `source` starts with, `before` being what stands before it. */
export function readMath(source: string, before: string): MathToken | undefined {
  const first = source.charAt(0);
  if (first !== "$" && first !== "\\") return undefined;
  for (const { pattern, display } of inline) {
    const [raw, tex = ""] = pattern.exec(source) ?? [];
    if (raw === undefined || !isTex(tex)) continue;
    if (first === "$" && (/[A-Za-z0-9_$\\]$/.test(before) || isPrice(tex))) continue;
    return { type: "math", raw, display };
  }
  return undefined;
}

/** Where the first formula within `source` starts; -1 without one. */
export function findMath(source: string): number {
  for (let at = source.indexOf("$"); at !== -1; at = source.indexOf("$", at + 1)) {
    if (readMath(source.slice(at, at + 2100), source.slice(Math.max(0, at - 1), at))) return at;
  }
  return -1;
}

/** `source` with its formulas made letters, so that no emphasis ends within one. */
export function maskMath(source: string): string {
  if (!source.includes("$") && !source.includes("\\(")) return source;
  let masked = "";
  let at = 0;
  for (const { index } of source.matchAll(/\$|\\[([]/g)) {
    if (index < at) continue;
    const math = readMath(source.slice(index, index + 2100), source.slice(Math.max(0, index - 1), index));
    if (!math) continue;
    masked += source.slice(at, index) + "a".repeat(math.raw.length);
    at = index + math.raw.length;
  }
  return masked + source.slice(at);
}

/** The TeX of a formula, without its delimiters. */
export function texOf(raw: string): string {
  const source = raw.trim();
  const width = /^(?:\$\$|\\\(|\\\[)/.test(source) ? 2 : 1;
  return source.slice(width, -width).trim();
}

function isTex(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

/** `$5 for a beer and $` and the like: a number, then words, and nothing that TeX would need. */
function isPrice(text: string): boolean {
  return /^\d[\d.,]*\s*[A-Za-z]*\s+\p{L}{2}/u.test(text) && !/[\\^_{}=+<>]/.test(text);
}
