// Between the list in one webview and the history: at most one query runs, and what it finds goes out in batches.

import { assertNever } from "../../core/util/assertNever.ts";
import type { Disposable } from "../../core/util/disposable.ts";
import {
  type HistoryHit,
  type HistoryItem,
  type HistoryNote,
  type HistoryToHost,
  type HistoryToWebview,
  parseHistoryToHost,
} from "../../protocol/history.ts";
import type { ConversationPlace, History } from "./history.ts";

/** How long what was found is gathered, in ms. */
const gatherMs = 50;

/** One webview's history. */
export class HistoryChannel implements Disposable {
  readonly #history: History;
  readonly #post: (message: HistoryToWebview) => void;
  readonly #log: (message: string) => void;
  readonly #place: () => ConversationPlace | undefined;
  readonly #onChange: () => void;
  readonly #onHit: (id: string, hit: HistoryHit) => void;
  #query: AbortController | undefined;
  #changes: Promise<void> = Promise.resolve();
  #loaded = false;
  #showWhenLoaded = false;
  #hitWhenLoaded: Extract<HistoryToWebview, { type: "historyHit" }> | undefined;

  /**
   * `place` is where the list is shown, by default the view; `onChange` is called when it has changed what there is,
   * `onHit` when the conversation `id` has been opened, here or elsewhere, where a search was met.
   */
  constructor(
    history: History,
    post: (message: HistoryToWebview) => void,
    log: (message: string) => void,
    place: () => ConversationPlace | undefined = () => undefined,
    onChange: () => void = () => {},
    onHit: (id: string, hit: HistoryHit) => void = () => {},
  ) {
    this.#place = place;
    this.#onChange = onChange;
    this.#onHit = onHit;
    this.#history = history;
    this.#post = post;
    this.#log = log;
  }

  /** Takes what the webview sent; false when it is for others. */
  receive(value: unknown): boolean {
    if (typeof value === "object" && value !== null && "type" in value && value.type === "ready") {
      this.#loaded = true;
      // A page that was just loaded believes that nothing does.
      if (this.#history.running.running > 0) this.tellRunning();
      if (this.#showWhenLoaded) this.show();
      if (this.#hitWhenLoaded) this.#post(this.#hitWhenLoaded);
      this.#hitWhenLoaded = undefined;
      return false;
    }
    const message = parseHistoryToHost(value);
    if (!message) return false;
    const handled =
      message.type === "historyNoteAction"
        ? this.#handleNote(message.kind)
        : message.type === "historyOpen"
          ? // Nothing waits for it: who opens another one meanwhile has changed their mind.
            this.#changes.then(() => this.#history.open(message.id, this.#place())).then(() => this.#tellHit(message))
          : this.#inOrder(() => this.#handle(message));
    handled.catch((error: unknown) => this.#log(`history: ${String(error)}`));
    return true;
  }

  /** Shows the list, as soon as the webview can. */
  show(): void {
    this.#showWhenLoaded = !this.#loaded;
    if (this.#loaded) this.#post({ type: "historyShow" });
  }

  /** Whether it is the list of `place`. */
  isIn(place: ConversationPlace): boolean {
    return this.#place()?.service === place.service;
  }

  /** The conversation `id` is shown here, and was opened from another list: the webview shows where a search was met. */
  showHit(id: string, hit: HistoryHit): void {
    const message = { type: "historyHit", id, hit } as const;
    if (this.#loaded) this.#post(message);
    else this.#hitWhenLoaded = message;
  }

  /** Tells how much goes on where nothing shows it. */
  tellRunning(): void {
    if (this.#loaded) this.#post({ type: "historyRunning", ...this.#history.running });
  }

  /** Something has changed elsewhere: a list that is shown asks again. */
  refresh(): void {
    if (this.#loaded) this.#post({ type: "historyChanged" });
  }

  dispose(): void {
    this.#query?.abort();
    this.#history.index.forgetTexts();
  }

  /** What changes files happens one after the other; what is asked after it sees it. */
  #inOrder(act: () => Promise<void> | void): Promise<void> {
    const done = this.#changes.then(act);
    this.#changes = done.catch(() => {});
    return done;
  }

  async #handleNote(kind: HistoryNote["kind"]): Promise<void> {
    await this.#history.carryOut(kind);
    // The list shows what has become of the files.
    this.show();
  }

  /** The list shows a change before it is made: of one that was not made it takes that back. */
  #tellOf(id: string, done: boolean): void {
    if (done) this.#onChange();
    else this.#post({ type: "historyRefused", id });
  }

  #tellHit({ id, hit }: { readonly id: string; readonly hit?: HistoryHit | undefined }): void {
    if (hit) this.#onHit(id, hit);
  }

  #handle(message: Exclude<HistoryToHost, { type: "historyNoteAction" | "historyOpen" }>): Promise<void> | void {
    switch (message.type) {
      case "historyQuery":
        // Not waited for: the next query ends it.
        this.#answer(message.queryId, message.query).catch((error: unknown) => this.#log(`history: ${String(error)}`));
        return;
      case "historyClosed":
        return this.dispose();
      case "historyOpenInEditor":
        return this.#history.openInEditor(message.id).then(() => this.#tellHit(message));
      case "historyRename":
        return this.#history.rename(message.id, message.title).then((done) => this.#tellOf(message.id, done));
      case "historyDelete":
        return this.#history.delete(message.id, this.#place()).then((done) => this.#tellOf(message.id, done));
      case "historyUndoDelete":
        return this.#history.undoDelete(message.id).then(this.#onChange);
      default:
        return assertNever(message);
    }
  }

  async #answer(queryId: number, query: string): Promise<void> {
    this.#query?.abort();
    this.#query = new AbortController();
    const { signal } = this.#query;
    const list = await this.#history.list();
    if (signal.aborted) return;
    const notes = this.#history.notesOn(list);
    const send = (items: readonly HistoryItem[], done: boolean) =>
      this.#post({ type: "historyItems", queryId, items, done, notes });
    if (!/\S/.test(query))
      return send(
        list.conversations.map((summary) => this.#history.itemOf(summary, this.#place())),
        true,
      );
    let found: HistoryItem[] = [];
    let sent = Date.now();
    for await (const summary of this.#history.index.search(query, signal)) {
      found.push({ ...this.#history.itemOf(summary, this.#place()), snippet: summary.snippet });
      if (Date.now() < sent + gatherMs) continue;
      send(found, false);
      found = [];
      sent = Date.now();
    }
    if (!signal.aborted) send(found, true);
  }
}
