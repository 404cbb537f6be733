// What the agent does to the world, together: its tools, what is asked before they run, and what they changed. Loaded with
// the first call; the run itself knows ports alone.

import type * as vscode from "vscode";
import type { Consents } from "../../core/access/consents.ts";
import type { ReadGate } from "../../core/access/readGate.ts";
import { AgreedWrites } from "../../core/agent/approvals/agreedWrites.ts";
import type { ApprovalRules } from "../../core/agent/approvals/approvalRules.ts";
import { JudgedCommands } from "../../core/agent/approvals/judgedCommands.ts";
import { JudgedFolders } from "../../core/agent/approvals/judgedFolders.ts";
import { JudgedPages } from "../../core/agent/approvals/judgedPages.ts";
import { networkVerdict } from "../../core/agent/approvals/networkHosts.ts";
import type { ForeignTools } from "../../core/tools/createToolRunner.ts";
import { SeenFiles } from "../../core/tools/seenFiles.ts";
import type { Tool } from "../../core/tools/toolRun.ts";
import { updateTodosTool } from "../../core/tools/updateTodosRun.ts";
import { type Disposable, DisposableStore } from "../../core/util/disposable.ts";
import type { IgnoredFiles } from "../access/ignoredFiles.ts";
import type { LentFolders } from "../access/lentFolders.ts";
import { type ApprovalsOfWindow, createApprovals } from "./approvals/createApprovals.ts";
import type { Changes } from "./changes/changes.ts";
import { commandsFolder } from "./commands/commandFolders.ts";
import { commandShell } from "./commands/commandShell.ts";
import { createCommandTools, type ShownCommandTools } from "./commands/createCommandTools.ts";
import { callForeign } from "./foreign/callForeign.ts";
import type { ChosenTools } from "./foreign/chosenTools.ts";
import { createReadingTools, type ReadingToolsDeps } from "./reading/createReadingTools.ts";
import { placesOfReading } from "./reading/readingPlaces.ts";
import { createLazySandbox } from "./sandbox/lazySandbox.ts";
import { createReadUrl } from "./web/readUrlTool.ts";
import { workspaceFolders } from "./workspaceFolders.ts";
import { changeShown } from "./writing/changeShown.ts";
import { writeVerdictOf } from "./writing/writeVerdict.ts";
import { createWritingTools } from "./writing/writingTools.ts";

export interface AgentDeps extends Pick<ReadingToolsDeps, "pictures" | "seesImages" | "warn"> {
  readonly gate: ReadGate;
  readonly ignored: IgnoredFiles;
  readonly lent?: LentFolders;
  readonly consents: Consents;
  readonly rules: ApprovalRules;
  /** The extension's own folder, a path of the machine. */
  readonly storage: string;
  readonly globalState: vscode.Memento;
  /** The tools of others that the person has switched on. */
  readonly chosen: ChosenTools;
  /** Whether commands are to be held by the system's sandbox. */
  readonly isSandboxed: () => boolean;
  /** What files held is kept there before they are changed. */
  readonly changes: Pick<Changes, "begin" | "watchCommand">;
}

/** One for the window. */
export interface Agent extends Disposable {
  /** Those that run; the model knows more, which are answered by the person. */
  readonly tools: readonly Tool[];
  /** Runs those of others. */
  readonly callForeign: ForeignTools["run"];
  readonly approvals: ApprovalsOfWindow;
  readonly commands: ShownCommandTools;
  /** The chat is deleted for good: nothing of it is known any more, and its commands end. */
  forget(chat: string): Promise<void>;
}

/** Puts it together. Nothing is read or begun before the first call. */
export function createAgent(deps: AgentDeps): Agent {
  const { gate, ignored, lent, consents, changes, rules, storage, globalState, pictures, seesImages, warn, chosen } =
    deps;
  const owned = new DisposableStore();
  const seen = new SeenFiles();
  const agreed = new AgreedWrites();
  const judgedFolders = new JudgedFolders();
  const judgedCommands = new JudgedCommands();
  const judgedPages = new JudgedPages();
  const sandbox = createLazySandbox({ isOn: deps.isSandboxed, storage, ignored });
  const commands = owned.add(
    createCommandTools({
      folder: commandsFolder(storage),
      workspaceFolders,
      watchCommand: (scope) => changes.watchCommand(scope, seen.filesOf(scope.chat)),
      judgedFolders,
      judgedCommands,
      sandbox,
      networkVerdict: (chat, host) => networkVerdict(host, rules.of(chat)),
    }),
  );
  const approvals = createApprovals({
    gate,
    rules,
    consents,
    agreedWrites: agreed,
    judgedFolders,
    judgedCommands,
    judgedPages,
    isChosen: (tool) => chosen.has(tool),
    sandboxOf: sandbox.stateOf,
    placesOfReading: (name, input, { chat }) => placesOfReading(name, input, { gate, chat, ...(lent && { lent }) }),
    writeVerdictOf,
    changeShown,
    commandShell: () => commandShell(),
    readShell: async () => (await import("../../core/agent/approvals/command/readShell.ts")).readShell,
  });
  const tools = [
    ...createReadingTools({ gate, ignored, ...(lent && { lent }), seen, pictures, seesImages, warn }),
    ...createWritingTools({
      gate,
      seen,
      agreed,
      own: (each) => owned.add(each),
      counts: globalState,
      checkpoints: changes,
    }),
    ...commands.tools,
    createReadUrl({ judgedPages }),
    updateTodosTool,
  ];
  const forget = async (chat: string) => {
    seen.forget(chat);
    rules.forget(chat);
    await commands.forget(chat);
  };
  return {
    tools,
    callForeign: (tool, input, context) => callForeign(tool, input, context, { pictures, seesImages }),
    approvals,
    commands,
    forget,
    dispose: () => owned.dispose(),
  };
}
