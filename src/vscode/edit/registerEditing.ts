// Everything MiMo does in the editor, put together. Commands come back by name, which extension.ts registers.

import { withWish } from "../../core/prompts/withWish.ts";
import { type Disposable, DisposableStore } from "../../core/util/disposable.ts";
import type { CommandTable } from "../commands/commandTable.ts";
import { admitTarget } from "./admitTarget.ts";
import { CodeQuestions } from "./codeQuestion.ts";
import { CommitMessages } from "./commitMessage.ts";
import { EditDecisions } from "./decideEdit.ts";
import { DisplacedNotice } from "./displacedNotice.ts";
import type { EditAction } from "./editAction.ts";
import { askForEdit, editActions } from "./editActions.ts";
import type { EditingDeps } from "./editing.ts";
import { type EditTarget, problemOf, wishOf } from "./editTarget.ts";
import { addFileToChat, addSelectionToChat, explain, explainTerminalSelection, toExplain } from "./explainCommands.ts";
import { TestGenerator } from "./generateTests.ts";
import { ProposalDiff } from "./proposalDiff.ts";
import { ProposalView } from "./proposalView.ts";
import { proposeEdit } from "./proposeEdit.ts";
import { refineEdit } from "./refineEdit.ts";
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
  | "refineEdit"
  | "nextEdit"
  | "previousEdit"
  | "submitEditRequest"
  | "cancelEditRequest"
  | "writeCommitMessage"
  | "generateCommitMessage"
  | "explainTerminalSelection"
  | "addSelectionToChat"
  | "addFileToChat";

/** The actions in the editor, as the composition root sees them. */
export interface Editing extends Disposable {
  readonly commands: CommandTable<EditingCommand>;
  /** What Explain asks about `argument`, for a chat that asks it itself. */
  toExplain(argument: unknown): ReturnType<typeof toExplain>;
}

/** The actions in the editor: a disposable that owns them, and their commands without the prefix `mimo.`. */
export function createEditing(deps: EditingDeps): Editing {
  const disposables = new DisposableStore();
  const { proposals } = deps;
  const view = disposables.add(new ProposalView(proposals));
  const diff = disposables.add(new ProposalDiff(proposals));
  disposables.add(new DisplacedNotice(proposals, diff));
  void disposables.add(new StoredProposals(proposals, deps.workspaceState)).restore();
  const questions = disposables.add(new CodeQuestions());
  const decisions = new EditDecisions(proposals, view.added, diff);
  const propose = (action: EditAction, target: EditTarget) =>
    proposeEdit({ action, turns: [] }, target, proposals, deps);
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
    if (!action) return;
    const prompt: EditAction["prompt"] = (subject) => withWish(action.prompt(subject), wishOf(argument));
    await propose({ ...action, prompt }, target);
  };

  const commands: Editing["commands"] = {
    explain: (argument?: unknown, selected?: unknown) => explain(argument, selected, deps),
    refactor: (argument?: unknown) => run(argument, () => actions.refactor),
    fix: (argument?: unknown) => run(argument, () => actions.fix(problemOf(argument))),
    document: (argument?: unknown) => run(argument, () => actions.document),
    editSelection: (argument?: unknown) => run(argument, (target) => askForEdit(target, questions, deps.language)),
    generateTests: (argument?: unknown, selected?: unknown) => tests.generate(argument, selected),
    acceptEdit: (argument?: unknown) => decisions.acceptAll(argument),
    rejectEdit: (argument?: unknown) => decisions.rejectAll(argument),
    acceptHunk: (argument?: unknown) => decisions.acceptHunk(argument),
    rejectHunk: (argument?: unknown) => decisions.rejectHunk(argument),
    showEditDiff: (argument?: unknown) => decisions.showDiff(argument),
    retryEdit: (argument?: unknown) => decisions.choose(argument)?.proposal.retry?.(),
    refineEdit: (argument?: unknown) => {
      const choice = decisions.choose(argument);
      return choice && refineEdit(choice.proposal, choice.hunk, questions, deps);
    },
    nextEdit: () => decisions.step(1),
    previousEdit: () => decisions.step(-1),
    submitEditRequest: (argument?: unknown) => questions.submit(argument),
    cancelEditRequest: () => questions.cancel(),
    generateCommitMessage: (argument?: unknown) => commits.generate(argument),
    writeCommitMessage: (argument?: unknown) => commits.generate(argument),
    explainTerminalSelection: () => explainTerminalSelection(deps),
    addSelectionToChat: (argument?: unknown) => addSelectionToChat(argument, deps),
    addFileToChat: (argument?: unknown, selected?: unknown) => addFileToChat(argument, selected, deps),
  };
  return {
    commands,
    toExplain: (argument) => toExplain(argument, undefined, deps),
    dispose: () => disposables.dispose(),
  };
}
