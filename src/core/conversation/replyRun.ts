// One reply while it is written: LanguageModel → StreamEvent → applyStreamEvent, journalled as it happens.

import type { LanguageModel, ModelRequest } from "../model/languageModel.ts";
import { ModelError } from "../model/modelError.ts";
import type { StreamEvent } from "../model/streamEvent.ts";
import { applyStreamEvent, endReasoning } from "./applyStreamEvent.ts";
import type { Conversation } from "./conversation.ts";
import type { ConversationChange } from "./conversationChange.ts";
import type { ConversationStore } from "./conversationStore.ts";
import { JournalWriter } from "./journalWriter.ts";
import type { AssistantTurn, MessageError } from "./message.ts";

export interface ReplyRunDeps {
  readonly model: LanguageModel;
  readonly store: ConversationStore;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Told of every error that ends a reply, and of what a listener throws, which ends none; for the log. */
  readonly onError: (error: unknown) => void;
}

/** The abort reason of a reply that is thrown away. */
const abandoned = Symbol("abandoned");

/** Streams a reply into the turn `id` of a conversation, once. */
export class ReplyRun {
  readonly #deps: ReplyRunDeps;
  readonly #conversation: Conversation;
  readonly #id: string;
  readonly #fire: (change: ConversationChange) => void;

  readonly #controller = new AbortController();
  readonly #journal: JournalWriter;
  #waiting: Extract<StreamEvent, { type: "retry" }> | undefined;
  #done: Promise<void> = Promise.resolve();

  constructor(deps: ReplyRunDeps, conversation: Conversation, id: string, fire: (change: ConversationChange) => void) {
    this.#deps = deps;
    this.#conversation = conversation;
    this.#id = id;
    this.#fire = fire;

    this.#journal = new JournalWriter(deps.store, conversation.id, id, deps.now);
  }

  /** The wait before the next try, if it waits. */
  get retryWait(): Extract<StreamEvent, { type: "retry" }> | undefined {
    return this.#waiting;
  }

  /** Sends the request; `onEnd` is called when the turn is closed, however it ended. */
  start(request: ModelRequest, onEnd: () => void): void {
    this.#done = this.#run(request, this.#controller.signal).finally(onEnd);
  }

  /** Ends the reply; what came stays. Resolves when the turn is closed. */
  async stop(): Promise<void> {
    this.#controller.abort();
    await this.#done;
  }

  /** Ends it without an entry: reading the journal finds it unfinished and says so. */
  abandon(): void {
    this.#controller.abort(abandoned);
  }

  /** Hands what has come to the store. */
  flush(): void {
    this.#journal.flush();
  }

  async #run(request: ModelRequest, signal: AbortSignal): Promise<void> {
    try {
      let finish: StreamEvent | undefined;
      for await (const event of this.#deps.model.stream(request, signal)) {
        if (signal.aborted) break;
        const waited = this.#waiting !== undefined;
        this.#waiting = event.type === "retry" ? event : undefined;
        this.#journal.add(event);
        // The turn is shown as done only when the stream is closed and the next question may be asked.
        if (event.type === "finish") finish = event;
        else this.#receive(event);
        // It waits no more, whatever came.
        if (waited && !this.#waiting) this.#fire({ type: "updated", id: this.#id });
      }
      if (signal.aborted) throw signal.reason;
      if (finish) this.#receive(finish);
    } catch (error) {
      this.#journal.flush();
      if (signal.reason === abandoned) return;
      this.#end(signal.aborted ? undefined : toMessageError(error));
      if (!signal.aborted) this.#deps.onError(error);
    } finally {
      this.#journal.dispose();
    }
  }

  #receive(event: StreamEvent): void {
    const id = this.#id;
    const turn = this.#conversation.get(id);
    if (turn?.role !== "assistant") return;
    const after = applyStreamEvent(turn, event, this.#deps.now());
    this.#put(turn, after);
    if (event.type === "text-delta" || event.type === "reasoning-delta") {
      const isNew = after.parts.length > turn.parts.length;
      const type = event.type === "text-delta" ? "text" : "reasoning";
      this.#fire({ type, id, part: after.parts.length - 1, text: event.text, isNew });
    } else if (!changesPartsAlone(event)) this.#fire({ type: "updated", id });
  }

  #put(before: AssistantTurn, after: AssistantTurn): void {
    this.#conversation.put(after);
    if (after.reasoningMs === before.reasoningMs) return;
    const part = after.parts.findIndex(({ type }) => type === "reasoning");
    if (part !== -1) this.#fire({ type: "head", id: this.#id, part });
  }

  #end(error: MessageError | undefined): void {
    const turn = this.#conversation.get(this.#id);
    if (turn?.role !== "assistant") return;
    const at = this.#deps.now();
    const state = error ? "error" : "stopped";
    this.#put(turn, { ...endReasoning(turn, at), state, ...(error && { error }) });
    this.#deps.store.append(this.#conversation.id, [{ type: "ended", id: this.#id, at, state, error }]);
  }
}

/** Whether nothing that is shown of a turn comes of `event`. */
function changesPartsAlone({ type }: StreamEvent): boolean {
  return type === "reasoning-signature" || type === "tool-call-delta";
}

/** A failure as plain data, for the words about it. */
export function toMessageError(error: unknown): MessageError {
  if (!ModelError.is(error)) return { reason: "malformed-response", message: String(error) };
  const { reason, message, status, param, unsupported } = error;
  return { reason, message, status, param, unsupported };
}
