// Which of many paths a few typed letters mean.

import { codesOf, withLength, withRoom } from "./numberArrays.ts";
import type { PathSource } from "./pathIndex.ts";
import { scoreCodes } from "./scorePath.ts";

/** Paths looked at before others get their turn: a few milliseconds. */
const sliceSize = 4096;

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
  /** For each source the numbers of the paths it found. */
  readonly matches: readonly Int32Array[];
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
    const letters = codesOf(wanted);
    const from = sources.map((source) => ({ source, revision: source.revision }));
    const earlier = this.#earlier(wanted, from);
    const matches: Int32Array[] = [];
    const best: Scored[] = [];
    let looked = 0;
    if (signal.aborted) return undefined;
    for (const [source, paths] of sources.entries()) {
      const among = earlier?.[source];
      const kept = new Matches(wanted === "" ? 0 : (among?.length ?? paths.size));
      const cursor = paths.open();
      for (let at = 0; at < (among?.length ?? paths.end); at++) {
        const number = among ? (among[at] ?? 0) : at;
        if (!among && !paths.has(number)) continue;
        if (++looked % sliceSize === 0) {
          await this.#pause();
          if (signal.aborted) return undefined;
        }
        cursor.moveTo(number);
        const score = wanted === "" ? 0 : scoreCodes(letters, cursor.folded, cursor.foldedLength);
        if (score === undefined) continue;
        if (wanted !== "") kept.add(number);
        // Nearly all are worse than the worst that is kept: nothing is made for those.
        const worst = best.length < limit ? undefined : best.at(-1);
        if (worst && (score < worst.score || (score === worst.score && !cursor.isBefore(worst.path)))) continue;
        insert(best, { source, path: cursor.text(), score }, limit);
      }
      matches.push(kept.all());
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

/** Numbers, as many as come. */
class Matches {
  #numbers: Int32Array<ArrayBuffer>;
  #count = 0;

  constructor(expected: number) {
    this.#numbers = new Int32Array(expected);
  }

  add(number: number): void {
    this.#numbers = withRoom(this.#numbers, this.#count + 1);
    this.#numbers[this.#count++] = number;
  }

  /** All of them; nothing is added after that. */
  all(): Int32Array {
    return withLength(this.#numbers, this.#count);
  }
}

/** Puts `scored` where it belongs among the `limit` best. */
function insert(best: Scored[], scored: Scored, limit: number): void {
  let at = best.length;
  while (at > 0 && beats(scored, best[at - 1])) at--;
  if (at >= limit) return;
  best.splice(at, 0, scored);
  if (best.length > limit) best.pop();
}

function beats({ score, path }: Scored, other: Scored | undefined): boolean {
  return other === undefined || score > other.score || (score === other.score && path < other.path);
}
