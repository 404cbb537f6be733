// Commands of the agent: run in processes of our own, kept in files of our own; VS Code's terminal only shows them.

import type * as vscode from "vscode";
import { openCommandTerminal } from "./commandTerminal.ts";
import { type CommandTools, type CommandToolsDeps, commandTools } from "./commandTools.ts";

/** The same with what VS Code shows. */
export interface ShownCommandTools extends CommandTools {
  /** Shows the command `id`; false when it is none of this window. */
  showInTerminal(id: string): boolean;
}

/** Makes the tools of this window. */
export function createCommandTools(deps: CommandToolsDeps): ShownCommandTools {
  const { commands, ...tools } = commandTools(deps);
  const terminals = new Map<string, vscode.Terminal>();
  return {
    ...tools,
    showInTerminal: (id) => {
      const command = commands.get(id);
      if (!command) return false;
      const open = terminals.get(id);
      if (open && open.exitStatus === undefined) open.show(true);
      else terminals.set(id, openCommandTerminal(command));
      return true;
    },
    dispose: () => {
      for (const terminal of terminals.values()) terminal.dispose();
      tools.dispose();
    },
  };
}
