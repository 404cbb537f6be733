import type { ToolDefinition } from "./tool.ts";

const fields = {
  path: { type: "text", aliases: ["file_path", "file", "filename", "filepath"] },
} as const;

/** `delete_file`: see its description, which is the model's too. */
export const deleteFile = {
  name: "delete_file",
  description: "Deletes a file or folder.",
  fields,
  kind: "acts",
  changes: true,
} as const satisfies ToolDefinition<typeof fields>;
