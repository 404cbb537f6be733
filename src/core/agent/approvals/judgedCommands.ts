// How commands are judged again when they start: between the judgement and that lies a wait for the person, for the commands
// before it, for the files that are looked at. Meanwhile a file that it names may have become a link, or a key have come into it.

/** Calls that wait at once are few; one that never ran is forgotten. */
const most = 32;

/** Filled by each judgement of a command, emptied by its start. Keys are those of `callKeyOf`. */
export class JudgedCommands {
  readonly #judged = new Map<string, () => Promise<boolean>>();

  /** The call was judged, and `again` says whether it may still run; the last judgement counts. */
  judged(callKey: string, again: () => Promise<boolean>): void {
    this.#judged.delete(callKey);
    this.#judged.set(callKey, again);
    const [oldest] = this.#judged.keys();
    if (this.#judged.size > most && oldest !== undefined) this.#judged.delete(oldest);
  }

  /** Whether the call was judged and may run now; asked once, when it starts. Never rejects. */
  async take(callKey: string): Promise<boolean> {
    const again = this.#judged.get(callKey);
    this.#judged.delete(callKey);
    return (await again?.().catch(() => false)) ?? false;
  }
}
