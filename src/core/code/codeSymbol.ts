// What a person means who selected nothing: the function or class around the cursor, else the paragraph.

import type { LineRange } from "./lineRange.ts";

/** One entry of a document's outline. `block` marks what stands by itself: functions, methods, classes and their like. */
export interface CodeSymbol {
  readonly name: string;
  readonly block: boolean;
  /** The whole definition. */
  readonly range: LineRange;
  readonly children: readonly CodeSymbol[];
}

/** The symbols around `line`, outermost first. */
export function symbolsAround(symbols: readonly CodeSymbol[], line: number): readonly CodeSymbol[] {
  const around = symbols.find(({ range }) => range.start <= line && line < range.end);
  return around ? [around, ...symbolsAround(around.children, line)] : [];
}

/** The innermost block around `line`; where the outline knows no blocks (Markdown), the innermost symbol of some lines. */
export function symbolAt(symbols: readonly CodeSymbol[], line: number): CodeSymbol | undefined {
  const around = symbolsAround(symbols, line);
  return around.findLast((symbol) => symbol.block) ?? around.findLast(({ range }) => range.end - range.start > 1);
}

/** All blocks of an outline, in order. */
export function allBlocks(symbols: readonly CodeSymbol[]): readonly CodeSymbol[] {
  return symbols.flatMap((symbol) => [...(symbol.block ? [symbol] : []), ...allBlocks(symbol.children)]);
}

/** The lines around `line` up to the next blank ones; a blank line by itself. */
export function paragraphAt(lineCount: number, lineAt: (line: number) => string, line: number): LineRange {
  const isBlank = (each: number) => lineAt(each).trim() === "";
  if (isBlank(line)) return { start: line, end: line + 1 };
  let start = line;
  let end = line + 1;
  while (start > 0 && !isBlank(start - 1)) start--;
  while (end < lineCount && !isBlank(end)) end++;
  return { start, end };
}
