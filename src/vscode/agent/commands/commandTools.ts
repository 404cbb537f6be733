// The tools that run commands, on a real disk with real processes; without VS Code.

import type { JudgedCommands } from "../../../core/agent/approvals/judgedCommands.ts";
import type { JudgedFolders } from "../../../core/agent/approvals/judgedFolders.ts";
import type { WorkspaceFolder } from "../../../core/tools/placeOf.ts";
import type { RunScope, Tool } from "../../../core/tools/toolRun.ts";
import type { Disposable } from "../../../core/util/disposable.ts";
import type { Event } from "../../../core/util/emitter.ts";
import type { CommandSandbox } from "../sandbox/heldCommand.ts";
import { CommandFolders } from "./commandFolders.ts";
import { commandOutputTool } from "./commandOutputTool.ts";
import { type CommandShell, commandShell } from "./commandShell.ts";
import { Commands, type EndedCommand, type RunningCommand } from "./commands.ts";
import { endOrphans } from "./orphans.ts";
import { type CommandWatch, type RunCommandDeps, runCommandTool } from "./runCommandTool.ts";

export interface CommandToolsDeps {
  /** The folder of ours in which outputs are kept, a path of the machine; windows share it. */
  readonly folder: string;
  readonly workspaceFolders: () => readonly WorkspaceFolder[];
  /** Called before each command; what it finds changed is told as outside of the checkpoint. */
  readonly watchCommand: (scope: RunScope) => Promise<CommandWatch>;
  /** Filled by the approvals of the same window: a command starts in the folder that was judged. */
  readonly judgedFolders: Pick<JudgedFolders, "take">;
  /** The same: a command is judged again when it starts. */
  readonly judgedCommands: Pick<JudgedCommands, "take">;
  /** None unless it is given: commands run as the person's own. */
  readonly sandbox?: CommandSandbox;
  /** What the rules of a chat and of the workspace say of a host; unless it is given they say nothing. */
  readonly networkVerdict?: RunCommandDeps["networkVerdict"];
  /** `commandShell()` unless a test says otherwise. */
  readonly shell?: CommandShell;
  /** The extension host's own unless a test says otherwise. */
  readonly env?: NodeJS.ProcessEnv;
  /** Milliseconds in which a process may end by itself when it is asked to; 2,000 unless a test says otherwise. */
  readonly patience?: number;
}

/** The tools and what they know. To be disposed with the window: that ends every command. */
export interface CommandTools extends Disposable {
  /** `run_command` and `command_output`. */
  readonly tools: readonly Tool[];
  /** Texts for the model about background commands of `chat` that ended since it was last asked; each is given once. */
  takeEnded(chat: string): readonly string[];
  /** A background command ended, and `takeEnded` of its chat has a word about it. */
  readonly onDidEnd: Event<EndedCommand>;
  /** Whether `takeEnded` has a word about the command `id`. */
  isUntold(id: string): boolean;
  /** `chat` is put away: its commands end, and nobody is told. */
  end(chat: string): Promise<void>;
  /** The commands of `chat` that go on. */
  running(chat: string): readonly RunningCommand[];
  /** `chat` is deleted: its commands end, and what they put out is deleted. */
  forget(chat: string): Promise<void>;
}

/** Makes the tools. `commands` is what they share. */
export function commandTools(deps: CommandToolsDeps): CommandTools & { readonly commands: Commands } {
  const {
    folder,
    workspaceFolders,
    watchCommand,
    judgedFolders,
    judgedCommands,
    sandbox = none,
    networkVerdict = () => "asks",
    shell = commandShell(),
    env = process.env,
    patience,
  } = deps;
  const folders = new CommandFolders(folder);
  const commands = new Commands({ folders, shell, env, patience });
  void folders.purge().then(() => endOrphans(folders));
  return {
    commands,
    tools: [
      runCommandTool({
        commands,
        workspaceFolders,
        watchCommand,
        judgedFolders,
        judgedCommands,
        sandbox,
        networkVerdict,
      }),
      commandOutputTool(commands, folders),
    ],
    takeEnded: (chat) => commands.takeEnded(chat),
    onDidEnd: commands.onDidEnd,
    isUntold: (id) => commands.isUntold(id),
    end: (chat) => commands.end(chat),
    running: (chat) => commands.running(chat),
    forget: (chat) => commands.forget(chat),
    dispose: () => commands.dispose(),
  };
}

const none: CommandSandbox = {
  stateOf: async () => ({ type: "off" }),
  hold: async () => ({ kind: "system" }),
};
