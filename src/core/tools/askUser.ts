import type { ToolDefinition } from "./tool.ts";

const fields = {
  question: { type: "text", aliases: ["text", "message"] },
  options: { type: "texts", optional: true, aliases: ["choices"] },
  multiple: { type: "flag", optional: true },
} as const;

/** `ask_user`: see its description, which is the model's too. */
export const askUser = {
  name: "ask_user",
  description: "Asks the person, when only they can know or decide.",
  fields,
  kind: "asks",
  changes: false,
} as const satisfies ToolDefinition<typeof fields>;
