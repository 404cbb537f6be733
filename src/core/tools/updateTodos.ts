import type { ToolDefinition } from "./tool.ts";

const fields = {
  items: {
    type: "list",
    aliases: ["todos"],
    of: {
      text: { type: "text", aliases: ["content", "task", "title"] },
      state: { type: "choice", choices: ["pending", "active", "done"], aliases: ["status"] },
    },
  },
} as const;

/** `update_todos`: see its description, which is the model's too. */
export const updateTodos = {
  name: "update_todos",
  description: "Shows the person your list of steps, for work of three or more. Send the whole list each time.",
  fields,
  kind: "acts",
  changes: false,
} as const satisfies ToolDefinition<typeof fields>;
