// Which rules are followed here, in one list: those of the project, and the skills of the home, which are off until chosen.

import * as vscode from "vscode";
import { homeSkills, skillFolders } from "../../core/context/rules/ruleSource.ts";
import { showInformation } from "../messages/messages.ts";
import type { ProjectRules, RuleItem } from "./projectRules.ts";
import { ruleName } from "./ruleWords.ts";

interface Pick extends vscode.QuickPickItem {
  /** Undefined for the home's. */
  readonly item: RuleItem | undefined;
}

/** Lets the person choose. What stays as it is, is not decided anew. */
export async function selectRules(rules: ProjectRules): Promise<void> {
  const { t } = vscode.l10n;
  if (!vscode.workspace.isTrusted) {
    void showInformation(t("Rules of a project are followed in trusted workspaces alone."));
    return;
  }
  await rules.load();
  const picks: readonly Pick[] = [
    ...rules.items.filter(({ kind }) => kind !== "home").map((item) => pickOf(item, t)),
    {
      label: ruleName(homeSkills, t),
      description: skillFolders.map((folder) => `~/${folder}`).join(", "),
      picked: rules.usesHome,
      item: undefined,
    },
  ];
  const chosen = await vscode.window.showQuickPick(picks, {
    canPickMany: true,
    title: t("Rules of the Project"),
    placeHolder: t("What MiMo follows in this workspace"),
  });
  if (!chosen) return;
  const keysOf = (wanted: boolean) =>
    picks
      .filter((pick) => chosen.includes(pick) === wanted && pick.picked !== wanted)
      .flatMap(({ item }) => (item ? [item.key] : []));
  await rules.decide(true, keysOf(true));
  await rules.decide(false, keysOf(false));
  const home = chosen.some(({ item }) => item === undefined);
  if (home !== rules.usesHome && !(await rules.useHome(home))) {
    void showInformation(t("There are no skills in your home."));
  }
}

function pickOf(item: RuleItem, t: typeof vscode.l10n.t): Pick {
  const { name, state, alsoIn } = item;
  const description = [
    state === "changed" && t("changed"),
    alsoIn.length > 0 && t("{0} says the same", alsoIn.map((each) => ruleName(each, t)).join(", ")),
  ];
  return {
    label: ruleName(name, t),
    description: description.filter((part) => part !== false).join(", "),
    picked: state === "on",
    item,
  };
}
