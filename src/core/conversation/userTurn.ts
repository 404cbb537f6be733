// What a person says: a question, or a word while it is answered.

import type { CodeReference } from "../context/codeReference.ts";
import type { UserPart } from "../model/languageModel.ts";
import type { Attachment } from "./attachment.ts";

/** A part of a kind that this version does not know: kept as it is stored, neither shown nor sent. */
export interface OtherPart {
  readonly type: "other";
  readonly stored: Readonly<Record<string, unknown>>;
}

export type UserMessagePart = UserPart | OtherPart;

/** `agent`: does the task. `ask`: only reads, and answers. `plan`: only reads, and ends with a plan. */
export type AgentMode = (typeof agentModes)[number];
export const agentModes = ["agent", "ask", "plan"] as const;

/** What every turn has. */
export interface Turn {
  readonly id: string;
  /** The turn it follows; undefined for the first. Turns with the same parent are versions of one another. */
  readonly parentId?: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

export interface UserTurn extends Turn {
  readonly role: "user";
  readonly parts: readonly UserMessagePart[];
  /** What the question is about; sent before it, shown as something to press. */
  readonly references?: readonly CodeReference[];
  /** Files that go with the question, in the order they were attached. */
  readonly attachments?: readonly Attachment[];
  /** What the reply may do; undefined where there are no tools. */
  readonly mode?: AgentMode;
  /** The day it was asked on, as `2026-11-28`: the model is told when it is another than before. */
  readonly date?: string;
}
