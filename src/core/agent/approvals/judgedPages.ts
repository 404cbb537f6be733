// Whose pages a call may fetch: where an address leads is known only on the way, and each host on it is judged like the
// first. The tool, which goes there, asks here and nowhere else.

import type { PageAccess } from "../../tools/followPage.ts";

/** Calls that wait at once are few; one that never ran is forgotten. */
const most = 32;

/** Filled by each judgement of a page, emptied by its call. Keys are those of `callKeyOf`. */
export class JudgedPages {
  readonly #judged = new Map<string, PageAccess>();

  /** The call was judged, and `access` judges what it leads to, as everything is then; the last judgement counts. */
  judged(callKey: string, access: PageAccess): void {
    this.#judged.delete(callKey);
    this.#judged.set(callKey, access);
    const [oldest] = this.#judged.keys();
    if (this.#judged.size > most && oldest !== undefined) this.#judged.delete(oldest);
  }

  /** What the call may fetch, once; undefined when nobody judged it. */
  take(callKey: string): PageAccess | undefined {
    const access = this.#judged.get(callKey);
    this.#judged.delete(callKey);
    return access;
  }
}
