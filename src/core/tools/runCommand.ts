import type { ToolDefinition } from "./tool.ts";

const fields = {
  command: { type: "text", aliases: ["cmd", "command_line", "script"] },
  cwd: { type: "text", optional: true, aliases: ["directory", "working_directory", "workdir"] },
  timeout_seconds: { type: "count", optional: true, aliases: ["timeout"] },
  background: {
    type: "flag",
    optional: true,
    aliases: ["run_in_background", "is_background"],
    description: "For servers and watchers.",
  },
  // Told by a result, when the sandbox has stopped a command.
  outside_sandbox: { type: "flag", optional: true, unlisted: true },
  allow_hosts: { type: "texts", optional: true, unlisted: true },
} as const;

/** `run_command`: see its description, which is the model's too. */
export const runCommand = {
  name: "run_command",
  description:
    "Runs a command line without input. It goes on in the background after timeout_seconds (30, at most 600).",
  fields,
  kind: "acts",
  changes: false,
} as const satisfies ToolDefinition<typeof fields>;
