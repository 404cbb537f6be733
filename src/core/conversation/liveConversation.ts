// One conversation while somebody has it open: what is asked, the reply that is being written into it, what waits for
// that, and its journal. Composer → here → LanguageModel → StreamEvent → applyStreamEvent → whoever shows it.

import type { CodeReference } from "../context/codeReference.ts";
import type { StreamEvent } from "../model/streamEvent.ts";
import { type Disposable, DisposableStore } from "../util/disposable.ts";
import { Emitter, type Event } from "../util/emitter.ts";
import type { Attachment } from "./attachment.ts";
import type { ReplyOptions } from "./buildRequest.ts";
import { ClaimedReply, type ClaimedReplyDeps, type ReplyMeans } from "./claimedReply.ts";
import type { Conversation } from "./conversation.ts";
import type { ConversationChange } from "./conversationChange.ts";
import { toldReferences } from "./givenReferences.ts";
import { journalOf, messageEntry } from "./journal.ts";
import type { JournalReplay } from "./journalReplay.ts";
import { type AssistantTurn, isUnbegun, type Message } from "./message.ts";
import { nameConversation } from "./nameConversation.ts";
import { type Question, questionOf } from "./question.ts";
import { QueuedQuestions } from "./queuedQuestions.ts";
import type { JournalEntry } from "./stored/journalEntry.ts";
import type { Decision, WaitingCall } from "./waitingCall.ts";

export interface LiveConversationDeps extends ClaimedReplyDeps {
  /** Makes what sums up the conversation at the end of `turn`, its last reply; it ends by itself. */
  readonly createCompaction?: ClaimedReplyDeps["createReply"];
  /** Whether a run in the conversation of that id goes on in another window, which is left alone then; asked at each act. */
  readonly isElsewhere?: (id: string) => boolean;
  /** Read at each send: a change of settings holds from the next reply on. */
  readonly options: () => ReplyOptions;
  readonly systemPrompt: () => string;
  readonly newId: () => string;
  /** Told when what another window said was taken into the open conversation. */
  readonly onMerge?: (id: string) => void;
}

/**
 * Why nothing can be asked: a reply is being written, here or in another window, or a later version of the extension wrote
 * the conversation.
 */
export type AskRefusal = "streaming" | "elsewhere" | "newer";

/** Runs at most one reply at a time and journals everything as it happens. Disposing leaves a reply in progress unfinished. */
export class LiveConversation implements Disposable {
  readonly #deps: LiveConversationDeps;
  readonly #replay: JournalReplay;

  readonly #changes: Emitter<ConversationChange>;
  /** Fires while a reply streams, in order; what is fired is already in `conversation`. */
  readonly onDidChange: Event<ConversationChange>;
  /** What waits for the reply in progress. */
  readonly queue: QueuedQuestions;
  readonly #reply: ClaimedReply;
  #isClosed = false;
  readonly #disposables = new DisposableStore();

