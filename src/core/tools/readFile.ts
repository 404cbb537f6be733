import type { ToolDefinition } from "./tool.ts";

const fields = {
  path: { type: "text", aliases: ["file_path", "file", "filename", "filepath"] },
  start_line: { type: "count", optional: true, aliases: ["start", "offset", "line_start", "from_line"] },
  end_line: { type: "count", optional: true, aliases: ["end", "line_end", "to_line"], description: "Inclusive." },
} as const;

/** `read_file`: see its description, which is the model's too. */
export const readFile = {
  name: "read_file",
  description: "Reads a file, or lines of it; images too.",
  fields,
  kind: "reads",
  changes: false,
} as const satisfies ToolDefinition<typeof fields>;
