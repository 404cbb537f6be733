import type { ToolDefinition } from "./tool.ts";

const fields = {
  path: { type: "text", aliases: ["file_path", "file", "filename", "filepath"] },
  content: { type: "text", aliases: ["contents", "text", "file_text", "code"] },
} as const;

/** `write_file`: see its description, which is the model's too. */
export const writeFile = {
  name: "write_file",
  description: "Makes a file, or replaces all of it.",
  fields,
  kind: "acts",
  changes: true,
} as const satisfies ToolDefinition<typeof fields>;
