import type { ToolDefinition } from "./tool.ts";

const fields = {
  path: { type: "text", optional: true, aliases: ["folder", "directory", "dir"] },
  pattern: { type: "text", optional: true, aliases: ["glob", "include"], description: "Such as **/*.ts" },
} as const;

/** `list_files`: see its description, which is the model's too. */
export const listFiles = {
  name: "list_files",
  description: "Lists files, below a folder or by a glob. Ignored files are left out.",
  fields,
  kind: "reads",
  changes: false,
} as const satisfies ToolDefinition<typeof fields>;
