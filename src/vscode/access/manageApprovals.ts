// Manage Approvals: everything that was agreed to or forbidden, to be seen and taken back; and the one place where a person
// forbids commands before the agent asks for them.

import * as vscode from "vscode";
import type { Consents } from "../../core/access/consents.ts";
import type { ApprovalRule } from "../../core/agent/approvals/approvalRule.ts";
import type { ApprovalRules } from "../../core/agent/approvals/approvalRules.ts";
import { plainName } from "../../core/util/plainText.ts";
import { showInformation } from "../messages/messages.ts";
import { shortReasons } from "./askWords.ts";
import { ruleWords, scopeWords } from "./ruleWords.ts";

/** A line of the list; `remove` takes back what it says. Separators have none. */
interface Item extends vscode.QuickPickItem {
  readonly remove?: () => void;
}

/** Lists consents and rules by group; what is unchecked is taken back. Resolves when the person is done. */
export async function manageApprovals(consents: Consents, rules: ApprovalRules): Promise<void> {
  const { t } = vscode.l10n;
  const items = itemsOf(consents, rules);
  if (items.length === 0) {
    const never = t("Never Allow Commands…");
    const pressed = await showInformation(t("You have agreed to nothing here yet."), never);
    if (pressed === never && (await forbid(rules))) await manageApprovals(consents, rules);
    return;
  }
  const answer = await pick(items);
  if (answer === "forbid") {
    await forbid(rules);
    return manageApprovals(consents, rules);
  }
  for (const item of items) if (answer && !answer.includes(item)) item.remove?.();
}

/** The items that stay checked, that commands are to be forbidden, or undefined when it was closed. */
function pick(items: readonly Item[]): Promise<readonly Item[] | "forbid" | undefined> {
  const { t } = vscode.l10n;
  const list = vscode.window.createQuickPick<Item>();
  const never: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon("circle-slash"),
    tooltip: t("Never Allow Commands…"),
  };
  list.title = t("Manage Approvals");
  list.placeholder = t("Uncheck what MiMo should ask about again");
  list.canSelectMany = true;
  list.matchOnDetail = true;
  list.buttons = [never];
  list.items = items;
  list.selectedItems = items.filter(({ remove }) => remove !== undefined);
  return new Promise((resolve) => {
    const end = (answer: readonly Item[] | "forbid") => {
      resolve(answer);
      list.hide();
    };
    list.onDidTriggerButton(() => end("forbid"));
    list.onDidAccept(() => end(list.selectedItems));
    list.onDidHide(() => {
      resolve(undefined);
      list.dispose();
    });
    list.show();
  });
}

function itemsOf(consents: Consents, rules: ApprovalRules): readonly Item[] {
  const { t } = vscode.l10n;
  const sent = consents.all.map(
    (consent): Item => ({
      label: plainName(consent.path),
      description: scopeWords(consent.scope, t),
      detail: t("Sent although: {0}", shortReasons(consent.reasons, t)),
      remove: () => consents.withdraw(consent),
    }),
  );
  const item = (rule: ApprovalRule): Item => ({
    ...ruleWords(rule, folderName, t),
    description: scopeWords(rule.scope, t),
    remove: () => rules.remove(rule),
  });
  const allowed = rules.all.filter(({ effect }) => effect === "allow").map(item);
  const denied = rules.all.filter(({ effect }) => effect === "deny").map(item);
  const groups = [
    { label: t("Files that may be sent"), items: sent },
    { label: t("What may run"), items: allowed },
    { label: t("What never runs"), items: denied },
  ].filter(({ items }) => items.length > 0);
  if (groups.length === 1) return groups.flatMap(({ items }) => items);
  return groups.flatMap(({ label, items }) => [{ label, kind: vscode.QuickPickItemKind.Separator }, ...items]);
}

/** As it is known in the workspace; undefined for its only folder. */
function folderName(folder: string): string | undefined {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const uri = vscode.Uri.file(folder);
  const [only] = folders;
  if (folders.length === 1 && only?.uri.fsPath === uri.fsPath) return undefined;
  return vscode.workspace.asRelativePath(uri);
}

/** Asks how the commands begin that are never to run. False when nothing was made of it. */
async function forbid(rules: ApprovalRules): Promise<boolean> {
  const { t } = vscode.l10n;
  const typed = await vscode.window.showInputBox({
    title: t("Never Allow Commands…"),
    prompt: t("Commands that begin with these words are not run in this workspace, whatever else is allowed."),
    placeHolder: "git push",
    ignoreFocusOut: true,
  });
  const words = (typed ?? "").split(/\s+/).filter((word) => word !== "");
  if (words.length === 0) return false;
  rules.add([{ kind: "command", match: "leading", words, folder: "" }], "workspace", "deny");
  return true;
}
