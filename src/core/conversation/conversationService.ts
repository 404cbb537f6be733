// Composer → here → LanguageModel → StreamEvent → applyStreamEvent → whoever shows it. The service owns the open
// conversation, runs at most one reply at a time and journals everything as it happens.

import type { LanguageModel } from "../model/languageModel.ts";
import { ModelError } from "../model/modelError.ts";
import type { StreamEvent } from "../model/streamEvent.ts";
import type { Disposable } from "../util/disposable.ts";
import { Emitter } from "../util/emitter.ts";
import { applyStreamEvent, endReasoning } from "./applyStreamEvent.ts";
import type { Attachment } from "./attachment.ts";
import { buildRequest, type ReplyOptions } from "./buildRequest.ts";
import { Conversation } from "./conversation.ts";
import type { ConversationStore } from "./conversationStore.ts";
import { journalVersion, readJournal } from "./journal.ts";
import { JournalWriter } from "./journalWriter.ts";
import type { AssistantTurn, CodeReference, Message, MessageError, UserTurn } from "./message.ts";
import type { PriorTurn } from "./priorTurn.ts";

/** What changed in the open conversation, for whoever shows it. */
export type ConversationChange =
  /** Another conversation, or another path through this one: read it afresh. */
  | { readonly type: "reset" }
  | { readonly type: "added"; readonly message: Message }
  | { readonly type: "text"; readonly id: string; readonly text: string }
  | { readonly type: "reasoning"; readonly id: string; readonly text: string }
  /** Anything of the turn but its texts. */
  | { readonly type: "updated"; readonly id: string };

export interface ConversationServiceDeps {
  readonly model: LanguageModel;
  readonly store: ConversationStore;
  /** Read at each send: a change of settings holds from the next reply on. */
  readonly options: () => ReplyOptions;
  readonly systemPrompt: () => string;
  readonly newId: () => string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Told of every error that ends a reply, for the log. */
  readonly onError: (error: unknown) => void;
}

/** The open conversation and the reply that is being written into it. */
export class ConversationService implements Disposable {
  private readonly changes = new Emitter<ConversationChange>();
  /** Fires while a reply streams, in order; what is fired is already in `conversation`. */
  readonly onDidChange = this.changes.event;
  private conversation: Conversation;
  private running: { readonly controller: AbortController; readonly done: Promise<void> } | undefined;
  private waiting: Extract<StreamEvent, { type: "retry" }> | undefined;

  constructor(private readonly deps: ConversationServiceDeps) {
    this.conversation = this.create();
  }

  get current(): Conversation {
    return this.conversation;
  }

  get isStreaming(): boolean {
    return this.running !== undefined;
  }

  /** The wait before the next try of the reply in progress, if it waits. */
  get retryWait(): Extract<StreamEvent, { type: "retry" }> | undefined {
    return this.waiting;
  }

  /** Asks `text` below the last turn and streams the reply. False, and nothing is changed, while one is streaming. */
  send(text: string, references: readonly CodeReference[] = [], attachments: readonly Attachment[] = []): boolean {
    return this.ask(text, this.conversation.path().at(-1)?.id, references, attachments);
  }

  /** Asks the question `id` again in other words; the earlier version stays reachable. */
  edit(id: string, text: string): boolean {
    const message = this.conversation.get(id);
    return (
      message?.role === "user" && this.ask(text, message.parentId, message.references ?? [], message.attachments ?? [])
    );
  }

  /**
   * Answers the question before the reply `id` again. `override` replaces what the settings say, for this reply. An
   * earlier reply stays reachable as a version, unless nothing of it ever came.
   */
  regenerate(id: string, override: Partial<ReplyOptions> = {}): boolean {
    const message = this.conversation.get(id);
    if (message?.role !== "assistant" || message.parentId === undefined || this.running) return false;
    if (message.parts.length === 0) {
      this.conversation.discard(id);
      this.deps.store.append(this.conversation.id, [{ type: "discarded", id }]);
      this.changes.fire({ type: "reset" });
    }
    this.reply(message.parentId, override);
    return true;
  }

  /** Shows the version before (-1) or after (1) the one that is shown. */
  selectVersion(id: string, delta: -1 | 1): void {
    if (this.running) return;
    const versions = this.conversation.versionsOf(id);
    const next = versions[versions.indexOf(id) + delta];
    if (next === undefined) return;
    this.conversation.choose(next);
    this.deps.store.append(this.conversation.id, [{ type: "chosen", id: next }]);
    this.changes.fire({ type: "reset" });
  }

  /** Ends the reply in progress; what came stays. Resolves when the turn is closed. */
  async stop(): Promise<void> {
    this.running?.controller.abort();
    await this.running?.done;
  }

  /** Opens an empty conversation; the one before stays in the store. */
  async startNew(): Promise<void> {
    await this.stop();
    this.conversation = this.create();
    this.changes.fire({ type: "reset" });
  }

  /** Opens a new conversation that begins with `turns`, which were said elsewhere; the one before stays in the store. */
  async startWith(turns: readonly PriorTurn[]): Promise<void> {
    await this.startNew();
    this.begin();
    let parentId: string | undefined;
    for (const { question, answer, model } of turns) {
      const asked: UserTurn = {
        ...this.newTurn(parentId),
        role: "user",
        parts: [{ type: "text", text: question }],
      };
      const answered: AssistantTurn = {
        ...this.newTurn(asked.id),
        role: "assistant",
        parts: [{ type: "text", text: answer }],
        state: "done",
        model: model ?? this.deps.options().model,
        sources: [],
      };
      this.put(asked);
      this.put(answered);
      parentId = answered.id;
    }
  }

