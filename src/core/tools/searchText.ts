import type { ToolDefinition } from "./tool.ts";

const fields = {
  query: { type: "text", aliases: ["pattern", "text", "search", "regex"] },
  is_regex: { type: "flag", optional: true, aliases: ["regexp", "use_regex"] },
  include: {
    type: "text",
    optional: true,
    aliases: ["glob", "path", "file_pattern"],
    description: "A glob or folder.",
  },
  case_sensitive: { type: "flag", optional: true },
} as const;

/** `search_text`: see its description, which is the model's too. */
export const searchText = {
  name: "search_text",
  description: "Searches the text of files.",
  fields,
  kind: "reads",
  changes: false,
} as const satisfies ToolDefinition<typeof fields>;
