// Says when a conversation cannot be saved, cannot be read whole, or is continued elsewhere: a sentence each, with
// something to press.

import * as vscode from "vscode";
import type { Disposable } from "../../core/util/disposable.ts";
import { DisposableStore } from "../../core/util/disposable.ts";
import type { FileConversationStore } from "../chat/fileConversationStore.ts";
import { showError, showInformation, showWarning } from "../messages/messages.ts";

export interface SavingNoticeDeps {
  readonly store: FileConversationStore;
  readonly exportChat: () => Promise<void>;
  readonly log: (message: string) => void;
}

/** Watches the store until it is disposed. */
export class SavingNotices implements Disposable {
  readonly #deps: SavingNoticeDeps;

  readonly #disposables = new DisposableStore();
  readonly #merged = new Set<string>();

  constructor(deps: SavingNoticeDeps) {
    this.#deps = deps;

    this.#disposables.add(deps.store.onDidFail((error) => void this.#sayUnsaved(error)));
    this.#disposables.add(
      deps.store.onDidRecover(() => vscode.window.setStatusBarMessage(vscode.l10n.t("MiMo: conversation saved"), 5000)),
    );
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  /** `lines` of the conversation `id` could not be read. */
  async sayDamage(id: string, lines: number): Promise<void> {
    const { t } = vscode.l10n;
    this.#deps.log(`${id}.jsonl: ${lines} lines could not be read`);
    const show = t("Show Folder");
    const pressed = await showWarning(
      t("A part of this conversation could not be read; the rest is here. Its file is left as it is."),
      show,
    );
    if (pressed) await vscode.commands.executeCommand("revealFileInOS", vscode.Uri.file(this.#deps.store.dir));
  }

  /** What another window said was taken into the conversation `id`; said once. */
  sayMerged(id: string): void {
    if (this.#merged.has(id)) return;
    this.#merged.add(id);
    const { t } = vscode.l10n;
    void showInformation(
      t(
        "This conversation goes on in another window too. What was said there is kept here as well, as a version where both said something.",
      ),
    );
  }

  async #sayUnsaved(error: Error): Promise<void> {
    const { t } = vscode.l10n;
    this.#deps.log(`conversation not saved: ${error.message}`);
    const retry = t("Try Again");
    const save = t("Export Chat");
    const text = t(
      "MiMo cannot save this conversation now ({0}). It is kept in memory and saved as soon as that works.",
      reason(error),
    );
    const pressed = await showError(text, retry, save);
    if (pressed === save) await this.#deps.exportChat();
    if (pressed !== retry) return;
    await this.#deps.store.flush();
    if (this.#deps.store.isFailing) await this.#sayUnsaved(error);
  }
}

/** Why, in words where the system's code is a common one. */
function reason(error: NodeJS.ErrnoException): string {
  const { t } = vscode.l10n;
  switch (error.code) {
    case "ENOSPC":
    case "EDQUOT":
      return t("the disk is full");
    case "EROFS":
    case "EACCES":
    case "EPERM":
      return t("the disk or folder is read-only");
    default:
      return error.message;
  }
}
