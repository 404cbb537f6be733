import type { ToolDefinition } from "./tool.ts";

const fields = {
  name: { type: "text", optional: true, aliases: ["symbol", "query"] },
  path: { type: "text", optional: true, aliases: ["file_path", "file"] },
  kind: { type: "choice", choices: ["definition", "references", "outline"], optional: true },
} as const;

/** `find_symbol`: see its description, which is the model's too. */
export const findSymbol = {
  name: "find_symbol",
  description: "Asks the language services: where a symbol is defined or used, or the outline of a file.",
  fields,
  kind: "reads",
  changes: false,
} as const satisfies ToolDefinition<typeof fields>;
