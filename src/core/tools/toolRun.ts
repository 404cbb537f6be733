// What a tool does when it is called: the other half of its definition, on ports of its own.

import type { CallEnd, CallFacts, ResultPart } from "../conversation/runParts.ts";
import type { ToolDefinition, ToolInput } from "./tool.ts";

/** The run that a call belongs to: consents hold for the chat, checkpoints for the question. */
export interface RunScope {
  /** The id of the conversation. */
  readonly chat: string;
  /** The id of the question that is answered: of what was said meanwhile, once that was taken up. Read it at each call. */
  readonly question: string;
}

/** What goes with a call while it runs. */
export interface CallHooks {
  /** Aborts when the run is stopped: end what was begun, at once. */
  readonly signal: AbortSignal;
  /** Shows output while it comes; it is not kept. */
  readonly onOutput: (text: string) => void;
}

/** The same for the tool, which is told where it is called. */
export interface CallContext extends CallHooks {
  readonly scope: RunScope;
}

/** How a call went; `failed` when the model should know that it did not do what was asked. */
export interface CallResult {
  readonly outcome: Extract<CallEnd["outcome"], "done" | "failed">;
  readonly content: readonly ResultPart[];
  /** For the line in the view. */
  readonly facts?: CallFacts;
  /** It failed for want of a right that the person can give; see {@link OtherWay}. */
  readonly otherWay?: OtherWay;
}

/** How the same call may be carried out once more, if the person, who is always asked, says so. */
export interface OtherWay {
  /** Instead of what it was called with, as the tool's fields say. */
  readonly input: unknown;
  /** What it met, for the words of the question; the approvals know them. */
  readonly why: string;
  /** What it is, for the model: "to run it outside of the sandbox, once". */
  readonly what: string;
  /** Facts of the first result that are told with those of the second. */
  readonly facts?: CallFacts;
}

/** Runs a call to the tool `D`. What it throws is told to the model as a failure. */
export type RunTool<D extends ToolDefinition> = (input: ToolInput<D>, context: CallContext) => Promise<CallResult>;

/** A tool, whole. */
export interface Tool {
  readonly definition: ToolDefinition;
  /** Runs a call whose input is as the definition's fields say. */
  readonly run: (input: never, context: CallContext) => Promise<CallResult>;
}

/** Puts both halves together; their types fit. */
export function tool<D extends ToolDefinition>(definition: D, run: RunTool<D>): Tool {
  return { definition, run: run as Tool["run"] };
}

/** A result of text alone. */
export function textResult(text: string, facts?: CallFacts, outcome: CallResult["outcome"] = "done"): CallResult {
  return { outcome, content: [{ type: "text", text }], ...(facts && { facts }) };
}
