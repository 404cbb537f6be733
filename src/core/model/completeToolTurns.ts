import type { ModelMessage, ToolMessage } from "./languageModel.ts";

/** What stands in for the result of a call that was stopped, or never run. */
const missingResult = "No result: the call was not run.";

/**
 * Gives every tool call a result right after its assistant message. Both protocols refuse a history in which one is missing, and a turn that was
 * stopped between a call and its result would otherwise make the conversation unusable.
 */
export function completeToolTurns(messages: readonly ModelMessage[]): ModelMessage[] {
  const complete: ModelMessage[] = [];
  let open: string[] = [];
  const close = () => {
    if (open.length > 0) complete.push(missingResults(open));
    open = [];
  };
  for (const message of messages) {
    if (message.role === "tool") {
      const answered = new Set(message.content.map((part) => part.toolCallId));
      open = open.filter((id) => !answered.has(id));
    } else {
      close();
    }
    complete.push(message);
    if (message.role === "assistant") {
      open = message.content.filter((part) => part.type === "tool-call").map((part) => part.id);
    }
  }
  close();
  return complete;
}

function missingResults(ids: readonly string[]): ToolMessage {
  return {
    role: "tool",
    content: ids.map((toolCallId) => ({
      type: "tool-result",
      toolCallId,
      content: [{ type: "text", text: missingResult }],
      isError: true,
    })),
  };
}
