// Composer → here → LanguageModel → StreamEvent → applyStreamEvent → whoever shows it. The service owns the open
// conversation, runs at most one reply at a time and journals everything as it happens.

import type { CodeReference } from "../context/codeReference.ts";
import type { StreamEvent } from "../model/streamEvent.ts";
import { type Disposable, DisposableStore } from "../util/disposable.ts";
import { Emitter, type Event } from "../util/emitter.ts";
import type { Attachment } from "./attachment.ts";
import { buildRequest, type ReplyOptions } from "./buildRequest.ts";
import { Conversation } from "./conversation.ts";
import type { ConversationChange } from "./conversationChange.ts";
import { journalOf, messageEntry, readStoredJournal } from "./journal.ts";
import { JournalReplay } from "./journalReplay.ts";
import type { AssistantTurn, Message } from "./message.ts";
import { type PriorTurn, turnsOf } from "./priorTurn.ts";
import { ReplyRun, type ReplyRunDeps } from "./replyRun.ts";
import type { JournalEntry } from "./stored/journalEntry.ts";

export interface ConversationServiceDeps extends ReplyRunDeps {
  /** Read at each send: a change of settings holds from the next reply on. */
  readonly options: () => ReplyOptions;
  readonly systemPrompt: () => string;
  readonly newId: () => string;
  /** Told when a conversation was opened of which so many lines could not be read. */
  readonly onDamage?: (id: string, unreadableLines: number) => void;
  /** Told when what another window said was taken into the open conversation. */
  readonly onMerge?: (id: string) => void;
}

/** Why nothing can be asked: a reply is being written, or a later version of the extension wrote the conversation. */
export type AskRefusal = "streaming" | "newer";

/** What became of a wish to open a conversation. `superseded`: another act came after it, and that one holds. */
export type OpenResult = "opened" | "unreadable" | "superseded";

/**
 * The open conversation and the reply that is being written into it. Of several acts that take their time, opening and
 * asking and beginning anew, the last one holds.
 */
export class ConversationService implements Disposable {
  readonly #deps: ConversationServiceDeps;

  readonly #changes: Emitter<ConversationChange>;
  /** Fires while a reply streams, in order; what is fired is already in `conversation`. */
  readonly onDidChange: Event<ConversationChange>;
  #replay: JournalReplay;
  #running: ReplyRun | undefined;
  /** Replies that are ending in conversations that were left, by the conversation's id. */
  readonly #ending = new Map<string, Promise<void>>();
  /** Counts the person's acts. */
  #acts = 0;
  readonly #disposables = new DisposableStore();

  constructor(deps: ConversationServiceDeps) {
    this.#deps = deps;

    this.#changes = new Emitter(deps.onError);
    this.onDidChange = this.#changes.event;
    this.#replay = this.#create();
    this.#disposables.add(deps.store.onDidGrow(({ id, text }) => this.#merge(id, text)));
    this.#disposables.add(deps.store.onDidVanish((id) => this.#writeAnew(id)));
  }

  get current(): Conversation {
    return this.#replay.conversation;
  }

  get isStreaming(): boolean {
    return this.#running !== undefined;
  }

