// The list of past conversations while it is shown: what was asked for, what has come of it, what was just deleted.

import { batch, type ReadonlySignal, signal } from "@preact/signals";
import type { HistoryItem, HistoryNote, HistoryToHost, HistoryToWebview } from "../../src/protocol/history.ts";

/** The state of the list; every change of the files is asked of the host. */
export class HistoryList {
  readonly #post: (message: HistoryToHost) => void;
  readonly #shown = signal(false);
  readonly #items = signal<readonly HistoryItem[]>([]);
  readonly #notes = signal<readonly HistoryNote[]>([]);
  readonly #done = signal(false);
  readonly #query = signal("");
  readonly #deleted = signal<HistoryItem | undefined>(undefined);
  #queryId = 0;
  /** Whether what is shown answers a query before the last. */
  #stale = false;

  constructor(post: (message: HistoryToHost) => void) {
    this.#post = post;
  }

  readonly shown: ReadonlySignal<boolean> = this.#shown;
  /** The last changed first. */
  readonly items: ReadonlySignal<readonly HistoryItem[]> = this.#items;
  readonly notes: ReadonlySignal<readonly HistoryNote[]> = this.#notes;
  /** Whether the list is complete. */
  readonly done: ReadonlySignal<boolean> = this.#done;
  readonly query: ReadonlySignal<string> = this.#query;
  /** What was deleted last and can be brought back. */
  readonly deleted: ReadonlySignal<HistoryItem | undefined> = this.#deleted;

  receive(message: HistoryToWebview): void {
    if (message.type === "historyShow") this.show();
    else if (message.queryId === this.#queryId && this.#shown.value) this.#take(message);
  }

  #take(message: Extract<HistoryToWebview, { type: "historyItems" }>): void {
    batch(() => {
      this.#items.value = this.#stale ? message.items : [...this.#items.value, ...message.items];
      this.#notes.value = message.notes;
      this.#done.value = message.done;
    });
    this.#stale = false;
  }

  show(): void {
    this.#shown.value = true;
    this.search(this.#query.value);
  }

  close(): void {
    if (!this.#shown.value) return;
    batch(() => {
      this.#shown.value = false;
      this.#query.value = "";
      this.#deleted.value = undefined;
      this.#items.value = [];
    });
    this.#post({ type: "historyClosed" });
  }

  /** Asks for what contains every word of `query`. What is shown stays until an answer comes. */
  search(query: string): void {
    this.#query.value = query.slice(0, 500);
    this.#done.value = false;
    this.#stale = true;
    this.#post({ type: "historyQuery", queryId: ++this.#queryId, query: this.#query.value });
  }

  open(id: string): void {
    this.#post({ type: "historyOpen", id });
    this.close();
  }

  openInEditor(id: string): void {
    this.#post({ type: "historyOpenInEditor", id });
    this.close();
  }

  /** Blank names are ignored. */
  rename(id: string, title: string): void {
    const name = title.trim().slice(0, 200);
    const item = this.#items.value.find((candidate) => candidate.id === id);
    if (name === "" || !item || item.title === name) return;
    this.#items.value = this.#items.value.map((other) => (other === item ? { ...item, title: name } : other));
    this.#post({ type: "historyRename", id, title: name });
  }

  delete(id: string): void {
    const item = this.#items.value.find((candidate) => candidate.id === id);
    if (!item) return;
    batch(() => {
      this.#items.value = this.#items.value.filter((other) => other !== item);
      this.#deleted.value = item;
    });
    this.#post({ type: "historyDelete", id });
  }

  /** Brings back what was deleted last. */
  undo(): void {
    const item = this.#deleted.value;
    if (!item) return;
    batch(() => {
      this.#deleted.value = undefined;
      this.#items.value = [...this.#items.value, item].sort((a, b) => b.changedAt - a.changedAt);
    });
    this.#post({ type: "historyUndoDelete", id: item.id });
  }

  pressNote(kind: HistoryNote["kind"]): void {
    this.#post({ type: "historyNoteAction", kind });
  }
}
