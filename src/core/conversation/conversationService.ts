// A place where conversations are shown, one at a time: the view, or a tab. What is done there is done with the one that is
// open; one that is left while a reply is written into it goes on in the background.

import type { Disposable } from "../util/disposable.ts";
import { Emitter, type Event } from "../util/emitter.ts";
import { Conversation } from "./conversation.ts";
import type { ConversationChange } from "./conversationChange.ts";
import { journalOf, readStoredJournal } from "./journal.ts";
import { JournalReplay } from "./journalReplay.ts";
import { type AskRefusal, LiveConversation, type LiveConversationDeps } from "./liveConversation.ts";
import { nameConversation } from "./nameConversation.ts";
import { type PriorTurn, turnsOf } from "./priorTurn.ts";
import type { QueuedQuestions } from "./queuedQuestions.ts";

/** Where a conversation goes on that no place shows. */
export interface Background {
  /** `live` goes on, and was left: from now on it is kept there. */
  add(live: LiveConversation): void;
  /** Gives the conversation of that id out again; undefined when it does not go on there. */
  take(id: string): LiveConversation | undefined;
}

export interface ConversationServiceDeps extends LiveConversationDeps {
  readonly background: Background;
  /** Told when a conversation was opened of which so many lines could not be read. */
  readonly onDamage?: (id: string, unreadableLines: number) => void;
}

/** What became of a wish to open a conversation. `superseded`: another act came after it, and that one holds. */
export type OpenResult = "opened" | "unreadable" | "superseded";

/** The open conversation. Of several acts that take their time, opening and asking and beginning anew, the last one holds. */
export class ConversationService implements Disposable {
  readonly #deps: ConversationServiceDeps;

  readonly #changes: Emitter<ConversationChange>;
  /** Fires while a reply streams, in order; what is fired is already in `current`. `reset` when another one is shown. */
  readonly onDidChange: Event<ConversationChange>;
  #live: LiveConversation;
  #listening: Disposable;
  /** Counts the person's acts. */
  #acts = 0;

  /** Shows `live`, or an empty conversation. */
  constructor(deps: ConversationServiceDeps, live?: LiveConversation) {
    this.#deps = deps;

    this.#changes = new Emitter(deps.onError);
    this.onDidChange = this.#changes.event;
    this.#live = live ?? this.#create();
    this.#listening = this.#listen();
  }

  get current(): Conversation {
    return this.#live.conversation;
  }

  get isStreaming(): boolean {
    return this.#live.isStreaming;
  }

  /** Whether something is written, or will be, without anybody doing anything for it. */
  get goesOn(): boolean {
    return this.#live.goesOn;
  }

  /** What waits for the reply in progress. */
  get queue(): QueuedQuestions {
    return this.#live.queue;
  }

  /** Why a question would not be taken now; undefined when it would. */
  get refusal(): AskRefusal | undefined {
    return this.#live.refusal;
  }

  /** The wait before the next try of the reply in progress, if it waits. */
  get retryWait(): LiveConversation["retryWait"] {
    return this.#live.retryWait;
  }

  /** The calls of the reply in progress that wait for the person. */
  get waiting(): LiveConversation["waiting"] {
    return this.#live.waiting;
  }

  /** See `LiveConversation`, as all that follows up to `stop`. */
  decide(...decision: Parameters<LiveConversation["decide"]>): boolean {
    return this.#live.decide(...decision);
  }

  send(...question: Parameters<LiveConversation["send"]>): boolean {
    return this.#act(this.#live.send(...question));
  }

  enqueue(...question: Parameters<LiveConversation["enqueue"]>): boolean {
    return this.#live.enqueue(...question);
  }

  edit(...question: Parameters<LiveConversation["edit"]>): boolean {
    return this.#act(this.#live.edit(...question));
  }

  regenerate(...reply: Parameters<LiveConversation["regenerate"]>): boolean {
    return this.#act(this.#live.regenerate(...reply));
  }

