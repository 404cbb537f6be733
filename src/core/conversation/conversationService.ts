// Composer → here → LanguageModel → StreamEvent → applyStreamEvent → whoever shows it. The service owns the open
// conversation, runs at most one reply at a time and journals everything as it happens.

import type { CodeReference } from "../context/codeReference.ts";
import type { StreamEvent } from "../model/streamEvent.ts";
import { type Disposable, DisposableStore } from "../util/disposable.ts";
import { Emitter } from "../util/emitter.ts";
import type { Attachment } from "./attachment.ts";
import { buildRequest, type ReplyOptions } from "./buildRequest.ts";
import { Conversation } from "./conversation.ts";
import type { ConversationChange } from "./conversationChange.ts";
import { journalOf, journalVersion, mergeJournal, readStoredJournal } from "./journal.ts";
import type { AssistantTurn, Message, UserTurn } from "./message.ts";
import type { PriorTurn } from "./priorTurn.ts";
import { ReplyRun, type ReplyRunDeps } from "./replyRun.ts";

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

/** The open conversation and the reply that is being written into it. */
export class ConversationService implements Disposable {
  readonly #deps: ConversationServiceDeps;

  readonly #changes = new Emitter<ConversationChange>();
  /** Fires while a reply streams, in order; what is fired is already in `conversation`. */
  readonly onDidChange = this.#changes.event;
  #conversation: Conversation;
  #running: ReplyRun | undefined;
  readonly #disposables = new DisposableStore();

  constructor(deps: ConversationServiceDeps) {
    this.#deps = deps;

    this.#conversation = this.#create();
    this.#disposables.add(deps.store.onDidGrow(({ id, text }) => this.#merge(id, text)));
    this.#disposables.add(deps.store.onDidVanish((id) => this.#writeAnew(id)));
  }

  get current(): Conversation {
    return this.#conversation;
  }

  get isStreaming(): boolean {
    return this.#running !== undefined;
  }

  /** The wait before the next try of the reply in progress, if it waits. */
  get retryWait(): Extract<StreamEvent, { type: "retry" }> | undefined {
    return this.#running?.retryWait;
  }

  /** Asks `text` below the last turn and streams the reply. False, and nothing is changed, while one is streaming. */
  send(text: string, references: readonly CodeReference[] = [], attachments: readonly Attachment[] = []): boolean {
    return this.#ask(text, this.#conversation.path().at(-1)?.id, references, attachments);
  }

  /** Asks the question `id` again in other words; the earlier version stays reachable. */
  edit(id: string, text: string): boolean {
    const message = this.#conversation.get(id);
    return (
      message?.role === "user" && this.#ask(text, message.parentId, message.references ?? [], message.attachments ?? [])
    );
  }

