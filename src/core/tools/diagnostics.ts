import type { ToolDefinition } from "./tool.ts";

const fields = {
  path: { type: "text", optional: true, aliases: ["file_path", "file"] },
} as const;

/** `diagnostics`: see its description, which is the model's too. */
export const diagnostics = {
  name: "diagnostics",
  description: "Errors and warnings of a file, or of the workspace.",
  fields,
  kind: "reads",
  changes: false,
} as const satisfies ToolDefinition<typeof fields>;