  async continueRun(id: string): Promise<boolean> {
    return this.#act(await this.#live.continueRun(id));
  }

  compact(): boolean {
    return this.#act(this.#live.compact());
  }

  selectVersion(id: string, delta: number): boolean {
    return this.#live.selectVersion(id, delta);
  }

  stop(): Promise<void> {
    return this.#live.stop();
  }

  /** Opens an empty conversation, at once; the one before stays in the store. */
  startNew(): void {
    this.#acts++;
    this.#show(this.#create());
  }

  /** Opens a new conversation that begins with `turns`, which were said elsewhere; the one before stays in the store. */
  startWith(turns: readonly PriorTurn[]): void {
    const { newId, now, options } = this.#deps;
    const conversation = new Conversation(newId(), now());
    for (const turn of turnsOf(turns, { newId, now, model: () => options().model })) conversation.put(turn);
    this.adopt(conversation);
  }

  /** Opens a conversation that goes on in the background, or a stored one. Throws when its journal is there and cannot be read. */
  async open(id: string): Promise<OpenResult> {
    const act = ++this.#acts;
    if (id === this.current.id && !this.current.isEmpty) return "opened";
    const live = this.#deps.background.take(id);
    if (live) {
      this.#show(live);
      // What other windows have said there meanwhile.
      await this.#deps.store.poll(id).catch(this.#deps.onError);
      return "opened";
    }
    const text = await this.#deps.store.read(id);
    if (act !== this.#acts) return "superseded";
    const reading = text === undefined ? undefined : readStoredJournal(id, text);
    if (!reading) return "unreadable";
    this.#show(new LiveConversation(this.#deps, reading));
    if (reading.unreadableLines > 0) this.#deps.onDamage?.(id, reading.unreadableLines);
    return "opened";
  }

  /** Opens `conversation`, which is in no journal yet, and writes it to one. */
  adopt(conversation: Conversation): void {
    this.#acts++;
    const replay = new JournalReplay(conversation);
    if (!conversation.isEmpty) {
      replay.begin();
      this.#deps.store.append(conversation.id, journalOf(conversation));
    }
    this.#show(new LiveConversation(this.#deps, replay));
  }

  /** Gives the open conversation out of hand, whatever is written into it, and shows an empty one. */
  release(): LiveConversation {
    const live = this.#live;
    this.#put(this.#create());
    return live;
  }

  /**
   * Names a conversation that is or was open here. What a person wrote is not replaced by a model. False when a later
   * version wrote the conversation, which is left as it is, or its run goes on in another window.
   */
  setTitle(conversation: Conversation, title: string, by: "model" | "person"): boolean {
    if (conversation === this.current) return this.#live.setTitle(title, by);
    nameConversation(conversation, title, by, this.#deps.store);
    return true;
  }

  /** Nothing shows it any more: what goes on goes on in the background. */
  leave(): void {
    this.#show(this.#create());
    this.dispose();
  }

  /** Leaves a reply in progress unfinished. */
  dispose(): void {
    this.#live.dispose();
    this.#changes.dispose();
  }

  /** What was asked of the open conversation was done, or refused. */
  #act(done: boolean): boolean {
    if (done) this.#acts++;
    return done;
  }

  #create(): LiveConversation {
    const { newId, now } = this.#deps;
    return new LiveConversation(this.#deps, new JournalReplay(new Conversation(newId(), now())));
  }

  /** Puts another conversation into the place of the one that is open. */
  #show(live: LiveConversation): void {
    const left = this.#live;
    this.#put(live);
    if (left.goesOn) this.#deps.background.add(left);
    else left.dispose();
  }

  #put(live: LiveConversation): void {
    this.#listening.dispose();
    this.#live = live;
    this.#listening = this.#listen();
    this.#changes.fire({ type: "reset" });
  }

  #listen(): Disposable {
    return this.#live.onDidChange((change) => this.#changes.fire(change));
  }
}
