// Everything MiMo does in the editor, put together. Commands come back by name, which extension.ts registers.

import { type Disposable, DisposableStore } from "../../core/util/disposable.ts";
import type { CommandTable } from "../commands/commandTable.ts";
import { admitTarget } from "./admitTarget.ts";
import { CommitMessages } from "./commitMessage.ts";
import { EditDecisions } from "./decideEdit.ts";
import { DisplacedNotice } from "./displacedNotice.ts";
import { askForEdit, editActions } from "./editActions.ts";
import type { EditingDeps } from "./editing.ts";
import type { EditTarget } from "./editTarget.ts";
import { addFileToChat, addSelectionToChat, explain, explainTerminalSelection } from "./explainCommands.ts";
import { TestGenerator } from "./generateTests.ts";
import { ProposalDiff } from "./proposalDiff.ts";
import { ProposalView } from "./proposalView.ts";
import { type EditAction, proposeEdit } from "./proposeEdit.ts";
import { StoredProposals } from "./storedProposals.ts";

/** The commands of this folder. */
type EditingCommand =
  | "explain"
  | "refactor"
  | "fix"
  | "document"
  | "editSelection"
  | "generateTests"
  | "acceptEdit"
  | "rejectEdit"
  | "acceptHunk"
  | "rejectHunk"
  | "showEditDiff"
  | "retryEdit"
  | "generateCommitMessage"
  | "explainTerminalSelection"
  | "addSelectionToChat"
  | "addFileToChat";

/** The actions in the editor, as the composition root sees them. */
export interface Editing extends Disposable {
  readonly commands: CommandTable<EditingCommand>;
}

/** The actions in the editor: a disposable that owns them, and their commands without the prefix `mimo.`. */
export function createEditing(deps: EditingDeps): Editing {
  const disposables = new DisposableStore();
  const { proposals } = deps;
  const view = disposables.add(new ProposalView(proposals));
  const diff = disposables.add(new ProposalDiff());
  disposables.add(new DisplacedNotice(proposals, diff));
  void disposables.add(new StoredProposals(proposals, deps.workspaceState)).restore();
  const decisions = new EditDecisions(proposals, view.added, diff);
  const propose = (action: EditAction, target: EditTarget) => proposeEdit(action, target, proposals, deps);
  const tests = new TestGenerator(deps, propose);
  const commits = new CommitMessages(deps);
  const actions = editActions(deps.language);

  const run = async (
    argument: unknown,
    choose: (target: EditTarget) => EditAction | Promise<EditAction | undefined>,
  ) => {
    const target = await admitTarget(argument, undefined, deps.access);
    if (!target) return;
    const action = await choose(target);
    if (action) await propose(action, target);
  };

  const commands: Editing["commands"] = {
    explain: (argument?: unknown, selected?: unknown) => explain(argument, selected, deps),
    refactor: (argument?: unknown) => run(argument, () => actions.refactor),
    fix: (argument?: unknown) => run(argument, () => actions.fix),
    document: (argument?: unknown) => run(argument, () => actions.document),
    editSelection: (argument?: unknown) => run(argument, (target) => askForEdit(target, deps.language)),
    generateTests: (argument?: unknown, selected?: unknown) => tests.generate(argument, selected),
    acceptEdit: (argument?: unknown) => decisions.acceptAll(argument),
    rejectEdit: (argument?: unknown) => decisions.rejectAll(argument),
    acceptHunk: (argument?: unknown) => decisions.acceptHunk(argument),
    rejectHunk: (argument?: unknown) => decisions.rejectHunk(argument),
    showEditDiff: (argument?: unknown) => decisions.showDiff(argument),
    retryEdit: (argument?: unknown) => decisions.choose(argument)?.proposal.retry?.(),
    generateCommitMessage: (argument?: unknown) => commits.generate(argument),
    explainTerminalSelection: () => explainTerminalSelection(deps),
    addSelectionToChat: (argument?: unknown) => addSelectionToChat(argument, deps),
    addFileToChat: (argument?: unknown, selected?: unknown) => addFileToChat(argument, selected, deps),
  };
  return { commands, dispose: () => disposables.dispose() };
}
