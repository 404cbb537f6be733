// The reply that is being written into a conversation, and the claim under which it is: no other window writes one meanwhile,
// and when another has taken the conversation all the same, this one leaves it.

import { callIndex } from "./applyRunEvent.ts";
import { buildRequest, type ReplyOptions } from "./buildRequest.ts";
import type { ConversationChange } from "./conversationChange.ts";
import type { ConversationStore } from "./conversationStore.ts";
import { toldReferences } from "./givenReferences.ts";
import type { JournalReplay } from "./journalReplay.ts";
import type { AssistantTurn, Message } from "./message.ts";
import { PathMessages } from "./modelMessages.ts";
import type { QueuedQuestion } from "./questionQueue.ts";
import type { QueuedQuestions } from "./queuedQuestions.ts";
import type { Reply, ReplyPlace } from "./reply.ts";
import { TurnWriter } from "./turnWriter.ts";
import type { UserTurn } from "./userTurn.ts";

export interface ClaimedReplyDeps {
  readonly store: ConversationStore;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Told of every error that ends a reply, and of what a listener throws, which ends none; for the log. */
  readonly onError: (error: unknown) => void;
  /** Makes what writes a reply into `turn`. */
  readonly createReply: (turn: TurnWriter, place: ReplyPlace) => Reply;
  /**
   * Takes the conversation of that id for a reply of this window, at once and for it alone; undefined while another window has
   * it. What is returned gives it free; it may be taken several times over. `onLost` is called when another window has
   * taken it all the same, because this one hung. A disk that cannot be written takes no claim: that keeps nobody from
   * asking, and `holds` says so.
   */
  readonly claim?: (id: string, onLost: () => void) => (() => void) | undefined;
  /**
   * Whether no other window can have the conversation of that id, which was taken here, as the disk says at this moment; what
   * it refused before is tried once more. While it is false nothing is done that acts.
   */
  readonly holds?: (id: string) => boolean;
  /** What goes with a question besides its words; read when it is asked. */
  readonly circumstances?: () => Pick<UserTurn, "mode" | "date">;
}

/** The conversation that it is written into. */
export interface ReplySurroundings {
  readonly replay: JournalReplay;
  readonly queue: QueuedQuestions;
  fire(change: ConversationChange): void;
}

/** What a reply is asked with. */
export interface ReplyMeans {
  readonly system: string;
  readonly options: ReplyOptions;
}

/** At most one at a time. */
export class ClaimedReply {
  readonly #deps: ClaimedReplyDeps;
  readonly #around: ReplySurroundings;
  #running: Reply | undefined;
  /** The turn that it writes, or that was written last. */
  #writing: string | undefined;
  /** What was sent of the conversation. */
  readonly #messages = new PathMessages();

  constructor(deps: ClaimedReplyDeps, around: ReplySurroundings) {
    this.#deps = deps;
    this.#around = around;
  }

  /** The one that is being written. */
  get current(): Reply | undefined {
    return this.#running;
  }

  /**
   * Does what begins a reply, unless the conversation is another window's: then it is false, and nothing was done. `free` is
   * to be called when the reply has ended.
   */
  begin(begin: (free: () => void) => void): boolean {
    const free = this.claim();
    if (!free) return false;
    try {
      begin(free);
      return true;
    } catch (error) {
      free();
      throw error;
    }
  }

  /** Gives free what it took; undefined while another window has it, of which is looked for what it writes. */
  claim(): (() => void) | undefined {
    const { claim, store, onError } = this.#deps;
    const { id } = this.#around.replay.conversation;
    const free = claim ? claim(id, () => this.#lose()) : () => {};
    if (!free) void store.poll(id).catch(onError);
    return free;
  }

  /** Whether what was taken is this window's alone for certain. */
  get mayAct(): boolean {
    return this.#deps.holds?.(this.#around.replay.conversation.id) ?? true;
  }

  /** Writes, or goes on to write, the reply `turn` to the question `question`; `free` is called when it has ended. */
  write(
    { id }: AssistantTurn,
    question: string,
    { system, options }: ReplyMeans,
    free: () => void,
    create = this.#deps.createReply,
  ): void {
    const { queue, replay } = this.#around;
    const { conversation } = replay;
    const fire = (change: ConversationChange) => this.#around.fire(change);
    const path = () => conversation.pathTo(id);
    const run = create(new TurnWriter(this.#deps, conversation, id, fire), {
      chat: conversation.id,
      question,
      steering: queue.steering((said) => this.#said(said, path())),
      path,
      mayAct: () => this.mayAct,
      onWaiting: () => fire({ type: "waiting", id }),
      onOutput: (call, text) => {
        const turn = conversation.get(id);
        const part = turn?.role === "assistant" ? callIndex(turn, call) : -1;
        if (part !== -1) fire({ type: "output", id, part, text });
      },
    });
    this.#running = run;
    this.#writing = id;
    run.start(
      () => buildRequest(path(), system, options, this.#messages),
      () => {
        // Whoever takes it next reads all that was written here.
        void this.#deps.store.flush().then(free, free);
        if (this.#running !== run) return;
        this.#running = undefined;
        fire({ type: "updated", id });
        const ended = conversation.get(id);
        if (ended?.role === "assistant") queue.replyEnded(ended);
      },
    );
  }

  /** Another window goes on with the conversation: it is read there from now on, and nothing more is done here. */
  #lose(): void {
    const run = this.#running;
    if (!run || this.#writing === undefined) return;
    run.abandon();
    this.#running = undefined;
    this.#around.replay.leave(this.#writing);
    this.#around.queue.letGo();
    this.#around.fire({ type: "reset" });
  }

  /** A question that waited, as it goes into a run at the end of `path`. */
  #said(question: QueuedQuestion, path: readonly Message[]): UserTurn {
    const { references, ...rest } = question;
    return {
      ...rest,
      ...(references && { references: toldReferences(path, references) }),
      ...this.#deps.circumstances?.(),
    };
  }
}
