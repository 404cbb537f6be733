// What goes with the question that is being written: the mentions, their sizes, and what is still to be asked about
// them. The host holds it; the view shows it.

import type { Ask } from "../access/readDecision.ts";
import { Emitter } from "../util/emitter.ts";
import type { CodeReference } from "./codeReference.ts";
import type { ContextItem, ContextNotice, Cut, Weight } from "./contextItem.ts";
import type { ContextReader, ContextReading } from "./contextReader.ts";
import { type Mention, parseMention, sameMention } from "./mention.ts";

export interface ContextDraftDeps {
  readonly reader: ContextReader;
  /** What a reference adds to the next question. */
  readonly weigh: (reference: CodeReference) => Weight;
  readonly newId: () => string;
  /** What `save` was given last, in this window or the one before a reload; anything at all may come back. */
  readonly load: () => unknown;
  readonly save: (mentions: readonly Mention[]) => void;
  /** What the person said yes to; the reader knows of it, too. */
  readonly consents: {
    allows(ask: Ask): boolean;
    allow(asks: readonly Ask[], always: boolean): void;
  };
}

/** A notice that stays until it is dismissed; what is asked follows from the items. */
type ToldNotice = Exclude<ContextNotice, { kind: "secret" }>;

/** The id of the active editor's item. */
export const activeItemId = "active";

/** Mentions in the order they were added. Fires after each change. */
export class ContextDraft {
  readonly #deps: ContextDraftDeps;
  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;
  #items: readonly ContextItem[] = [];
  #notices: readonly ToldNotice[] = [];
  #active: ContextItem | undefined;
  #activeOn = false;
  readonly #tickets = new Map<string, number>();
  readonly #readings = new Map<string, Promise<void>>();

  constructor(deps: ContextDraftDeps) {
    this.#deps = deps;
  }

  get items(): readonly ContextItem[] {
    return this.#items;
  }

