import type { ToolDefinition } from "./tool.ts";

const fields = {
  path: { type: "text", aliases: ["file_path", "file", "filename", "filepath"] },
  old_text: { type: "text", aliases: ["old_string", "old_str", "search", "old"] },
  new_text: { type: "text", aliases: ["new_string", "new_str", "replace", "new"] },
  replace_all: { type: "flag", optional: true },
} as const;

/** `edit_file`: see its description, which is the model's too. */
export const editFile = {
  name: "edit_file",
  description: "Replaces old_text, which must stand in the file exactly once, by new_text. Read the file first.",
  fields,
  kind: "acts",
  changes: true,
} as const satisfies ToolDefinition<typeof fields>;
