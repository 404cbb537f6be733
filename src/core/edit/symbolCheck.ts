// What a language's extension knows of a file has the last word: where its outline contradicts, nothing is placed.

import type { CodeItem } from "../code/codeItem.ts";
import type { CodeSymbol } from "../code/codeSymbol.ts";

/** Whether the outline has the definition `item` in the same lines. Without an outline there is nothing to contradict. */
export function agreesWith(item: CodeItem, symbols: readonly CodeSymbol[]): boolean {
  if (symbols.length === 0) return true;
  const { kind, name } = item.definition ?? { kind: "variable", name: "" };
  // Outlines leave assignments, single fields and headings out, each its own.
  if (kind === "assignment" || kind === "variable" || kind === "implementation") return true;
  const plain = plainName(name);
  const inside = findSymbols(symbols, item.start, item.end);
  // Selectors and the like are named in ways of their own: then the lines have to say it.
  if (!/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(plain)) {
    return (
      inside.length === 0 || kind !== "type" || name === "{}" || inside.some(({ range }) => range.end === item.end)
    );
  }
  const found = inside.filter((symbol) => plainName(symbol.name) === plain);
  if (found.length === 0) return kind === "callable" && item.place === "list";
  return found.some(({ range }) => range.start <= item.head + 1 && range.end === item.end);
}

/** Symbols that begin in these lines, at any depth. */
function findSymbols(symbols: readonly CodeSymbol[], start: number, end: number): CodeSymbol[] {
  const found: CodeSymbol[] = [];
  for (const symbol of symbols) {
    if (symbol.range.end <= start || symbol.range.start >= end) continue;
    if (symbol.range.start >= start) found.push(symbol);
    for (const child of findSymbols(symbol.children, start, end)) found.push(child);
  }
  return found;
}

/** Servers add parentheses, receivers, accessors and parameters to a name. */
function plainName(name: string): string {
  const last = name
    .replace(/\.(?:setter|getter|deleter|overload)$|!$/, "")
    .replaceAll(/^\((?:get|set)\)\s*|^(?:get|set)\s+/g, "")
    .replace(/^\([^)]*\)\.?\s*/, "")
    .replace(/[(<:].*$/s, "")
    .trim();
  return (
    last
      .split(/[.#\\/]|::/)
      .at(-1)
      ?.replaceAll(/["'`\s]/g, "") ?? ""
  );
}
