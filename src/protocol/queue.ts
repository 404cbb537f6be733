// Questions that wait for the reply in progress, on the wire. They are the host's; the view shows them and asks for
// changes by their ids.

import * as v from "valibot";
import type { QueueHold } from "../core/conversation/questionQueue.ts";

/** What waits, in the order it will be asked. */
export interface QueueSnapshot {
  readonly items: readonly QueuedSnapshot[];
  /** Why nothing goes out until the person sends it; undefined while it goes by itself. */
  readonly hold?: QueueHold;
}

/** One question; its id will be the turn's. */
export interface QueuedSnapshot {
  readonly id: string;
  readonly text: string;
  /** Labels of what it is about. */
  readonly references?: readonly string[];
  /** Names of the files that go with it. */
  readonly attachments?: readonly string[];
}

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));

/** What the view may ask about them. Other words for one come as `editMessage`. */
export const queueToHost = [
  v.strictObject({ type: v.literal("queueRemove"), id }),
  /** Send what is held. */
  v.strictObject({ type: v.literal("queueSend") }),
  /** All whose words are being changed now: they are not asked meanwhile. */
  v.strictObject({ type: v.literal("queueEditing"), ids: v.pipe(v.array(id), v.maxLength(100)) }),
] as const;
