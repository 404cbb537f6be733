// Which of many paths a few typed letters mean.

import type { PathSource } from "./pathIndex.ts";

/** Paths looked at before others get their turn: a few milliseconds. */
const sliceSize = 4096;

/** Higher is better; undefined when the letters are not in `path` in order. Both in lower case. */
export function scorePath(query: string, path: string): number | undefined {
  // Of equals the shorter path wins, by less than any step between the kinds of match.
  const brevity = 1 / (1 + path.length);
  const first = path.indexOf(query);
  if (first < 0) {
    const gaps = gapsOf(query, path);
    return gaps === undefined ? undefined : 1 / (1 + gaps) + brevity / 1000;
  }
  const name = path.lastIndexOf("/") + 1;
  const inName = first >= name ? first : path.indexOf(query, name);
  if (inName === name) return (path.length - name === query.length ? 6 : 5) + brevity;
  if (first === 0) return 4 + brevity;
  return (inName > name ? 3 : 2) + brevity;
}

/** How many times the letters of `query` stand apart in `text`; undefined when they are not all there in order. */
function gapsOf(query: string, text: string): number | undefined {
  let gaps = 0;
  let at = -1;
  for (let letter = 0; letter < query.length; letter++) {
    const code = query.charCodeAt(letter);
    const expected = at + 1;
    do at++;
    while (at < text.length && text.charCodeAt(at) !== code);
    if (at >= text.length) return undefined;
    if (at !== expected) gaps++;
  }
  return gaps;
}

/** A path that was found, and which of the sources it is of. */
export interface RankedPath {
  readonly source: number;
  readonly path: string;
}

interface Scored extends RankedPath {
  readonly score: number;
}

/** What a query found, for one that goes on from it. */
interface Found {
  readonly query: string;
  readonly from: readonly { readonly source: PathSource; readonly revision: number }[];
  readonly matches: readonly (readonly string[])[];
}

/** Ranks as somebody types: a longer query looks only at what the shorter one found, while nothing has changed. */
export class PathRanker {
  /** Lets others have their turn. */
  readonly #pause: () => Promise<void>;
  #last: Found | undefined;

  constructor(pause: () => Promise<void>) {
    this.#pause = pause;
  }

  /**
   * The `limit` best of all sources, best first; for an empty query the first by path. Undefined once `signal` is
   * aborted: somebody typed on.
   */
  async rank(
    query: string,
    sources: readonly PathSource[],
    limit: number,
    signal: AbortSignal,
  ): Promise<readonly RankedPath[] | undefined> {
    const wanted = query.toLowerCase();
    const from = sources.map((source) => ({ source, revision: source.revision }));
    const earlier = this.#earlier(wanted, from);
    const matches: string[][] = [];
    const best: Scored[] = [];
    let looked = 0;
    for (const [source, { paths }] of sources.entries()) {
      const kept: string[] = [];
      matches.push(kept);
      for (const path of earlier?.[source] ?? paths()) {
        if (++looked % sliceSize === 0) await this.#pause();
        if (signal.aborted) return undefined;
        const score = wanted === "" ? 0 : scorePath(wanted, path.toLowerCase());
        if (score === undefined) continue;
        if (wanted !== "") kept.push(path);
        // Nearly all are worse than the worst that is kept: nothing is made for those.
        if (best.length < limit || beats(score, path, best.at(-1))) insert(best, { source, path, score }, limit);
      }
    }
    this.#last = wanted === "" ? undefined : { query: wanted, from, matches };
    return best.map(({ source, path }) => ({ source, path }));
  }

  #earlier(query: string, from: Found["from"]): Found["matches"] | undefined {
    const last = this.#last;
    const holds =
      last !== undefined &&
      query.startsWith(last.query) &&
      last.from.length === from.length &&
      last.from.every(({ source, revision }, at) => source === from[at]?.source && revision === from[at]?.revision);
    return holds ? last.matches : undefined;
  }
}

/** Puts `scored` where it belongs among the `limit` best. */
function insert(best: Scored[], scored: Scored, limit: number): void {
  let at = best.length;
  while (at > 0 && beats(scored.score, scored.path, best[at - 1])) at--;
  if (at >= limit) return;
  best.splice(at, 0, scored);
  if (best.length > limit) best.pop();
}

function beats(score: number, path: string, other: Scored | undefined): boolean {
  return other === undefined || score > other.score || (score === other.score && path < other.path);
}
