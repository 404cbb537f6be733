import type { ToolDefinition } from "./tool.ts";

const fields = {
  url: { type: "text", aliases: ["uri", "link", "href", "address"] },
  offset: { type: "count", optional: true, aliases: ["start"], description: "Character to read on from." },
} as const;

/** `read_url`: see its description, which is the model's too. */
export const readUrl = {
  name: "read_url",
  description: "Reads the main text of a web page.",
  fields,
  kind: "reads",
  changes: false,
} as const satisfies ToolDefinition<typeof fields>;