  /**
   * Answers the question before the reply `id` again. `override` replaces what the settings say, for this reply. An
   * earlier reply stays reachable as a version, unless nothing of it ever came.
   */
  regenerate(id: string, override: Partial<ReplyOptions> = {}): boolean {
    const message = this.#conversation.get(id);
    if (message?.role !== "assistant" || message.parentId === undefined || this.#running) return false;
    if (message.parts.length === 0) {
      this.#conversation.discard(id);
      this.#deps.store.append(this.#conversation.id, [{ type: "discarded", id }]);
      this.#changes.fire({ type: "reset" });
    }
    this.#reply(message.parentId, override);
    return true;
  }

  /** Shows the version before (-1) or after (1) the one that is shown. */
  selectVersion(id: string, delta: -1 | 1): void {
    if (this.#running) return;
    const versions = this.#conversation.versionsOf(id);
    const next = versions[versions.indexOf(id) + delta];
    if (next === undefined) return;
    this.#conversation.choose(next);
    this.#deps.store.append(this.#conversation.id, [{ type: "chosen", id: next }]);
    this.#changes.fire({ type: "reset" });
  }

  /** Ends the reply in progress; what came stays. Resolves when the turn is closed. */
  async stop(): Promise<void> {
    await this.#running?.stop();
  }

  /** Opens an empty conversation; the one before stays in the store. */
  async startNew(): Promise<void> {
    await this.stop();
    this.#conversation = this.#create();
    this.#changes.fire({ type: "reset" });
  }

  /** Opens a new conversation that begins with `turns`, which were said elsewhere; the one before stays in the store. */
  async startWith(turns: readonly PriorTurn[]): Promise<void> {
    await this.startNew();
    this.#begin();
    let parentId: string | undefined;
    for (const { question, answer, model } of turns) {
      const asked: UserTurn = {
        ...this.#newTurn(parentId),
        role: "user",
        parts: [{ type: "text", text: question }],
      };
      const answered: AssistantTurn = {
        ...this.#newTurn(asked.id),
        role: "assistant",
        parts: [{ type: "text", text: answer }],
        state: "done",
        model: model ?? this.#deps.options().model,
        sources: [],
      };
      this.#put(asked);
      this.#put(answered);
      parentId = answered.id;
    }
  }

  /** Opens a stored conversation. False when there is none of that id or it cannot be understood. */
  async open(id: string): Promise<boolean> {
    const text = await this.#deps.store.read(id);
    const reading = text === undefined ? undefined : readStoredJournal(id, text);
    if (!reading) return false;
    await this.stop();
    this.#conversation = reading.conversation;
    this.#changes.fire({ type: "reset" });
    if (reading.unreadableLines > 0) this.#deps.onDamage?.(id, reading.unreadableLines);
    return true;
  }

  /** Opens `conversation`, which is in no journal yet, and writes it to one. */
  async adopt(conversation: Conversation): Promise<void> {
    await this.stop();
    this.#conversation = conversation;
    this.#deps.store.append(conversation.id, journalOf(conversation));
    this.#changes.fire({ type: "reset" });
  }

  /** Names a conversation of this service. What a person wrote is not replaced by a model. */
  setTitle(conversation: Conversation, title: string, by: "model" | "person"): void {
    if (by === "model" && conversation.title !== "") return;
    conversation.title = title;
    conversation.titleBy = by;
    this.#deps.store.append(conversation.id, [{ type: "title", title, by }]);
    if (conversation === this.#conversation) this.#changes.fire({ type: "title" });
  }

  dispose(): void {
    this.#running?.abandon();
    this.#changes.dispose();
    this.#disposables.dispose();
  }

  /** Another window went on with this conversation. */
  #merge(id: string, text: string): void {
    if (id !== this.#conversation.id) return;
    mergeJournal(this.#conversation, text);
    this.#changes.fire({ type: "reset" });
    this.#deps.onMerge?.(id);
  }

  /** The journal of this conversation was taken away while we go on with it. */
  #writeAnew(id: string): void {
    if (id !== this.#conversation.id) return;
    this.#running?.flush();
    this.#deps.store.restart(id, journalOf(this.#conversation));
  }

  #create(): Conversation {
    return new Conversation(this.#deps.newId(), this.#deps.now());
  }

  /** Writes the first line of a conversation's journal. */
  #begin(): void {
    if (!this.#conversation.isEmpty) return;
    const { id, createdAt } = this.#conversation;
    this.#deps.store.append(id, [{ type: "conversation", version: journalVersion, id, at: createdAt }]);
  }

  #newTurn(parentId: string | undefined): Pick<Message, "id" | "parentId" | "createdAt"> {
    return { id: this.#deps.newId(), parentId, createdAt: this.#deps.now() };
  }

  #ask(
    text: string,
    parentId: string | undefined,
    references: readonly CodeReference[],
    attachments: readonly Attachment[],
  ): boolean {
    if (this.#running) return false;
    this.#begin();
    const turn: UserTurn = {
      ...this.#newTurn(parentId),
      role: "user",
      parts: [{ type: "text", text }],
      ...(references.length > 0 ? { references } : {}),
      ...(attachments.length > 0 ? { attachments } : {}),
    };
    this.#put(turn);
    this.#reply(turn.id, {});
    return true;
  }

  #reply(parentId: string, override: Partial<ReplyOptions>): void {
    const options = { ...this.#deps.options(), ...override };
    const turn: AssistantTurn = {
      ...this.#newTurn(parentId),
      role: "assistant",
      parts: [],
      state: "streaming",
      model: options.model,
      sources: [],
    };
    const request = buildRequest(this.#conversation.pathTo(parentId), this.#deps.systemPrompt(), options);
    this.#put(turn);
    const run = new ReplyRun(this.#deps, this.#conversation, turn.id, (change) => this.#changes.fire(change));
    this.#running = run;
    run.start(request, () => {
      this.#running = undefined;
      this.#changes.fire({ type: "updated", id: turn.id });
    });
  }

  #put(message: Message): void {
    const branches = this.#conversation.path().at(-1)?.id !== message.parentId;
    this.#conversation.put(message);
    this.#deps.store.append(this.#conversation.id, [{ type: "message", message }]);
    this.#changes.fire(branches ? { type: "reset" } : { type: "added", message });
  }
}
