// Which changes to review: asked for with what there is.

import * as vscode from "vscode";
import { plainName } from "../../core/util/plainText.ts";
import { chooseRepository } from "../edit/chooseRepository.ts";
import { findGit, type GitRepository } from "../edit/gitApi.ts";
import { showInformation } from "../messages/messages.ts";
import { branchBaseOf } from "./branchBase.ts";
import { agentFiles, branchFiles, type Changed, stagedFiles, unstagedFiles } from "./changedFiles.ts";
import type { ReviewDeps } from "./reviewDeps.ts";

/** Names a command's argument may have for what is reviewed, so that nobody is asked. */
export const scopes = ["staged", "unstaged", "branch", "agent"] as const;

export type Scope = (typeof scopes)[number];

/** What was chosen. */
export interface ChosenScope {
  /** As it is said: "Staged Changes". */
  readonly label: string;
  /** Reads the changes as they are now. */
  read(signal: AbortSignal): Promise<Changed>;
}

type ScopeItem = vscode.QuickPickItem & Pick<ChosenScope, "read"> & { readonly scope: Scope };

/** `argument` is the source control whose title was pressed, or names a scope. Undefined, said, when there is nothing. */
export async function chooseScope(argument: unknown, deps: ReviewDeps): Promise<ChosenScope | undefined> {
  const { t } = vscode.l10n;
  const title = t("Review Code");
  const git = await findGit();
  const repository = git && (await chooseRepository(git, argument, title));
  if (git && git.repositories.length > 0 && !repository) return undefined;
  // What was changed a moment ago, outside of VS Code, is not known to it yet.
  await repository?.status().catch(() => {});
  const items = [...(repository ? await gitScopes(repository, deps) : []), ...agentScope(deps)];
  if (items.length === 0) {
    void showInformation(t("No changes were found to review."));
    return undefined;
  }
  const named = (argument as { scope?: unknown } | undefined)?.scope;
  if (named === undefined) return vscode.window.showQuickPick(items, { title, placeHolder: t("What to review") });
  const found = items.find(({ scope }) => scope === named);
  if (!found) void showInformation(t("No changes were found to review."));
  return found;
}

async function gitScopes(repository: GitRepository, deps: ReviewDeps): Promise<readonly ScopeItem[]> {
  const { t } = vscode.l10n;
  const { indexChanges, workingTreeChanges, untrackedChanges = [], HEAD } = repository.state;
  const unstaged = workingTreeChanges.length + untrackedChanges.length;
  const items: ScopeItem[] = [];
  if (indexChanges.length > 0) {
    items.push({
      scope: "staged",
      label: t("Staged Changes"),
      description: t("Files: {0}", indexChanges.length),
      read: () => stagedFiles(repository),
    });
  }
  if (unstaged > 0) {
    items.push({
      scope: "unstaged",
      label: t("Changes Not Staged"),
      description: t("Files: {0}", unstaged),
      read: () => unstagedFiles(repository, deps),
    });
  }
  const base = await branchBaseOf(repository);
  // At its base, and with nothing on top of it, there is nothing to compare.
  if (base && (base.commit !== HEAD?.commit || indexChanges.length + unstaged > 0)) {
    items.push({
      scope: "branch",
      label: t("This Branch Against {0}", plainName(base.name)),
      description: t("Also what is not committed yet"),
      read: (signal) => branchFiles(repository, base, deps, signal),
    });
  }
  return items;
}

function agentScope(deps: ReviewDeps): readonly ScopeItem[] {
  const { t } = vscode.l10n;
  const count = deps.changes.snapshotOf(deps.chat())?.files.length ?? 0;
  if (count === 0) return [];
  const read = () => agentFiles(deps);
  return [{ scope: "agent", label: t("MiMo's changes"), description: t("Files: {0}", count), read }];
}
