// The list of steps is shown by the view, from the call itself: what the model gets is the list as it was understood.

import { type Tool, textResult, tool } from "./toolRun.ts";
import { updateTodos } from "./updateTodos.ts";

const marks = { pending: " ", active: ">", done: "x" } as const;

/** `update_todos`, whole. */
export const updateTodosTool: Tool = tool(updateTodos, async ({ items }) => {
  const done = items.filter(({ state }) => state === "done").length;
  const lines = items.map(({ text, state }) => `[${marks[state]}] ${text}`);
  return textResult([`${done} of ${items.length} done.`, ...lines].join("\n"), { done, total: items.length });
});
