// The tools of one run: understands what the model wrote and hands the call to the tool it names.

import type { FunctionTool } from "../model/languageModel.ts";
import type { ForeignTool } from "./foreign/foreignTool.ts";
import { type MalformedCall, type PreparedCall, prepareCall } from "./prepareCall.ts";
import { type ToolDefinition, toFunctionTool } from "./tool.ts";
import type { CallContext, CallHooks, CallResult, RunScope, Tool } from "./toolRun.ts";

/** What a run needs of its tools. */
export interface ToolRunner {
  /** The same, in the same order, for every request of a conversation: they stand at its beginning. */
  readonly definitions: readonly FunctionTool[];
  /** Understands what the model wrote. Never throws, whatever it is. */
  prepare(name: string, json: string): PreparedCall | MalformedCall;
  /** Runs a call. What it throws is told to the model as a failure. */
  run(call: PreparedCall, context: CallHooks): Promise<CallResult>;
}

/** The tools of others for one run: they stay what they are until it ends. */
export interface ForeignTools {
  /** Sorted; they stand behind ours. */
  readonly tools: readonly ForeignTool[];
  /** Runs a call. What it throws is told to the model as a failure. */
  run(tool: ForeignTool, input: unknown, context: CallContext): Promise<CallResult>;
}

/**
 * The tools `definitions` for a run in `scope`, in the order in which they stand in requests. `load` brings what they do
 * with the first call; one that only the person answers has nothing to be brought.
 */
export function createToolRunner(
  definitions: readonly ToolDefinition[],
  load: () => Promise<readonly Tool[]>,
  scope: RunScope,
  foreign?: ForeignTools,
): ToolRunner {
  const { tools: others = [] } = foreign ?? {};
  return {
    definitions: [...definitions.map(toFunctionTool), ...others.map(({ definition }) => definition)],
    prepare: (name, json) => prepareCall(definitions, name, json, others),
    run: async (call, hooks) => {
      if (call.foreign && foreign) return foreign.run(call.foreign, call.input, { ...hooks, scope });
      const tool = (await load()).find(({ definition }) => definition.name === call.name);
      if (!tool) throw new Error(`There is no tool ${call.name}.`);
      return tool.run(call.input as never, { ...hooks, scope });
    },
  };
}