  /** `replay` has read what there is of it. */
  constructor(deps: LiveConversationDeps, replay: JournalReplay) {
    this.#deps = deps;
    this.#replay = replay;

    this.#changes = new Emitter(deps.onError);
    this.onDidChange = this.#changes.event;
    const { conversation } = replay;
    this.queue = new QueuedQuestions({
      conversation,
      canAsk: () => !this.#isClosed && this.refusal === undefined,
      canChange: () => this.refusal !== "newer" && this.refusal !== "elsewhere",
      ask: (question) => this.#ask(question, this.#lastId),
      append: (...entries) => this.#append(...entries),
      poll: () => deps.store.poll(conversation.id),
      onChange: () => this.#changes.fire({ type: "queue" }),
      onError: deps.onError,
    });
    this.#reply = new ClaimedReply(deps, {
      replay,
      queue: this.queue,
      fire: (change) => this.#changes.fire(change),
    });
    this.#disposables.add(deps.store.onDidGrow(({ id, text }) => id === conversation.id && this.#merge(text)));
    this.#disposables.add(deps.store.onDidVanish((id) => id === conversation.id && this.#writeAnew()));
  }

  get conversation(): Conversation {
    return this.#replay.conversation;
  }

  get isStreaming(): boolean {
    return this.#reply.current !== undefined;
  }

  /** Whether something is written, or will be, without anybody doing anything for it. */
  get goesOn(): boolean {
    return this.isStreaming || this.queue.goesOn;
  }

  /** Why a question would not be taken now; undefined when it would. */
  get refusal(): AskRefusal | undefined {
    if (this.#replay.isNewer) return "newer";
    if (this.#reply.current) return "streaming";
    return this.#deps.isElsewhere?.(this.conversation.id) ? "elsewhere" : undefined;
  }

  /** The wait before the next try of the reply in progress, if it waits. */
  get retryWait(): Extract<StreamEvent, { type: "retry" }> | undefined {
    return this.#reply.current?.retryWait;
  }

  /** The calls of the reply in progress that wait for the person. */
  get waiting(): readonly WaitingCall[] {
    return this.#reply.current?.waiting ?? [];
  }

  /** What the person decided about what waits under `token`. False when nothing does. */
  decide(token: string, decision: Decision): boolean {
    return this.#reply.current?.decide(token, decision) ?? false;
  }

  /**
   * Asks `text` below the last turn and streams the reply. `id` becomes the question's. False, and nothing is changed,
   * while there is a `refusal`, or when another window was just faster.
   */
  send(
    text: string,
    references: readonly CodeReference[] = [],
    attachments: readonly Attachment[] = [],
    id = this.#deps.newId(),
  ): boolean {
    return this.#ask(questionOf(id, text, references, attachments), this.#lastId);
  }

  /** The same for a question that has to wait behind others or for the reply in progress. */
  enqueue(
    text: string,
    references: readonly CodeReference[] = [],
    attachments: readonly Attachment[] = [],
    id = this.#deps.newId(),
  ): boolean {
    return this.queue.add({ ...questionOf(id, text, references, attachments), createdAt: this.#deps.now() });
  }

  /** Asks the question `id` again in other words, as `newId`; the earlier version stays reachable. */
  edit(id: string, text: string, newId = this.#deps.newId()): boolean {
    const message = this.conversation.get(id);
    if (message?.role !== "user") return false;
    const { parentId, references, attachments } = message;
    return this.#ask(questionOf(newId, text, references, attachments), parentId);
  }

  /**
   * Answers the question before the reply `id` again. `override` replaces what the settings say, for this reply. An
   * earlier reply stays reachable as a version, unless nothing of it ever came.
   */
  regenerate(id: string, override: Partial<ReplyOptions> = {}): boolean {
    const message = this.conversation.get(id);
    if (message?.role !== "assistant" || message.parentId === undefined || this.refusal) return false;
    const { parentId } = message;
    const means = this.#means(override);
    return this.#reply.begin((free) => {
      if (isUnbegun(message)) {
        this.#replay.discard(id);
        this.#append({ type: "discarded", id });
        this.#changes.fire({ type: "reset" });
      }
      this.#reveal(parentId);
      this.#answer(parentId, means, free);
    });
  }

  /**
   * Goes on with a run that ended before its time, in the same turn. False where there is none, where nothing can be asked,
   * where another window went on with it meanwhile (what that did is shown then, and is not done again), and where it ended
   * because it may not act, and still may not.
   */
  async continueRun(id: string): Promise<boolean> {
    const turn = this.conversation.get(id);
    if (turn?.role !== "assistant" || turn.parentId === undefined || this.refusal) return false;
    const { parentId } = turn;
    const free = this.#reply.claim();
    if (!free) return false;
    try {
      // Who had it before has written all of it down, and from here on nobody else writes.
      await this.#deps.store.poll(this.conversation.id).catch(this.#deps.onError);
      const now = this.conversation.get(id);
      const isAsItWas = now?.role === "assistant" && now.parts === turn.parts && now.state === turn.state;
      if (this.#isClosed || this.refusal || !isAsItWas) return false;
      // The model would be asked, and paid, to come to the same end.
      if (turn.error?.reason === "unclaimed" && !this.#reply.mayAct) return false;
      const means = this.#means({ model: turn.model });
      return this.#reply.begin((freeRun) => {
        this.#reveal(id);
        this.#replay.takeUp(id);
        this.#reply.write(turn, parentId, means, freeRun);
      });
    } finally {
      free();
    }
  }

  /** Sums up what was said, so that less is sent from now on. False where nothing was answered, or nothing can be asked. */
  compact(): boolean {
    const turn = this.conversation.path().at(-1);
    const { createCompaction } = this.#deps;
    if (turn?.role !== "assistant" || turn.parentId === undefined || this.refusal || !createCompaction) return false;
    const { parentId } = turn;
    const means = this.#means({});
    return this.#reply.begin((free) => this.#reply.write(turn, parentId, means, free, createCompaction));
  }

  /**
   * Shows the version that comes so many before (-1) or after (1) `id`; nothing happens where there is none. False while a
   * reply is being written, here or in another window.
   */
  selectVersion(id: string, delta: number): boolean {
    const { refusal } = this;
    if (refusal === "streaming" || refusal === "elsewhere") return false;
    const versions = this.conversation.versionsOf(id);
    const next = versions[versions.indexOf(id) + delta];
    if (next === undefined) return true;
    this.conversation.choose(next);
    this.#append({ type: "chosen", id: next });
    this.#changes.fire({ type: "reset" });
    return true;
  }

  /** Ends the reply in progress; what came stays, and what waits is held. Resolves when the turn is closed. */
  async stop(): Promise<void> {
    this.queue.stop();
    await this.#reply.current?.stop();
  }

  /**
   * Names it. What a person wrote is not replaced by a model. False when a later version wrote the conversation, which is
   * left as it is, or its run goes on in another window.
   */
  setTitle(title: string, by: "model" | "person"): boolean {
    if (this.#replay.isNewer || this.refusal === "elsewhere") return false;
    if (nameConversation(this.conversation, title, by, this.#deps.store)) this.#changes.fire({ type: "title" });
    return true;
  }

  dispose(): void {
    this.#isClosed = true;
    this.#reply.current?.abandon();
    this.#changes.dispose();
    this.#disposables.dispose();
  }

  /** Another window went on with it. */
  #merge(text: string): void {
    this.#replay.merge(text);
    this.#changes.fire({ type: "reset" });
    this.#deps.onMerge?.(this.conversation.id);
  }

  /** Its journal was taken away while we go on with it. */
  #writeAnew(): void {
    if (this.#replay.isNewer) return;
    this.#reply.current?.flush();
    this.#deps.store.restart(this.conversation.id, journalOf(this.conversation, this.#replay.others));
  }

  #append(...entries: readonly JournalEntry[]): void {
    if (this.#replay.isNewer) return;
    this.#deps.store.append(this.conversation.id, [...this.#replay.begin(), ...entries]);
  }

  #newTurn(parentId: string | undefined): Pick<Message, "id" | "parentId" | "createdAt"> {
    return { id: this.#deps.newId(), ...(parentId !== undefined && { parentId }), createdAt: this.#deps.now() };
  }

  /** The last turn that is shown. */
  get #lastId(): string | undefined {
    return this.conversation.path().at(-1)?.id;
  }

  #ask({ id, parts, references, attachments }: Question, parentId: string | undefined): boolean {
    if (this.refusal) return false;
    // First what may throw: a question that is in the conversation is answered.
    const means = this.#means({});
    return this.#reply.begin((free) => {
      this.#reveal(parentId);
      this.#put({
        ...this.#newTurn(parentId),
        id,
        role: "user",
        parts,
        ...(references && { references: toldReferences(this.conversation.pathTo(parentId), references) }),
        ...(attachments && { attachments }),
        ...this.#deps.circumstances?.(),
      });
      this.#answer(id, means, free);
    });
  }

  /** What the next reply is asked with, as the settings are now. */
  #means(override: Partial<ReplyOptions>): ReplyMeans {
    return { system: this.#deps.systemPrompt(), options: { ...this.#deps.options(), ...override } };
  }

  #answer(parentId: string, means: ReplyMeans, free: () => void): void {
    const turn: AssistantTurn = {
      ...this.#newTurn(parentId),
      role: "assistant",
      parts: [],
      state: "streaming",
      model: means.options.model,
      sources: [],
    };
    this.#put(turn);
    this.#reply.write(turn, parentId, means, free);
  }

  /** Brings a turn onto the visible path: what is said below it is said where the person can see it. */
  #reveal(id: string | undefined): void {
    const chosen = this.conversation.reveal(id);
    if (chosen.length === 0) return;
    this.#append(...chosen.map((version) => ({ type: "chosen", id: version }) as const));
    this.#changes.fire({ type: "reset" });
  }

  #put(message: Message): void {
    const branches = this.conversation.path().at(-1)?.id !== message.parentId;
    const waited = this.queue.has(message.id);
    this.conversation.put(message);
    this.#append(messageEntry(message));
    this.#changes.fire(branches ? { type: "reset" } : { type: "added", message });
    if (waited) this.#changes.fire({ type: "queue" });
  }
}
