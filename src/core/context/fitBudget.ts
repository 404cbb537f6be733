// Cuts what is too long for a model: whole lines from the end, the small ones left whole, so that what a person named
// is there at least in part.

/** A text after the cut: always the beginning of what it was. */
export interface FittedText {
  readonly text: string;
  readonly lines: number;
  /** How many of the lines are there whole; equal to `lines` when nothing was cut. */
  readonly keptLines: number;
}

/**
 * Fits `texts` into `budget` tokens together, in order. `count` gives the tokens of a text and may not shrink as a text
 * grows. What is shorter than its share stays whole and leaves the rest to the longer ones.
 */
export function fitBudget(
  texts: readonly string[],
  budget: number,
  count: (text: string) => number,
): readonly FittedText[] {
  const sizes = texts.map(count);
  const order = texts.map((_, index) => index).sort((a, b) => (sizes[a] ?? 0) - (sizes[b] ?? 0));
  const fitted: FittedText[] = [];
  let left = Math.max(0, budget);
  order.forEach((index, nth) => {
    const text = texts[index] ?? "";
    const share = Math.floor(left / (order.length - nth));
    const lines = text.split("\n").length;
    const kept = (sizes[index] ?? 0) <= share ? text : cut(text, share, count);
    fitted[index] = { text: kept, lines, keptLines: kept === text ? lines : kept.split("\n").length - 1 };
    left -= kept === text ? (sizes[index] ?? 0) : count(kept);
  });
  return fitted;
}

/** The longest run of whole lines within `budget`; of a first line that is too long by itself, its beginning. */
function cut(text: string, budget: number, count: (text: string) => number): string {
  const ends = [...text.matchAll(/\n/g)].map((match) => match.index + 1);
  const lines = longest(ends.length, (n) => count(text.slice(0, ends[n - 1])) <= budget);
  if (lines > 0) return text.slice(0, ends[lines - 1]);
  const start = text.slice(0, ends[0]);
  let length = longest(start.length, (n) => count(start.slice(0, n)) <= budget);
  // Half a surrogate pair is no character.
  if (length > 0 && /[\ud800-\udbff]/.test(start[length - 1] ?? "")) length--;
  return start.slice(0, length);
}

/** The largest n up to `max` for which `fits` holds, by halving; 0 when it holds for none. */
function longest(max: number, fits: (n: number) => boolean): number {
  let low = 0;
  let high = max;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
