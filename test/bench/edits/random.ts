// Choices that are the same in every run.

/** Numbers from a seed. */
export interface Random {
  /** A whole number from 0 to `below` - 1. */
  below(below: number): number;
  /** One of `values`, which is not empty. */
  of<T>(values: readonly T[]): T;
  /** All of `values` in another order. */
  shuffled<T>(values: readonly T[]): T[];
}

/** The same numbers for the same seed (mulberry32). */
export function randomOf(seed: string): Random {
  let state = [...seed].reduce((hash, each) => Math.imul(hash ^ each.charCodeAt(0), 16_777_619), 2_166_136_261);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    of: <T>(values: readonly T[]) => values[below(values.length)] as T,
    shuffled: (values) => {
      const left = [...values];
      return values.map(() => left.splice(below(left.length), 1)[0] as (typeof left)[number]);
    },
  };
}
