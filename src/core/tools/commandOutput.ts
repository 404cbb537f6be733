import type { ToolDefinition } from "./tool.ts";

const fields = {
  id: { type: "text", aliases: ["command_id"] },
  offset: { type: "count", optional: true, description: "Line, from 1." },
  pattern: { type: "text", optional: true, aliases: ["filter"], description: "Only lines that match." },
  stop: { type: "flag", optional: true, aliases: ["kill"] },
} as const;

/** `command_output`: see its description, which is the model's too. */
export const commandOutput = {
  name: "command_output",
  description: "More output of a command, or ends it.",
  fields,
  kind: "reads",
  // To end a command is an act: in its place among the others, and not where one before it failed.
  kindOf: ({ stop }) => (stop ? "acts" : "reads"),
  changes: false,
} as const satisfies ToolDefinition<typeof fields>;
