// Where commands were judged to run: between that and the start a folder's name may have become a link to another one, or the
// sandbox may have gone. The tool, which looks itself, starts nothing elsewhere, and nothing free that was to be held.

/** Calls that wait at once are few; one that never ran is forgotten. */
const most = 32;

/** Filled by each judgement of a command, emptied by its start. Keys are those of `callKeyOf`. */
export class JudgedFolders {
  readonly #judged = new Map<string, { readonly folder: string; readonly isHeld: boolean }>();

  /** The call was judged for `folder`, a real path, held by the sandbox or not; the last judgement counts. */
  judged(callKey: string, folder: string, isHeld = false): void {
    this.#judged.delete(callKey);
    this.#judged.set(callKey, { folder, isHeld });
    const [oldest] = this.#judged.keys();
    if (this.#judged.size > most && oldest !== undefined) this.#judged.delete(oldest);
  }

  /** Whether the call was judged for `folder`, and so; asked once, when it starts. */
  take(callKey: string, folder: string, isHeld = false): boolean {
    const judged = this.#judged.get(callKey);
    this.#judged.delete(callKey);
    return judged?.folder === folder && judged.isHeld === isHeld;
  }
}