  /** Opens a stored conversation. False when there is none of that id or it cannot be understood. */
  async open(id: string): Promise<boolean> {
    const text = await this.deps.store.read(id);
    const reading = text === undefined ? undefined : readJournal(text);
    if (!reading) return false;
    await this.stop();
    this.conversation = reading.conversation;
    this.changes.fire({ type: "reset" });
    return true;
  }

  dispose(): void {
    // No entry is written for a reply in progress: reading the journal finds it unfinished and says so.
    this.running?.controller.abort(disposed);
    this.changes.dispose();
  }

  private create(): Conversation {
    return new Conversation(this.deps.newId(), this.deps.now());
  }

  /** Writes the first line of a conversation's journal. */
  private begin(): void {
    if (!this.conversation.isEmpty) return;
    const { id, createdAt } = this.conversation;
    this.deps.store.append(id, [{ type: "conversation", version: journalVersion, id, at: createdAt }]);
  }

  private newTurn(parentId: string | undefined): Pick<Message, "id" | "parentId" | "createdAt"> {
    return { id: this.deps.newId(), parentId, createdAt: this.deps.now() };
  }

  private ask(
    text: string,
    parentId: string | undefined,
    references: readonly CodeReference[],
    attachments: readonly Attachment[],
  ): boolean {
    if (this.running) return false;
    this.begin();
    const turn: UserTurn = {
      ...this.newTurn(parentId),
      role: "user",
      parts: [{ type: "text", text }],
      ...(references.length > 0 ? { references } : {}),
      ...(attachments.length > 0 ? { attachments } : {}),
    };
    this.put(turn);
    this.reply(turn.id, {});
    return true;
  }

  private reply(parentId: string, override: Partial<ReplyOptions>): void {
    const options = { ...this.deps.options(), ...override };
    const turn: AssistantTurn = {
      ...this.newTurn(parentId),
      role: "assistant",
      parts: [],
      state: "streaming",
      model: options.model,
      sources: [],
    };
    const request = buildRequest(this.conversation.pathTo(parentId), this.deps.systemPrompt(), options);
    this.put(turn);
    const controller = new AbortController();
    const conversation = this.conversation;
    const done = this.run(conversation, turn.id, request, controller.signal).finally(() => {
      this.running = undefined;
      this.waiting = undefined;
      this.changes.fire({ type: "updated", id: turn.id });
    });
    this.running = { controller, done };
  }

  private put(message: Message): void {
    const branches = this.conversation.path().at(-1)?.id !== message.parentId;
    this.conversation.put(message);
    this.deps.store.append(this.conversation.id, [{ type: "message", message }]);
    this.changes.fire(branches ? { type: "reset" } : { type: "added", message });
  }

  private async run(
    conversation: Conversation,
    id: string,
    request: Parameters<LanguageModel["stream"]>[0],
    signal: AbortSignal,
  ): Promise<void> {
    const journal = new JournalWriter(this.deps.store, conversation.id, id, this.deps.now);
    try {
      let finish: StreamEvent | undefined;
      for await (const event of this.deps.model.stream(request, signal)) {
        if (signal.aborted) break;
        this.waiting = event.type === "retry" ? event : undefined;
        journal.add(event);
        // The turn is shown as done only when the stream is closed and the next question may be asked.
        if (event.type === "finish") finish = event;
        else this.receive(conversation, id, event);
      }
      if (signal.aborted) throw signal.reason;
      if (finish) this.receive(conversation, id, finish);
    } catch (error) {
      journal.flush();
      if (signal.reason === disposed) return;
      this.end(conversation, id, signal.aborted ? undefined : toMessageError(error));
      if (!signal.aborted) this.deps.onError(error);
    } finally {
      journal.dispose();
    }
  }

  private receive(conversation: Conversation, id: string, event: StreamEvent): void {
    const turn = conversation.get(id);
    if (turn?.role !== "assistant") return;
    const after = applyStreamEvent(turn, event, this.deps.now());
    conversation.put(after);
    if (event.type === "text-delta") this.changes.fire({ type: "text", id, text: event.text });
    else if (event.type === "reasoning-delta") this.changes.fire({ type: "reasoning", id, text: event.text });
    const textOnly = event.type === "text-delta" || event.type === "reasoning-delta";
    if (!textOnly || after.reasoningMs !== turn.reasoningMs) this.changes.fire({ type: "updated", id });
  }

  private end(conversation: Conversation, id: string, error: MessageError | undefined): void {
    const turn = conversation.get(id);
    if (turn?.role !== "assistant") return;
    const at = this.deps.now();
    const state = error ? "error" : "stopped";
    conversation.put({ ...endReasoning(turn, at), state, error });
    this.deps.store.append(conversation.id, [{ type: "ended", id, at, state, error }]);
  }
}

/** The abort reason of a service that is thrown away. */
const disposed = Symbol("disposed");

/** A failure as plain data, for the words about it. */
export function toMessageError(error: unknown): MessageError {
  if (!ModelError.is(error)) return { reason: "malformed-response", message: String(error) };
  const { reason, message, status, param, unsupported } = error;
  return { reason, message, status, param, unsupported };
}
