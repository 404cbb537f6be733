// Past conversations: lists, searches, renames, deletes, and opens them where the person wants them. The list in the
// webview asks through a HistoryController; the files are ConversationIndex's and the store's.

import { utimes } from "node:fs/promises";
import { join } from "node:path";
import * as vscode from "vscode";
import type { ConversationService } from "../../core/conversation/conversationService.ts";
import { readStoredJournal } from "../../core/conversation/journal.ts";
import type { HistoryItem, HistoryNote } from "../../protocol/history.ts";
import type { FileConversationStore } from "../chat/fileConversationStore.ts";
import { showError, showInformation } from "../messages/messages.ts";
import type { HistorySettings } from "../settings/historySettings.ts";
import { ConversationIndex, type ConversationList, type ConversationSummary } from "./conversationIndex.ts";
import { DeletedConversations } from "./deletedConversations.ts";
import { askToDeleteOldest, megabytes } from "./historyLimit.ts";

/** A place that shows one conversation at a time. */
export interface ConversationPlace {
  readonly service: ConversationService;
  /** Brings it to the front. */
  reveal(): void;
  /** Shows another conversation, or nothing, in place of the one it has. */
  leave(): Promise<void>;
}

export interface HistoryDeps {
  readonly store: FileConversationStore;
  /** The chat view first, then the editor tabs. */
  readonly places: () => readonly ConversationPlace[];
  readonly openInEditor: (id: string) => Promise<void>;
  readonly settings: () => HistorySettings;
  /** A conversation is gone for good; this was its journal. */
  readonly onGone: (journal: string) => Promise<void>;
  readonly log: (message: string) => void;
}

/** What is done with past conversations. */
export class History {
  readonly #deps: HistoryDeps;

  readonly index: ConversationIndex;
  readonly #deleted: DeletedConversations;

  constructor(deps: HistoryDeps) {
    this.#deps = deps;

    const { dir } = deps.store;
    this.index = new ConversationIndex(dir);
    this.#deleted = new DeletedConversations(join(dir, "..", "deleted-conversations"), dir, Date.now);
    this.#deleted.purge(deps.onGone).catch((error: unknown) => deps.log(String(error)));
  }

  /** All conversations; what is still in memory is written first. */
  async list(): Promise<ConversationList> {
    await this.#deps.store.flush();
    return this.index.list();
  }

  /** A summary as the webview shows it. */
  itemOf({ id, title, changedAt }: ConversationSummary): HistoryItem {
    return { id, title, changedAt, isOpen: this.#deps.places()[0]?.service.current.id === id };
  }

  /** What there is to say about the files. */
  notesOn({ unreadable, size }: ConversationList): readonly HistoryNote[] {
    const { t } = vscode.l10n;
    const { maxSize } = this.#deps.settings();
    const notes: HistoryNote[] = [];
    if (maxSize !== undefined && size > maxSize) {
      const text = t("Conversations take {0}, more than the {1} that are set.", megabytes(size), megabytes(maxSize));
      notes.push({ kind: "limit", text, action: t("Delete the Oldest…") });
    }
    if (unreadable.length > 0) {
      const text =
        unreadable.length === 1
          ? t("A file could not be read and is left as it is: {0}", unreadable[0] ?? "")
          : t("{0} files could not be read and are left as they are.", unreadable.length);
      notes.push({ kind: "unreadable", text, action: t("Show Folder") });
    }
    return notes;
  }

  /** Opens a conversation in the chat view, or shows the editor tab that has it. */
  async open(id: string): Promise<void> {
    const [view, ...tabs] = this.#deps.places();
    const tab = tabs.find(({ service }) => service.current.id === id);
    if (tab) return tab.reveal();
    // Also when it is open already: then it is what is wanted now, whatever is still being read.
    if (view && !(await this.#tryOpen(view.service, id))) this.#sayUnreadable();
    view?.reveal();
  }

  /** Opens a conversation in an editor tab of its own; the view lets go of it, unless a reply is being written there. */
  async openInEditor(id: string): Promise<void> {
    const [view, ...tabs] = this.#deps.places();
    const tab = tabs.find(({ service }) => service.current.id === id);
    if (tab) return tab.reveal();
    if (view?.service.current.id === id) {
      if (view.service.isStreaming) {
        const text = vscode.l10n.t(
          "A reply is being written in this conversation. Stop it, or open the tab when it is done.",
        );
        void showInformation(text);
        return;
      }
      await view.leave();
    }
    await this.#deps.openInEditor(id);
  }

  /** Names a conversation. The time of its last change stays. */
  async rename(id: string, title: string): Promise<void> {
    const place = this.#placeOf(id);
    if (place) {
      if (!place.service.setTitle(place.service.current, title.trim(), "person")) this.#sayNewer();
      return;
    }
    if (readStoredJournal(id, (await this.#deps.store.read(id)) ?? "")?.isNewer) return this.#sayNewer();
    const before = (await this.list()).conversations.find((conversation) => conversation.id === id);
    this.#deps.store.append(id, [{ type: "title", title: title.trim(), by: "person" }]);
    await this.#deps.store.flush();
    if (!before) return;
    const at = before.changedAt / 1000;
    await utimes(join(this.#deps.store.dir, `${id}.jsonl`), at, at).catch(() => {});
  }

  /** Deletes a conversation; `undoDelete` brings it back. A place that shows it leaves it. */
  async delete(id: string): Promise<void> {
    await this.#placeOf(id)?.leave();
    await this.#deps.store.flush();
    try {
      await this.#deleted.take(id);
      this.#deps.store.forget(id);
    } catch (error) {
      const text = vscode.l10n.t("This conversation could not be deleted: {0}", String((error as Error).message));
      showError(text, vscode.l10n.t("Try Again")).then((pressed) => {
        if (pressed) void this.delete(id);
      });
    }
  }

  async undoDelete(id: string): Promise<void> {
    if (await this.#deleted.putBack(id)) return this.#deps.store.recall(id);
    void showInformation(vscode.l10n.t("This conversation cannot be brought back."));
  }

  async carryOut(kind: HistoryNote["kind"]): Promise<void> {
    if (kind === "unreadable") {
      await vscode.commands.executeCommand("revealFileInOS", vscode.Uri.file(this.#deps.store.dir));
      return;
    }
    const { maxSize } = this.#deps.settings();
    if (maxSize === undefined) return;
    const open = new Set(this.#deps.places().map(({ service }) => service.current.id));
    await askToDeleteOldest(this.#deps.store.dir, await this.list(), maxSize, open, this.#deps.onGone);
  }

  #placeOf(id: string): ConversationPlace | undefined {
    return this.#deps.places().find(({ service }) => service.current.id === id);
  }

  /** False when it cannot be read; true also when the person wanted something else meanwhile. */
  async #tryOpen(service: ConversationService, id: string): Promise<boolean> {
    try {
      return (await service.open(id)) !== "unreadable";
    } catch (error) {
      this.#deps.log(String(error));
      return false;
    }
  }

  #sayNewer(): void {
    void showInformation(
      vscode.l10n.t("A newer version of MiMo Assistant wrote this conversation. Here it can be read, but not changed."),
    );
  }

  #sayUnreadable(): void {
    const text = vscode.l10n.t("This conversation could not be read. Its file is left as it is.");
    const show = vscode.l10n.t("Show Folder");
    showError(text, show).then((pressed) => {
      if (pressed) void this.carryOut("unreadable");
    });
  }
}
