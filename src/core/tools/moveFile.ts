import type { ToolDefinition } from "./tool.ts";

const fields = {
  from: { type: "text", aliases: ["source", "old_path", "path"] },
  to: { type: "text", aliases: ["destination", "target", "new_path"] },
} as const;

/** `move_file`: see its description, which is the model's too. */
export const moveFile = {
  name: "move_file",
  description: "Moves or renames a file or folder.",
  fields,
  kind: "acts",
  changes: true,
} as const satisfies ToolDefinition<typeof fields>;
