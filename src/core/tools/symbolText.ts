// Symbols as results: places with the line that stands there, and outlines.

/** Lines of one outline. */
export const maxOutline = 400;

/** A symbol of an outline. Lines are 1-based, the last one included. */
export interface OutlineSymbol {
  readonly name: string;
  /** "class", "method": in the words of VS Code. */
  readonly kind: string;
  readonly first: number;
  readonly last: number;
  readonly children: readonly OutlineSymbol[];
}

/** `12-40: class Name: the line`, inner symbols indented. `lines` are those of the file. */
export function outlineText(symbols: readonly OutlineSymbol[], lines: readonly string[]): string {
  const shown: string[] = [];
  let count = 0;
  const add = (symbol: OutlineSymbol, depth: number) => {
    count++;
    if (shown.length < maxOutline) {
      const { kind, name, first, last } = symbol;
      const range = last > first ? `${first}-${last}` : `${first}`;
      const line = shortLine(lines[first - 1] ?? "");
      shown.push(`${"  ".repeat(Math.min(depth, 10))}${range}: ${kind} ${name.slice(0, 200).toWellFormed()}: ${line}`);
    }
    for (const child of symbol.children) add(child, depth + 1);
  };
  for (const symbol of symbols) add(symbol, 0);
  if (count > shown.length) shown.push(`(${count - shown.length} more. read_file shows them.)`);
  return shown.join("\n");
}

const maxLine = 120;

function shortLine(line: string): string {
  const plain = line.trim();
  return plain.length <= maxLine ? plain : `${plain.slice(0, maxLine).toWellFormed()} …`;
}

/**
 * Where a symbol named `name` stands in `text` as a whole word, 0-based, at most `max` times. Of a name with owners in front
 * (`Class.method`, `ns::f`) the last part.
 */
export function wordPlaces(
  text: string,
  name: string,
  max: number,
): readonly { readonly line: number; readonly character: number }[] {
  const word = lastName(name);
  if (word === "") return [];
  const places: { line: number; character: number }[] = [];
  const lines = text.split(/\r\n|\r|\n/);
  for (const [line, each] of lines.entries()) {
    for (let at = each.indexOf(word); at !== -1; at = each.indexOf(word, at + word.length)) {
      if (isWordAt(each, at, word.length)) places.push({ line, character: at });
      if (places.length >= max) return places;
    }
  }
  return places;
}

/** The name itself: without what owns it, and without brackets. */
export function lastName(name: string): string {
  const plain = name.trim().replace(/\(.*$/s, "").replace(/<.*$/s, "");
  return (
    plain
      .split(/\.|::|#|->/)
      .at(-1)
      ?.trim() ?? ""
  );
}

function isWordAt(line: string, at: number, length: number): boolean {
  const isPart = (character: string | undefined) => character !== undefined && /[\p{L}\p{N}_$]/u.test(character);
  return !isPart(line[at - 1]) && !isPart(line[at + length]);
}
