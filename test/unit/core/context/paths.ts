// Paths for the tests of what holds and ranks them.

import fc from "fast-check";
import { PathIndex, type PathSource } from "../../../../src/core/context/pathIndex.ts";

/** An index of `paths`. */
export function indexOf(paths: Iterable<string>): PathIndex {
  const index = new PathIndex();
  for (const path of paths) index.add(path);
  return index;
}

/** Every path of `source`, as its reader gives it. */
export function pathsOf(source: PathSource): string[] {
  const cursor = source.open();
  const paths: string[] = [];
  for (let number = 0; number < source.end; number++) {
    if (!source.has(number)) continue;
    cursor.moveTo(number);
    paths.push(cursor.text());
  }
  return paths;
}

/**
 * Letters that fold in all ways there are: alone, by what stands around them, to two, in pairs, from half a pair, to
 * ASCII and not at all.
 */
export const letter = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom("a", "b", "B", "/", ".", "文", "é", "É") },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "İ",
      "ı",
      "Σ",
      "σ",
      "ς",
      "'",
      "ß",
      "ẞ",
      "𐐀",
      "𐐨",
      "😀",
      "\ud801",
      "\udc00",
      "K",
      "\0",
      "Ǆ",
      "ǅ",
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: "binary", minLength: 1, maxLength: 1 }) },
);

/** A path of such letters. */
export const anyPath = fc.array(letter, { maxLength: 12 }).map((letters) => letters.join(""));
