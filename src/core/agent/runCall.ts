// One call at its tool: whatever that does, the run hears how it went, or that it was stopped first.

import type { ToolRunner } from "../tools/createToolRunner.ts";
import type { PreparedCall } from "../tools/prepareCall.ts";
import type { CallHooks, CallResult } from "../tools/toolRun.ts";
import { failure } from "./words.ts";

/** Undefined when the run was stopped first: what the tool still does is then nobody's. Never rejects. */
export async function runCall(
  tools: Pick<ToolRunner, "run">,
  call: PreparedCall,
  hooks: CallHooks,
): Promise<CallResult | undefined> {
  const { signal } = hooks;
  if (signal.aborted) return undefined;
  const { promise: stopped, resolve: onAbort } = Promise.withResolvers<void>();
  const listener = () => onAbort();
  signal.addEventListener("abort", listener, { once: true });
  const run = async (): Promise<CallResult> => {
    try {
      return await tools.run(call, hooks);
    } catch (error) {
      return { outcome: "failed", content: [{ type: "text", text: failure(error) }] };
    }
  };
  try {
    return (await Promise.race([run(), stopped])) ?? undefined;
  } finally {
    signal.removeEventListener("abort", listener);
  }
}
