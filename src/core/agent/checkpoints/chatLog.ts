// A chat's log as this window knows it. What another window appended is read before anything is decided, and what this one
// appends is read back: every window has the same state for the same lines.

import { type ChangeEntry, encodeChange, parseChange } from "./changeEntry.ts";
import type { ChangeLogs } from "./changePorts.ts";
import { ChangeState } from "./changeState.ts";

/** One chat's. */
export class ChatLog {
  readonly chat: string;
  readonly #logs: ChangeLogs;
  #state = new ChangeState();
  #position = 0;
  #reading: Promise<void> = Promise.resolve();

  constructor(chat: string, logs: ChangeLogs) {
    this.chat = chat;
    this.#logs = logs;
  }

  /** As of the last {@link refresh}. */
  get state(): ChangeState {
    return this.#state;
  }

  /** Reads what was appended. Rejects when the disk does. */
  refresh(): Promise<void> {
    // One after the other: no line is taken twice.
    const read = this.#reading.then(() => this.#read());
    this.#reading = read.catch(() => {});
    return read;
  }

  /** Resolves when `entries` are safe on the disk, and are part of the state. */
  async append(...entries: readonly ChangeEntry[]): Promise<void> {
    if (entries.length > 0) await this.#logs.append(this.chat, entries.map(encodeChange));
    await this.refresh();
  }

  async #read(): Promise<void> {
    const { text, next, isAnew } = await this.#logs.read(this.chat, this.#position);
    if (isAnew) this.#state = new ChangeState();
    this.#position = next;
    for (const line of text.split("\n")) {
      const entry = line === "" ? undefined : parseChange(line);
      if (entry) this.#state.apply(entry);
    }
  }
}
