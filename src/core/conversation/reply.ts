// A reply while it is written: what a conversation knows of it, whoever writes it.

import type { ModelRequest } from "../model/languageModel.ts";
import type { StreamEvent } from "../model/streamEvent.ts";
import type { Event } from "../util/emitter.ts";
import type { Message } from "./message.ts";
import type { UserTurn } from "./userTurn.ts";
import type { Decision, WaitingCall } from "./waitingCall.ts";

/** A reply while it is written. */
export interface Reply {
  /** The wait before the next try, if it waits. */
  readonly retryWait: Extract<StreamEvent, { type: "retry" }> | undefined;
  /** The calls that wait for the person, in the order they were made. */
  readonly waiting: readonly WaitingCall[];
  /** What the person decided about what waits under `token`. False when nothing does. */
  decide(token: string, decision: Decision): boolean;
  /** Begins. `request` makes the request as the conversation is then; `onEnd` is called when the turn is closed, however it ended. */
  start(request: () => ModelRequest, onEnd: () => void): void;
  /** Ends the reply; what came stays. Resolves when the turn is closed. */
  stop(): Promise<void>;
  /** Ends it without an entry: reading the journal finds it unfinished and says so. */
  abandon(): void;
  /** Hands what has come to the store. */
  flush(): void;
}

/** What the person says while a reply is written, in order. */
export interface Steering {
  /** Takes the next one; undefined when there is none. What was taken is in the conversation from then on. */
  take(): UserTurn | undefined;
  readonly isWaiting: boolean;
  /** Fires when there is one to take. */
  readonly onDidAdd: Event<void>;
}

/** Where a reply stands, and what it can do to what is around it. */
export interface ReplyPlace {
  /** The id of the conversation. */
  readonly chat: string;
  /** The id of the question that is answered. */
  readonly question: string;
  readonly steering: Steering;
  /** The turns up to and with this one, as they are now. */
  path(): readonly Message[];
  /** Whether no other window can act in the conversation; asked before each act, and nothing acts while it is false. */
  mayAct(): boolean;
  /** `waiting` has changed. */
  onWaiting(): void;
  /** The call `id` of the last step put something out. */
  onOutput(id: string, text: string): void;
}

/** The abort reason of a reply that is thrown away. */
export const abandoned = Symbol("abandoned");
