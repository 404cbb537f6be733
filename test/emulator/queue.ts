// What tests have lined up for the next requests: a queue whose entries wait for a request that fits them.

/** Which requests an entry applies to. Every given condition must hold; none means any request that asks for a reply. */
export interface Match {
  /** A part of the path, such as `/v1/models`. Without it only requests that generate a reply match. */
  path?: string;
  model?: string;
  stream?: boolean;
  /** A text that the request body must hold. */
  contains?: string;
  /** A text that the request body must not hold, such as a sentence of requests made in the background. */
  lacks?: string;
}

/** What is matched: a request that has been read but not yet judged. */
export interface Candidate {
  path: string;
  /** Whether the path generates a reply (chat or messages). */
  generates: boolean;
  model?: string;
  stream: boolean;
  rawBody: string;
}

/** An item with its conditions and how many requests it still applies to (`Infinity` for sticky ones). */
export interface Entry<T> {
  item: T;
  match?: Match;
  times: number;
}

function fits(match: Match | undefined, candidate: Candidate): boolean {
  if (match?.path === undefined ? !candidate.generates : !candidate.path.includes(match.path)) return false;
  if (match?.model !== undefined && match.model !== candidate.model) return false;
  if (match?.stream !== undefined && match.stream !== candidate.stream) return false;
  if (match?.lacks !== undefined && candidate.rawBody.includes(match.lacks)) return false;
  return match?.contains === undefined || candidate.rawBody.includes(match.contains);
}

/** Entries in order; the first that fits a request is used, and used up after `times` requests. */
export class MatchQueue<T> {
  #entries: Entry<T>[] = [];

  push(...entries: Entry<T>[]): void {
    this.#entries.push(...entries);
  }

  clear(): void {
    this.#entries = [];
  }

  get size(): number {
    return this.#entries.length;
  }

  /** Takes what applies to a request; `accepts` narrows by the item itself. */
  take(candidate: Candidate, accepts: (item: T) => boolean = () => true): T | undefined {
    const entry = this.#entries.find((each) => fits(each.match, candidate) && accepts(each.item));
    if (!entry) return undefined;
    entry.times--;
    if (entry.times <= 0) this.#entries = this.#entries.filter((each) => each !== entry);
    return entry.item;
  }
}
