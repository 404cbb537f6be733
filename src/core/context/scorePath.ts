// How well a path goes with a few typed letters.

import { codesOf } from "./numberArrays.ts";

const slash = 0x2f;

/** Higher is better; undefined when the letters are not in `path` in order. Both in lower case. */
export function scorePath(query: string, path: string): number | undefined {
  return scoreCodes(codesOf(query), codesOf(path), path.length);
}

/** The same for UTF-16 codes, of `path` the first `length`. */
export function scoreCodes(query: Uint16Array, path: Uint16Array, length: number): number | undefined {
  // Of equals the shorter path wins, by less than any step between the kinds of match.
  const brevity = 1 / (1 + length);
  const first = indexOf(query, path, 0, length);
  if (first < 0) {
    const gaps = gapsOf(query, path, length);
    return gaps === undefined ? undefined : 1 / (1 + gaps) + brevity / 1000;
  }
  let name = length;
  while (name > 0 && path[name - 1] !== slash) name--;
  const inName = first >= name ? first : indexOf(query, path, name, length);
  if (inName === name) return (length - name === query.length ? 6 : 5) + brevity;
  if (first === 0) return 4 + brevity;
  return (inName > name ? 3 : 2) + brevity;
}

function indexOf(query: Uint16Array, path: Uint16Array, start: number, length: number): number {
  const last = length - query.length;
  for (let at = start; at <= last; at++) {
    let letter = 0;
    while (letter < query.length && path[at + letter] === query[letter]) letter++;
    if (letter === query.length) return at;
  }
  return -1;
}

/** How many times the letters of `query` stand apart in `path`; undefined when they are not all there in order. */
function gapsOf(query: Uint16Array, path: Uint16Array, length: number): number | undefined {
  let gaps = 0;
  let at = -1;
  for (let letter = 0; letter < query.length; letter++) {
    const code = query[letter];
    const expected = at + 1;
    do at++;
    while (at < length && path[at] !== code);
    if (at >= length) return undefined;
    if (at !== expected) gaps++;
  }
  return gaps;
}
