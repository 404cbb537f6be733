// What a history with tool calls must keep to, on both protocols.
import { paramError } from "./apiError.ts";
import type { Turn } from "./chatRequest.ts";

/** API document, "Replaying reasoning": the service's sentence when a tool call comes back without its reasoning. */
export const reasoningMissing = "The reasoning_content in the thinking mode must be passed back to the API.";

/** Refuses tool results without a call before them, and calls without a result after them. */
export function checkToolPairs(turns: readonly Turn[]): void {
  let open: string[] = [];
  for (const [index, each] of turns.entries()) {
    if (each.role === "tool") {
      if (!open.includes(each.answers ?? ""))
        throw paramError(`messages[${index}]: no preceding tool call has the id ${each.answers}`);
      open = open.filter((id) => id !== each.answers);
    } else {
      if (open.length > 0) throw paramError(`messages[${index}]: no tool message answers ${open.join(", ")}`);
      open = each.toolCalls.map((call) => call.id);
    }
  }
  if (open.length > 0) throw paramError(`messages: no tool message answers ${open.join(", ")}`);
}
