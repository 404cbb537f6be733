// The agent on the wire: a call is a part of its turn, drawn as one line that opens; what the person is asked stands in it.
// Every word in it is made by the host in the person's language; what a model or a tool wrote is plain text, hostile.

import * as v from "valibot";
import type { AgentMode } from "../core/conversation/userTurn.ts";

/** How far a call has come. `streaming` until it begins, `approval` while the person is asked. */
export type ToolState = "streaming" | "approval" | "running" | "done" | "failed" | "denied" | "stopped";

/** What the agent may do: everything, only look, or look and make a plan. */
export type { AgentMode };

/** Everything of a call but what it put out; that is the part's text. */
export interface ToolHead {
  readonly kind: "tool";
  /** The tool's name, as the model wrote it when there is none of that name. */
  readonly tool: string;
  readonly state: ToolState;
  /** "Read src/a.ts 1–80", "Ran npm test · exit 1 · 4 s". */
  readonly line: string;
  /** What kind of thing it does, for the icon of the line. */
  readonly icon: ToolIcon;
  /** Reading calls that follow one another fold into one line. */
  readonly folds: boolean;
  /** The file that the line names, to be opened by `openCall`. */
  readonly opens?: true;
  /** It is a command: its output can be shown in a terminal. */
  readonly shows?: true;
  /** What the person said when they denied it. */
  readonly note?: string;
  /** Set while it waits for the person. */
  readonly approval?: ApprovalSnapshot;
  readonly question?: QuestionSnapshot;
}

export type ToolIcon =
  | "read"
  | "search"
  | "edit"
  | "create"
  | "move"
  | "delete"
  | "command"
  | "web"
  | "ask"
  | "todos"
  | "tool";

/** Something that has to be seen whole: plain text. */
export interface ShownText {
  readonly kind: "command" | "diff" | "text";
  readonly text: string;
}

/** A yes or no that is asked for. */
export interface ApprovalSnapshot {
  /** Names this question, once: an answer with another token is none. */
  readonly token: string;
  /** What will happen, in one sentence. */
  readonly sentence: string;
  /** Why it is asked, a line each; may be empty. */
  readonly reasons: readonly string[];
  /** What has to be seen whole before a yes. */
  readonly shows?: ShownText;
  /** What may be made of a yes besides "once": the index is sent back. Labels in words. */
  readonly offers: readonly string[];
  /** What the button of a yes says, where that is more than a yes. */
  readonly approve?: string;
}

/** A question of the model (`ask_user`). */
export interface QuestionSnapshot {
  readonly token: string;
  readonly text: string;
  /** Empty: a free answer alone. A free answer is always possible. */
  readonly options: readonly string[];
  readonly multiple: boolean;
}

/** What a call was asked for and what came of it, when its line is opened. */
export interface CallContent {
  /** A command line, a diff, the arguments of a tool nobody knows; undefined where the line says it all. */
  readonly input?: ShownText;
  /** The result as the model has it; cut when it is longer than `mostShown` of the host. */
  readonly output: string;
}

/** The list of what is to do; the last one of a conversation is shown. */
export interface TodoSnapshot {
  readonly text: string;
  readonly state: "pending" | "active" | "done";
}

/** What the agent changed and nobody has decided about yet: above the composer. */
export interface ChangesSnapshot {
  readonly files: readonly ChangedFileSnapshot[];
  readonly added: number;
  readonly removed: number;
}

export interface ChangedFileSnapshot {
  /** For people, and `data-path`. */
  readonly path: string;
  readonly change: "created" | "edited" | "deleted" | "moved";
  readonly added: number;
  readonly removed: number;
}

/** A mode on the wire. */
export const agentMode = v.picklist(["agent", "ask", "plan"]);

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const token = id;
const words = v.pipe(v.string(), v.maxLength(100_000));
const path = v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(4096)));
const call = { messageId: id, key: v.pipe(v.string(), v.regex(/^\d{1,7}$/)) };

/** What the view may ask of the agent. */
export const agentToHost = [
  /** Yes, to what waits under `token`; `offer` is an index of its offers. */
  v.strictObject({
    type: v.literal("approve"),
    token,
    offer: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(99))),
  }),
  v.strictObject({ type: v.literal("deny"), token, note: v.optional(words) }),
  v.strictObject({ type: v.literal("answerQuestion"), token, text: v.pipe(words, v.regex(/\S/)) }),
  /** Take up the run that ended before its time. */
  v.strictObject({ type: v.literal("continueRun"), messageId: id }),
  v.strictObject({ type: v.literal("setMode"), mode: agentMode }),
  /** Open what keeps modes from being chosen here. */
  v.strictObject({ type: v.literal("modeWayOut") }),
  /** What was asked and what came of it; answered by `callContent`, always. */
  v.strictObject({ type: v.literal("callContent"), ...call }),
  /** Open the file a call is about, or its result. */
  v.strictObject({ type: v.literal("openCall"), ...call }),
  v.strictObject({ type: v.literal("showInTerminal"), ...call }),
  /** Of one file, or of all. */
  v.strictObject({ type: v.literal("keepChanges"), path }),
  v.strictObject({ type: v.literal("undoChanges"), path }),
  v.strictObject({ type: v.literal("reviewChanges"), path }),
  /** Put the files back to what they were before the question `messageId`, which may be one that was said meanwhile. */
  v.strictObject({ type: v.literal("restoreCheckpoint"), messageId: id }),
] as const;

/** One of these that is about what waits, what was called or what was changed. */
export type AgentToHost = Exclude<
  v.InferOutput<(typeof agentToHost)[number]>,
  { type: "continueRun" | "setMode" | "modeWayOut" | "callContent" }
>;
