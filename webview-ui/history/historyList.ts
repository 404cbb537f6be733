// The list of past conversations while it is shown: what was asked for, what has come of it, what was just deleted.

import { batch, type ReadonlySignal, signal } from "@preact/signals";
import type {
  HistoryHit,
  HistoryItem,
  HistoryNote,
  HistoryToHost,
  HistoryToWebview,
} from "../../src/protocol/history.ts";

/** The state of the list; every change of the files is asked of the host. */
export class HistoryList {
  readonly #post: (message: HistoryToHost) => void;
  readonly #onHit: () => void;
  #hit: (HistoryHit & { readonly id: string }) | undefined;
  readonly #shown = signal(false);
  readonly #items = signal<readonly HistoryItem[]>([]);
  readonly #notes = signal<readonly HistoryNote[]>([]);
  readonly #done = signal(false);
  readonly #query = signal("");
  readonly #deleted = signal<HistoryItem | undefined>(undefined);
  readonly #running = signal({ running: 0, waiting: 0 });
  #queryId = 0;
  /** Whether what is shown answers a query before the last. */
  #stale = false;

  /** `onHit` is called when a hit came from a list elsewhere. One of this list is for who sees it close. */
  constructor(post: (message: HistoryToHost) => void, onHit: () => void = () => {}) {
    this.#post = post;
    this.#onHit = onHit;
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

  /** How many conversations go on where nothing shows them, and how many of those wait for the person. */
  readonly running: ReadonlySignal<{ readonly running: number; readonly waiting: number }> = this.#running;

  receive(message: HistoryToWebview): void {
    if (message.type === "historyShow") this.show();
    else if (message.type === "historyRunning") {
      this.#running.value = { running: message.running, waiting: message.waiting };
    } else if (message.type === "historyHit") this.#takeFrom(message);
    else if (message.type === "historyChanged" || message.type === "historyRefused") {
      if (message.type === "historyRefused" && this.#deleted.value?.id === message.id) this.#deleted.value = undefined;
      if (this.#shown.value) this.search(this.#query.value);
    } else if (message.queryId === this.#queryId && this.#shown.value) this.#take(message);
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

  #takeFrom({ id, hit }: Extract<HistoryToWebview, { type: "historyHit" }>): void {
    const wasShown = this.#shown.peek();
    this.#hit = { id, ...hit };
    this.close();
    if (!wasShown) this.#onHit();
  }

  open(id: string): void {
    const hit = this.#hitOf(id);
    this.#hit = hit && { id, ...hit };
    this.#post({ type: "historyOpen", id, ...(hit && { hit }) });
    this.close();
  }

  #hitOf(id: string): HistoryHit | undefined {
    const { snippet } = this.#items.peek().find((item) => item.id === id) ?? {};
    return snippet && { snippet, query: this.#query.peek() };
  }

  /** Where the search was met in the conversation `id`, once, if it was opened from a search. */
  takeHit(id: string): HistoryHit | undefined {
    const hit = this.#hit;
    if (hit?.id !== id) return undefined;
    this.#hit = undefined;
    return hit;
  }

  openInEditor(id: string): void {
    const hit = this.#hitOf(id);
    this.#post({ type: "historyOpenInEditor", id, ...(hit && { hit }) });
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
