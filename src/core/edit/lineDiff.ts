// A line diff in linear space (Myers 1986, "An O(ND) Difference Algorithm", section 4b). Ours, because the libraries
// that fit are larger than this file and keep a trace per step.

import type { Hunk } from "./hunk.ts";

/** Beyond so many differences the texts have little in common, and looking further costs more than it shows. */
const maxCost = 2_000;

/** The hunks that turn `old` into `new_`, in order; between two of them lies at least one line that stays. */
export function diffLines(old: readonly string[], new_: readonly string[]): Hunk[] {
  const ids = new Map<string, number>();
  const intern = (line: string) => {
    const known = ids.get(line);
    if (known !== undefined) return known;
    ids.set(line, ids.size);
    return ids.size - 1;
  };
  const search = new Search(Int32Array.from(old, intern), Int32Array.from(new_, intern));
  search.compare(0, old.length, 0, new_.length);
  return toHunks(search.removed, search.added, new_);
}

function toHunks(removed: Uint8Array, added: Uint8Array, new_: readonly string[]): Hunk[] {
  const hunks: Hunk[] = [];
  let a = 0;
  let b = 0;
  while (a < removed.length || b < added.length) {
    const oldStart = a;
    const newStart = b;
    while (removed[a] === 1) a++;
    while (added[b] === 1) b++;
    if (a > oldStart || b > newStart) hunks.push({ oldStart, oldEnd: a, newLines: new_.slice(newStart, b) });
    a++;
    b++;
  }
  return hunks;
}

/** Marks the lines of `a` that go and the lines of `b` that come. */
class Search {
  readonly #a: Int32Array;
  readonly #b: Int32Array;

  readonly removed: Uint8Array;
  readonly added: Uint8Array;
  readonly #forward: Int32Array;
  readonly #backward: Int32Array;
  readonly #zero: number;

  constructor(a: Int32Array, b: Int32Array) {
    this.#a = a;
    this.#b = b;

    this.removed = new Uint8Array(a.length);
    this.added = new Uint8Array(b.length);
    this.#zero = a.length + b.length + 1;
    this.#forward = new Int32Array(2 * this.#zero + 1);
    this.#backward = new Int32Array(2 * this.#zero + 1);
  }

  compare(aStart: number, aEnd: number, bStart: number, bEnd: number): void {
    const a = this.#a;
    const b = this.#b;
    while (aStart < aEnd && bStart < bEnd && a[aStart] === b[bStart]) {
      aStart++;
      bStart++;
    }
    while (aStart < aEnd && bStart < bEnd && a[aEnd - 1] === b[bEnd - 1]) {
      aEnd--;
      bEnd--;
    }
    if (aStart === aEnd) this.added.fill(1, bStart, bEnd);
    else if (bStart === bEnd) this.removed.fill(1, aStart, aEnd);
    else {
      const split = this.#findSplit(aStart, aEnd, bStart, bEnd);
      if (split) {
        this.compare(aStart, split.a, bStart, split.b);
        this.compare(split.a, aEnd, split.b, bEnd);
      } else {
        this.removed.fill(1, aStart, aEnd);
        this.added.fill(1, bStart, bEnd);
      }
    }
  }

  /** A point on a shortest path, strictly inside the box; undefined when there is none or it is too far. */
  #findSplit(aStart: number, aEnd: number, bStart: number, bEnd: number) {
    const a = this.#a;
    const b = this.#b;
    const forward = this.#forward;
    const backward = this.#backward;
    const zero = this.#zero;
    const n = aEnd - aStart;
    const m = bEnd - bStart;
    const delta = n - m;
    const odd = (delta & 1) !== 0;
    const limit = Math.min(Math.ceil((n + m) / 2), maxCost);
    forward[zero + 1] = 0;
    backward[zero + 1] = 0;
    for (let d = 0; d <= limit; d++) {
      for (let k = -d; k <= d; k += 2) {
        let x = step(forward, zero, k, d);
        let y = x - k;
        while (x < n && y >= 0 && y < m && a[aStart + x] === b[bStart + y]) {
          x++;
          y++;
        }
        forward[zero + k] = x;
        const opposite = delta - k;
        const meets = odd && Math.abs(opposite) < d && x + (backward[zero + opposite] ?? 0) >= n;
        if (meets && isInside(x, y, n, m)) return { a: aStart + x, b: bStart + y };
      }
      for (let k = -d; k <= d; k += 2) {
        let x = step(backward, zero, k, d);
        let y = x - k;
        while (x < n && y >= 0 && y < m && a[aEnd - 1 - x] === b[bEnd - 1 - y]) {
          x++;
          y++;
        }
        backward[zero + k] = x;
        const opposite = delta - k;
        const meets = !odd && Math.abs(opposite) <= d && x + (forward[zero + opposite] ?? 0) >= n;
        if (meets && isInside(x, y, n, m)) return { a: aEnd - x, b: bEnd - y };
      }
    }
    return undefined;
  }
}

/** How far diagonal `k` reaches with `d` differences, before its snake. */
function step(reach: Int32Array, zero: number, k: number, d: number): number {
  const below = reach[zero + k - 1] ?? 0;
  const above = reach[zero + k + 1] ?? 0;
  return k === -d || (k !== d && below < above) ? above : below + 1;
}

/** A corner of the box would split nothing off, and a point outside of it is no path at all. */
function isInside(x: number, y: number, n: number, m: number): boolean {
  return x >= 0 && y >= 0 && x <= n && y <= m && x + y > 0 && x + y < n + m;
}
