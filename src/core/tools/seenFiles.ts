// What the model has seen of files, so that it can be told when one changed since. Forgotten with the window.

/** By chat and file, the SHA-256 of the text that the model knows: as it read it, or as its own edit left it. */
export class SeenFiles {
  readonly #seen = new Map<string, Map<string, string>>();

  /** The model of `chat` knows the file at `address` with this text now. */
  note(chat: string, address: string, hash: string): void {
    const files = this.#seen.get(chat) ?? new Map<string, string>();
    this.#seen.set(chat, files);
    files.set(address, hash);
  }

  /** `unknown`: it never read it. */
  stateOf(chat: string, address: string, hash: string): "same" | "changed" | "unknown" {
    const known = this.#seen.get(chat)?.get(address);
    if (known === undefined) return "unknown";
    return known === hash ? "same" : "changed";
  }

  /** The files that the model of `chat` has seen, by their addresses. */
  filesOf(chat: string): readonly string[] {
    return [...(this.#seen.get(chat)?.keys() ?? [])];
  }

  /** The chat is closed. */
  forget(chat: string): void {
    this.#seen.delete(chat);
  }
}
