// The item in the status bar while agents work, and the menu behind it.

import * as vscode from "vscode";
import { sumOfWork, type WorkInSum } from "../../../core/agent/watching/runsAtWork.ts";
import { type Disposable, DisposableStore } from "../../../core/util/disposable.ts";
import { visibleName, withoutIcons } from "../../../core/util/plainText.ts";
import { costsWords } from "../../../protocol/costWords.ts";
import { showInformation } from "../../messages/messages.ts";
import type { WorkingChat, WorkingChats } from "./workingChats.ts";
import { chatDetail, workItem } from "./workWords.ts";

/** The command behind the item. */
const command = "mimo.showRuns";
/** Left of what proposals say. */
const priority = 3;

/** Shows the item as long as there is work, and keeps the context key `mimo.working`. */
export class WorkStatus implements Disposable {
  readonly #chats: WorkingChats;
  readonly #disposables = new DisposableStore();
  #item: vscode.StatusBarItem | undefined;
  #shown = "";

  constructor(chats: WorkingChats) {
    this.#chats = chats;
    this.#disposables.add(chats.onDidChange(() => this.#update()));
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #update(): void {
    const work = sumOfWork(this.#chats.all);
    const shown = work && workItem(work, costText, vscode.l10n.t);
    const before = this.#shown;
    this.#shown = shown?.text ?? "";
    if (before === this.#shown) return;
    if ((before === "") !== (this.#shown === "")) {
      void vscode.commands.executeCommand("setContext", "mimo.working", shown !== undefined);
    }
    if (!shown) {
      this.#item?.hide();
      return;
    }
    this.#item ??= this.#create();
    this.#item.text = shown.text;
    this.#item.accessibilityInformation = { label: shown.label, role: "button" };
    this.#item.backgroundColor = shown.warns ? new vscode.ThemeColor("statusBarItem.warningBackground") : undefined;
    this.#item.show();
  }

  #create(): vscode.StatusBarItem {
    const item = vscode.window.createStatusBarItem("mimo.working", vscode.StatusBarAlignment.Left, priority);
    item.name = vscode.l10n.t("MiMo at Work");
    item.tooltip = vscode.l10n.t("Open or stop what MiMo is doing");
    item.command = command;
    return this.#disposables.add(item);
  }
}

/** What the command does: opens a chat in which an agent works, or stops it. */
export async function showRuns(chats: WorkingChats): Promise<void> {
  const { t } = vscode.l10n;
  const all = chats.all;
  if (all.length === 0) return void showInformation(t("MiMo is not working on anything."));
  const chosen = await vscode.window.showQuickPick(all.flatMap(itemsOf), { title: t("MiMo at Work") });
  await chosen?.act?.();
}

interface RunItem extends vscode.QuickPickItem {
  readonly act?: () => unknown;
}

function itemsOf(chat: WorkingChat): readonly RunItem[] {
  const { t } = vscode.l10n;
  const description = chatDetail(chat, costText(chat.cost ? [chat.cost] : []), t);
  return [
    { label: withoutIcons(visibleName(chat.title)), kind: vscode.QuickPickItemKind.Separator },
    { label: `$(comment-discussion) ${t("Open Chat")}`, description, act: () => chat.open() },
    { label: `$(debug-stop) ${t("Stop")}`, act: () => chat.stop() },
  ];
}

function costText(costs: WorkInSum["costs"]): string {
  return costsWords(costs, vscode.env.language, (number) => vscode.l10n.t("{0} credits", number));
}