  /** The active editor; undefined without one, and while its file is among the items already. */
  get active(): ContextItem | undefined {
    const active = this.#active;
    const named = this.#items.some(
      ({ mention }) =>
        (mention.kind === "file" && mention.uri === active?.mention.uri) ||
        (active && sameMention(mention, active.mention)),
    );
    return named ? undefined : active;
  }

  /** What would go now, in order. */
  get toSend(): readonly ContextItem[] {
    const active = this.activeToSend;
    return active ? [active, ...this.#items] : this.#items;
  }

  /** The active editor if it goes along: switched on, read, and nothing against it. */
  get activeToSend(): ContextItem | undefined {
    return this.#activeOn && this.active?.state === "ready" && this.active.reference ? this.active : undefined;
  }

  get notices(): readonly ContextNotice[] {
    const asked = this.#items.flatMap(({ id, mention: { label }, state, asks = [] }): ContextNotice[] =>
      state === "question" ? [{ id: `secret ${id}`, kind: "secret", itemId: id, label, asks }] : [],
    );
    return [...this.#notices, ...asked];
  }

  /** Takes up what was kept. */
  async restore(): Promise<void> {
    const kept = this.#deps.load();
    if (!Array.isArray(kept)) return;
    await Promise.all(kept.map(parseMention).map((mention) => mention && this.add(mention)));
  }

  /** Adds a mention, once; resolves when it is read. One that is refused goes again, with a notice. */
  async add(mention: Mention): Promise<void> {
    if (this.#items.some((item) => sameMention(item.mention, mention))) return;
    const item: ContextItem = { id: this.#deps.newId(), mention, state: "reading", tokens: 0 };
    this.#items = [...this.#items, item];
    this.#keep();
    await this.#read(item);
  }

  remove(id: string): void {
    this.#items = this.#items.filter((item) => item.id !== id);
    // With less to send it may fit now.
    this.#notices = this.#notices.filter(({ kind }) => kind === "refused");
    this.#keep();
  }

  /** The person says yes to what an item asks: for this chat, or `always` in this workspace. */
  allow(id: string, always = false): void {
    const item = this.#find(id);
    if (!item) return;
    this.#deps.consents.allow(item.asks ?? [], always);
    this.#put({ ...item, asks: [], state: item.reference ? "ready" : "reading" });
  }

  dismiss(noticeId: string): void {
    this.#notices = this.#notices.filter(({ id }) => id !== noticeId);
    this.#changed.fire();
  }

  /** Another editor is in front, or none. One that is switched off (`on` false) is shown and not read. */
  async setActive(mention: Mention | undefined, on: boolean): Promise<void> {
    const before = this.#active;
    this.#activeOn = on;
    if (!mention) {
      this.#active = undefined;
      if (before) this.#changed.fire();
      return;
    }
    const fresh: ContextItem = { id: activeItemId, mention, state: on ? "reading" : "ready", tokens: 0 };
    // Of the same file the size stays until the new one is known, so that nothing flickers.
    const next = on && before?.reference && before.mention.uri === mention.uri ? { ...before, mention } : fresh;
    this.#active = next;
    this.#changed.fire();
    if (on) await this.#read(next);
  }

  /** Reads again whatever comes from `uri`, or everything. */
  async refresh(uri?: string): Promise<void> {
    const active = this.#activeOn && this.#active ? [this.#active] : [];
    const concerned = [...active, ...this.#items].filter(({ mention }) => uri === undefined || mention.uri === uri);
    await Promise.all(concerned.map((item) => this.#read(item)));
  }

  /** Measures again what is read, for another model or conversation. */
  remeasure(): void {
    const measured = (item: ContextItem) =>
      item.reference ? { ...item, known: undefined, ...this.#deps.weigh(item.reference) } : item;
    this.#items = this.#items.map(measured);
    this.#active = this.#active && measured(this.#active);
    this.#notices = this.#notices.filter(({ kind }) => kind !== "too-long");
    this.#changed.fire();
  }

  /**
   * Everything as it is now, to be sent, the active editor first if it goes along. Undefined when something was refused
   * meanwhile or waits for the person's answer; the notices say what.
   */
  async collect(): Promise<readonly ContextItem[] | undefined> {
    const asked = new Set(this.#items.map(({ id }) => id));
    await this.refresh();
    const refused = [...asked].some((id) => !this.#find(id));
    if (refused || this.#items.some(({ state }) => state !== "ready")) return undefined;
    return this.toSend;
  }

  /** Says that it does not fit; replaces an earlier word about it. */
  sayTooLong(needed: number, room: number, cuts: readonly Cut[]): void {
    this.#tell({ id: this.#deps.newId(), kind: "too-long", needed, room, cuts });
  }

  /** What was sent leaves the draft; what was added since stays. */
  clear(ids: readonly string[]): void {
    this.#items = this.#items.filter(({ id }) => !ids.includes(id));
    this.#notices = [];
    this.#keep();
  }

  async #read(item: ContextItem): Promise<void> {
    const ticket = (this.#tickets.get(item.id) ?? 0) + 1;
    this.#tickets.set(item.id, ticket);
    const reading = this.#deps.reader.read(item.mention).then((each) => this.#take(item, each, ticket));
    this.#readings.set(item.id, reading);
    await reading;
    // One that began later knows more: whoever waits, waits for that.
    const last = this.#readings.get(item.id);
    if (last !== reading) await last;
    else this.#readings.delete(item.id);
  }

  #take(item: ContextItem, reading: ContextReading, ticket: number): void {
    if (this.#tickets.get(item.id) !== ticket) return;
    const current = this.#find(item.id);
    // Removed, or another editor came in front, while this one was read.
    if (!current || !sameMention(current.mention, item.mention)) return;
    if (!reading.ok) {
      if (item.id === activeItemId) {
        this.#put({
          ...current,
          state: "refused",
          reference: undefined,
          asks: [],
          tokens: 0,
          known: undefined,
          refusal: reading.refusal,
        });
        return;
      }
      this.remove(item.id);
      this.#tell({ id: this.#deps.newId(), kind: "refused", label: item.mention.label, refusal: reading.refusal });
      return;
    }
    const { reference, leftOut } = reading;
    // What was agreed to while it was read is not asked again.
    const asks = reading.asks.filter((ask) => !this.#deps.consents.allows(ask));
    const weight = { known: undefined, ...this.#deps.weigh(reference) };
    const state = asks.length > 0 ? "question" : "ready";
    this.#put({ ...current, state, reference, ...weight, leftOut, asks, refusal: undefined });
  }

  #find(id: string): ContextItem | undefined {
    return id === activeItemId ? this.#active : this.#items.find((item) => item.id === id);
  }

  #put(item: ContextItem): void {
    if (item.id === activeItemId) this.#active = item;
    else this.#items = this.#items.map((each) => (each.id === item.id ? item : each));
    this.#changed.fire();
  }

  #tell(notice: ToldNotice): void {
    const others = this.#notices.filter((each) =>
      notice.kind === "refused"
        ? each.kind !== "refused" || each.label !== notice.label
        : notice.kind !== "too-long" || each.kind !== "too-long",
    );
    this.#notices = [...others, notice];
    this.#changed.fire();
  }

  #keep(): void {
    this.#deps.save(this.#items.map(({ mention }) => mention));
    this.#changed.fire();
  }
}
