// What the person is told and asked about changes.

import * as vscode from "vscode";
import { isStep, type Step, type Trouble } from "../../../core/agent/checkpoints/takeBackPlan.ts";
import { plainName } from "../../../core/util/plainText.ts";

/** The most files that a question names. */
const maxNamed = 25;

/** A file (a URI) as the person names it, with its folder's name where there are several. */
export function nameOf(file: string): string {
  return vscode.workspace.asRelativePath(vscode.Uri.parse(file, true));
}

/** The files that were written. */
export function doneWords(files: readonly string[]): string {
  const { t } = vscode.l10n;
  const [only] = files;
  return files.length === 1 && only !== undefined
    ? t("The changes in {0} were undone.", plainName(nameOf(only)))
    : t("The changes in {0} files were undone.", files.length);
}

/** Why files stay as they are: a sentence for each reason, the first file of each by name. */
export function troubleWords(troubles: readonly Trouble[]): string {
  const kinds = Map.groupBy(troubles, ({ type }) => type);
  const sentences = [...kinds.values()].flatMap(([first, ...others]) => {
    const words = first && reasonWords(first);
    if (!words) return [];
    return others.length > 0 ? [words, vscode.l10n.t("The same holds for {0} more files.", others.length)] : [words];
  });
  return sentences.join(" ");
}

function reasonWords(trouble: Trouble): string | undefined {
  const { t } = vscode.l10n;
  const name = plainName(nameOf(trouble.file));
  switch (trouble.type) {
    case "conflict":
      return t("{0} stays as it is: your own changes cannot be told apart from MiMo's there.", name);
    case "not-kept":
      return t("{0} stays as it is: what it held before was too large to keep, or is too old.", name);
    case "together":
      return t("{0} stays where it is: the place it was moved from or to cannot be changed.", name);
    case "busy":
      return t("{0} is being written again and again. Try it once more.", name);
    case "refused":
      return trouble.text;
    case "declined":
      return undefined;
  }
}

/** What restoring does, a line a file. */
export function restoreWords(plans: readonly (Step | Trouble)[]): string {
  const { t } = vscode.l10n;
  const told = plans.filter(({ type }) => type !== "nothing");
  const lines = told.slice(0, maxNamed).map((plan) => {
    const name = plainName(nameOf(plan.file));
    if (!isStep(plan)) return plan.type === "declined" ? name : (reasonWords(plan) ?? name);
    if (plan.type === "delete") return t("{0} is deleted", name);
    if (plan.current === undefined) return t("{0} comes back", name);
    return plan.isMerge
      ? t("{0} is changed back, and what you wrote in it stays", name)
      : t("{0} is changed back", name);
  });
  if (told.length > lines.length) lines.push(t("and {0} more files", told.length - lines.length));
  return lines.join("\n");
}
