// What the host says about context, and the one menu that may be open, as signals.

import { batch, computed, type ReadonlySignal, signal } from "@preact/signals";
import type { ContextSnapshot, ContextToHost, ContextToWebview, MentionCandidate } from "../../src/protocol/context.ts";
import { commandAt, type MentionQuery, mentionAt } from "./mentionQuery.ts";
import { matchingCommands, promptSuggestions, type SlashSuggestion } from "./slashSuggestions.ts";

/** How long typing may pause before the host is told the text, in ms. */
const textDelayMs = 200;
/** As much of the text as the host estimates from. */
const maxStart = 20_000;

/** One line of the menu. */
export type Suggestion = MentionCandidate | SlashSuggestion;

/** Chips, notices and the size as the host has them; the menu and the line in it that is chosen. */
export class ContextStore {
  readonly #post: (message: ContextToHost) => void;
  readonly #commands: readonly SlashSuggestion[];
  readonly #state = signal<ContextSnapshot>({ chips: [], notices: [] });
  readonly #query = signal<MentionQuery | undefined>(undefined);
  readonly #candidates = signal<readonly Suggestion[]>([]);
  readonly #chosen = signal(0);
  readonly #answered = signal<string | undefined>(undefined);
  #request = 0;
  /** What waits for the lines that answer the letters typed. */
  #whenCurrent: (() => void) | undefined;
  /** The sign whose menu was closed with Escape. */
  #dismissed: number | undefined;
  #textTimer: ReturnType<typeof setTimeout> | undefined;

  /** What the host was told last; it starts from an empty box. */
  #toldText = "";

  constructor(post: (message: ContextToHost) => void, commands: readonly SlashSuggestion[] = []) {
    this.#post = post;
    this.#commands = commands;
  }

  readonly state: ReadonlySignal<ContextSnapshot> = this.#state;
  readonly candidates: ReadonlySignal<readonly Suggestion[]> = this.#candidates;
  /** Index of the chosen line. */
  readonly chosen: ReadonlySignal<number> = this.#chosen;
  /** The letters that the lines answer; for a moment after a letter, not those typed. */
  readonly answered: ReadonlySignal<string | undefined> = this.#answered;
  /** What the menu offers. */
  readonly kind = computed(() => this.#query.value?.kind);
  /** Whether there is a menu to show. */
  readonly isOpen = computed(() => this.#query.value !== undefined && this.#candidates.value.length > 0);

  /** Takes a message of the host. `contextSend` is not for the store. */
  receive(message: Exclude<ContextToWebview, { type: "contextSend" }>): void {
    if (message.type === "contextState") {
      this.#state.value = message.state;
      return;
    }
    if (message.request !== this.#request || this.#query.value?.kind !== "mention") return;
    batch(() => {
      this.#answered.value = this.#query.value?.query;
      const before = this.#candidates.value.length;
      this.#candidates.value = message.candidates;
      // More came behind what was there: the choice stays.
      if (message.candidates.length < before || this.#chosen.value >= message.candidates.length) this.#chosen.value = 0;
    });
    if (message.candidates.length > 0 || message.done) {
      const waiting = this.#whenCurrent;
      this.#whenCurrent = undefined;
      waiting?.();
    }
  }

  /** The text or the cursor changed: opens, updates or closes the menu. */
  look(text: string, cursor: number): void {
    const query = commandAt(text, cursor) ?? mentionAt(text, cursor);
    if (!query || query.start === this.#dismissed) {
      if (!query) this.#dismissed = undefined;
      this.#close();
      return;
    }
    const before = this.#query.value;
    if (before?.kind === query.kind && before.start === query.start && before.query === query.query) return;
    batch(() => {
      this.#query.value = query;
      this.#chosen.value = 0;
    });
    this.#whenCurrent = undefined;
    this.#request += 1;
    if (query.kind === "command") {
      batch(() => {
        this.#answered.value = query.query;
        const prompts = promptSuggestions(this.#state.value.prompts ?? []);
        this.#candidates.value = matchingCommands([...this.#commands, ...prompts], query.query);
      });
      return;
    }
    this.#post({ type: "contextQuery", query: query.query, request: this.#request });
  }

  /** Moves the choice, around the ends. */
  move(delta: number): void {
    const count = this.#candidates.value.length;
    if (count > 0) this.#chosen.value = (this.#chosen.value + delta + count) % count;
  }

  choose(index: number): void {
    this.#chosen.value = index;
  }

  /**
   * Calls `then` as soon as the lines answer the letters typed; now, if they do, or if one of the lines shown was chosen.
   * Typing on or closing the menu forgets it.
   */
  whenCurrent(then: () => void): void {
    if (this.#answered.value === this.#query.value?.query || this.#chosen.value > 0) then();
    else this.#whenCurrent = then;
  }

  /** Picks the line `index`: tells the host, and returns what to replace in the text. */
  pick(index: number): { readonly query: MentionQuery; readonly insert: string } | undefined {
    const candidate = this.#candidates.value[index];
    const query = this.#query.value;
    if (!candidate || !query) return undefined;
    if (candidate.kind !== "command") this.#post({ type: "contextPick", id: candidate.id });
    this.#close();
    return { query, insert: `${candidate.kind === "command" ? "/" : "@"}${candidate.insert} ` };
  }

  /** Whether what is typed is a whole command already, and nothing else was chosen: Enter may send it. */
  get isWhole(): boolean {
    const candidate = this.#candidates.value[this.#chosen.value];
    return candidate?.kind === "command" && candidate.insert === this.#query.value?.query;
  }

  /** Closes the menu until another sign is typed. */
  dismiss(): void {
    this.#dismissed = this.#query.value?.start;
    this.#close();
  }

  /** Closes the menu; it opens again when typing goes on. */
  close(): void {
    this.#close();
  }

  /** Tells the host what is written, when typing pauses. */
  textChanged(text: string): void {
    clearTimeout(this.#textTimer);
    if (text === this.#toldText) return;
    this.#textTimer = setTimeout(() => {
      this.#toldText = text;
      this.#post({ type: "contextText", start: text.slice(0, maxStart), length: text.length });
    }, textDelayMs);
  }

  #close(): void {
    this.#whenCurrent = undefined;
    batch(() => {
      this.#query.value = undefined;
      this.#answered.value = undefined;
      this.#candidates.value = [];
      this.#chosen.value = 0;
    });
  }
}