  /** Why a question would not be taken now; undefined when it would. */
  get refusal(): AskRefusal | undefined {
    if (this.#replay.isNewer) return "newer";
    return this.#running && "streaming";
  }

  /** The wait before the next try of the reply in progress, if it waits. */
  get retryWait(): Extract<StreamEvent, { type: "retry" }> | undefined {
    return this.#running?.retryWait;
  }

  /**
   * Asks `text` below the last turn and streams the reply. `id` becomes the question's. False, and nothing is changed,
   * while there is a `refusal`.
   */
  send(
    text: string,
    references: readonly CodeReference[] = [],
    attachments: readonly Attachment[] = [],
    id = this.#deps.newId(),
  ): boolean {
    return this.#ask({ id, text, parentId: this.current.path().at(-1)?.id, references, attachments });
  }

  /** Asks the question `id` again in other words, as `newId`; the earlier version stays reachable. */
  edit(id: string, text: string, newId = this.#deps.newId()): boolean {
    const message = this.current.get(id);
    if (message?.role !== "user") return false;
    const { parentId, references = [], attachments = [] } = message;
    return this.#ask({ id: newId, text, parentId, references, attachments });
  }

  /**
   * Answers the question before the reply `id` again. `override` replaces what the settings say, for this reply. An
   * earlier reply stays reachable as a version, unless nothing of it ever came.
   */
  regenerate(id: string, override: Partial<ReplyOptions> = {}): boolean {
    const message = this.current.get(id);
    if (message?.role !== "assistant" || message.parentId === undefined || this.refusal) return false;
    this.#acts++;
    const means = this.#means(override);
    if (message.parts.length === 0) {
      this.#replay.discard(id);
      this.#append({ type: "discarded", id });
      this.#changes.fire({ type: "reset" });
    }
    this.#reveal(message.parentId);
    this.#reply(message.parentId, means);
    return true;
  }

  /** Shows the version before (-1) or after (1) the one that is shown. */
  selectVersion(id: string, delta: -1 | 1): void {
    if (this.#running) return;
    const versions = this.current.versionsOf(id);
    const next = versions[versions.indexOf(id) + delta];
    if (next === undefined) return;
    this.current.choose(next);
    this.#append({ type: "chosen", id: next });
    this.#changes.fire({ type: "reset" });
  }

  /** Ends the reply in progress; what came stays. Resolves when the turn is closed. */
  async stop(): Promise<void> {
    await this.#running?.stop();
  }

  /** Opens an empty conversation, at once; the one before stays in the store. Resolves when its reply has ended. */
  startNew(): Promise<void> {
    this.#acts++;
    return this.#show(this.#create());
  }

  /** Opens a new conversation that begins with `turns`, which were said elsewhere; the one before stays in the store. */
  startWith(turns: readonly PriorTurn[]): Promise<void> {
    const { conversation } = this.#create();
    const { newId, now, options } = this.#deps;
    for (const turn of turnsOf(turns, { newId, now, model: () => options().model })) conversation.put(turn);
    return this.adopt(conversation);
  }

  /** Opens a stored conversation. Throws when its journal is there and cannot be read. */
  async open(id: string): Promise<OpenResult> {
    const act = ++this.#acts;
    if (id === this.current.id && !this.current.isEmpty) return "opened";
    await this.#ending.get(id);
    const text = await this.#deps.store.read(id);
    if (act !== this.#acts) return "superseded";
    const reading = text === undefined ? undefined : readStoredJournal(id, text);
    if (!reading) return "unreadable";
    const ended = this.#show(reading);
    if (reading.unreadableLines > 0) this.#deps.onDamage?.(id, reading.unreadableLines);
    await ended;
    return "opened";
  }

  /** Opens `conversation`, which is in no journal yet, and writes it to one. */
  adopt(conversation: Conversation): Promise<void> {
    this.#acts++;
    const replay = new JournalReplay(conversation);
    if (!conversation.isEmpty) {
      replay.begin();
      this.#deps.store.append(conversation.id, journalOf(conversation));
    }
    return this.#show(replay);
  }

  /**
   * Names a conversation of this service. What a person wrote is not replaced by a model. False when a later version
   * wrote the conversation, which is left as it is.
   */
  setTitle(conversation: Conversation, title: string, by: "model" | "person"): boolean {
    const isCurrent = conversation === this.current;
    if (isCurrent && this.#replay.isNewer) return false;
    if (by === "model" && conversation.title !== "") return true;
    conversation.title = title;
    conversation.titleBy = by;
    this.#deps.store.append(conversation.id, [{ type: "title", title, by }]);
    if (isCurrent) this.#changes.fire({ type: "title" });
    return true;
  }

  dispose(): void {
    this.#running?.abandon();
    this.#changes.dispose();
    this.#disposables.dispose();
  }

  /** Puts another conversation into the place of the one that is open. Resolves when the reply in that one has ended. */
  async #show(replay: JournalReplay): Promise<void> {
    const left = this.current.id;
    const run = this.#running;
    this.#running = undefined;
    this.#replay = replay;
    const ended = run?.stop();
    if (ended) this.#ending.set(left, ended);
    this.#changes.fire({ type: "reset" });
    await ended;
    if (this.#ending.get(left) === ended) this.#ending.delete(left);
  }

  /** Another window went on with this conversation. */
  #merge(id: string, text: string): void {
    if (id !== this.current.id) return;
    this.#replay.merge(text);
    this.#changes.fire({ type: "reset" });
    this.#deps.onMerge?.(id);
  }

  /** The journal of this conversation was taken away while we go on with it. */
  #writeAnew(id: string): void {
    if (id !== this.current.id || this.#replay.isNewer) return;
    this.#running?.flush();
    this.#deps.store.restart(id, journalOf(this.current, this.#replay.others));
  }

  #create(): JournalReplay {
    return new JournalReplay(new Conversation(this.#deps.newId(), this.#deps.now()));
  }

  #append(...entries: readonly JournalEntry[]): void {
    if (this.#replay.isNewer) return;
    this.#deps.store.append(this.current.id, [...this.#replay.begin(), ...entries]);
  }

  #newTurn(parentId: string | undefined): Pick<Message, "id" | "parentId" | "createdAt"> {
    return { id: this.#deps.newId(), ...(parentId !== undefined && { parentId }), createdAt: this.#deps.now() };
  }

  #ask({ id, text, parentId, references, attachments }: Question): boolean {
    if (this.refusal) return false;
    this.#acts++;
    // First what may throw: a question that is in the conversation is answered.
    const means = this.#means({});
    this.#reveal(parentId);
    this.#put({
      ...this.#newTurn(parentId),
      id,
      role: "user",
      parts: [{ type: "text", text }],
      ...(references.length > 0 ? { references } : {}),
      ...(attachments.length > 0 ? { attachments } : {}),
    });
    this.#reply(id, means);
    return true;
  }

  /** What the next reply is asked with, as the settings are now. */
  #means(override: Partial<ReplyOptions>): ReplyMeans {
    return { system: this.#deps.systemPrompt(), options: { ...this.#deps.options(), ...override } };
  }

  #reply(parentId: string, { system, options }: ReplyMeans): void {
    const conversation = this.current;
    const turn: AssistantTurn = {
      ...this.#newTurn(parentId),
      role: "assistant",
      parts: [],
      state: "streaming",
      model: options.model,
      sources: [],
    };
    const request = buildRequest(conversation.pathTo(parentId), system, options);
    this.#put(turn);
    const fire = (change: ConversationChange) => {
      if (conversation === this.current) this.#changes.fire(change);
    };
    const run = new ReplyRun(this.#deps, conversation, turn.id, fire);
    this.#running = run;
    run.start(request, () => {
      if (this.#running === run) this.#running = undefined;
      fire({ type: "updated", id: turn.id });
    });
  }

  /** Brings a turn onto the visible path: what is said below it is said where the person can see it. */
  #reveal(id: string | undefined): void {
    const chosen = this.current.reveal(id);
    if (chosen.length === 0) return;
    this.#append(...chosen.map((version) => ({ type: "chosen", id: version }) as const));
    this.#changes.fire({ type: "reset" });
  }

  #put(message: Message): void {
    const branches = this.current.path().at(-1)?.id !== message.parentId;
    this.current.put(message);
    this.#append(messageEntry(message));
    this.#changes.fire(branches ? { type: "reset" } : { type: "added", message });
  }
}

interface Question {
  readonly id: string;
  readonly text: string;
  readonly parentId: string | undefined;
  readonly references: readonly CodeReference[];
  readonly attachments: readonly Attachment[];
}

interface ReplyMeans {
  readonly system: string;
  readonly options: ReplyOptions;
}
