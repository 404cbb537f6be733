// Past conversations: lists, searches, renames, deletes, and opens them where the person wants them. The list in the
// webview asks through a HistoryController; the files are ConversationIndex's and the store's.

import { utimes } from "node:fs/promises";
import { join } from "node:path";
import * as vscode from "vscode";
import type { BackgroundChats } from "../../core/conversation/backgroundChats.ts";
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
  /** Those that no place shows. */
  readonly background: BackgroundChats;
  readonly openInEditor: (id: string) => Promise<void>;
  readonly settings: () => HistorySettings;
  /** Whether a run in the conversation of that id goes on in another window, whose it is then. */
  readonly isElsewhere: (id: string) => boolean;
  /** A conversation is deleted, which may be undone. */
  readonly onDelete: (id: string) => void;
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

  /** A summary as the list in `place` shows it. */
  itemOf({ id, title, changedAt }: ConversationSummary, place = this.#view): HistoryItem {
    const activity = this.#activityOf(id);
    return { id, title, changedAt, isOpen: place?.service.current.id === id, ...(activity && { activity }) };
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

  /** Opens a conversation in `place`, or shows the one that has it. */
  async open(id: string, place = this.#view): Promise<void> {
    const other = this.#deps.places().find((each) => each !== place && each.service.current.id === id);
    if (other && !(other.service === place?.service)) return other.reveal();
    // Also when it is open already: then it is what is wanted now, whatever is still being read.
    if (place && !(await this.#tryOpen(place.service, id))) this.#sayUnreadable();
    place?.reveal();
  }

  /** How many go on where nothing shows them, and how many of those wait for the person. */
  get running(): { readonly running: number; readonly waiting: number } {
    const { services } = this.#deps.background;
    return { running: services.length, waiting: services.filter(({ waiting }) => waiting.length > 0).length };
  }

  /** Opens a conversation in an editor tab of its own; the view lets go of it. */
  async openInEditor(id: string): Promise<void> {
    const [view, ...tabs] = this.#deps.places();
    const tab = tabs.find(({ service }) => service.current.id === id);
    if (tab) return tab.reveal();
    if (view?.service.current.id === id) await view.leave();
    await this.#deps.openInEditor(id);
  }

  /** Names a conversation; the time of its last change stays. False where it cannot be done, which is said. */
  async rename(id: string, title: string): Promise<boolean> {
    if (this.#isElsewhere(id)) return false;
    const service = this.#serviceOf(id);
    if (service) return service.setTitle(service.current, title.trim(), "person") || this.#sayNewer();
    if (readStoredJournal(id, (await this.#deps.store.read(id)) ?? "")?.isNewer) return this.#sayNewer();
    const before = (await this.list()).conversations.find((conversation) => conversation.id === id);
    this.#deps.store.append(id, [{ type: "title", title: title.trim(), by: "person" }]);
    await this.#deps.store.flush();
    if (!before) return true;
    const at = before.changedAt / 1000;
    await utimes(join(this.#deps.store.dir, `${id}.jsonl`), at, at).catch(() => {});
    return true;
  }

  /**
   * Deletes a conversation; `undoDelete` brings it back. What is written there ends. Whatever shows it leaves it: `place`,
   * where it was asked for, for a new one. False where it cannot be done, which is said.
   */
  async delete(id: string, place = this.#view): Promise<boolean> {
    if (this.#isElsewhere(id)) return false;
    await this.#serviceOf(id)?.stop();
    const showing = this.#deps.places().filter(({ service }) => service.current.id === id);
    await Promise.all(
      showing.map((each) => (each.service === place?.service ? each.service.startNew() : each.leave())),
    );
    await this.#deps.store.flush();
    try {
      await this.#deleted.take(id);
      this.#deps.store.forget(id);
      this.#deps.onDelete(id);
      return true;
    } catch (error) {
      const text = vscode.l10n.t("This conversation could not be deleted: {0}", String((error as Error).message));
      showError(text, vscode.l10n.t("Try Again")).then((pressed) => {
        if (pressed) void this.delete(id, place);
      });
      return false;
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
    const list = await this.list();
    const services = [...this.#deps.places().map(({ service }) => service), ...this.#deps.background.services];
    const elsewhere = list.conversations.map(({ id }) => id).filter((id) => this.#deps.isElsewhere(id));
    const open = new Set([...services.map(({ current }) => current.id), ...elsewhere]);
    await askToDeleteOldest(this.#deps.store.dir, list, maxSize, open, this.#deps.onGone);
  }

  get #view(): ConversationPlace | undefined {
    return this.#deps.places()[0];
  }

  /** The one in which the conversation is open, shown or not. */
  #serviceOf(id: string): ConversationService | undefined {
    const place = this.#deps.places().find(({ service }) => service.current.id === id);
    return place?.service ?? this.#deps.background.find(id);
  }

  #activityOf(id: string): HistoryItem["activity"] {
    const service = this.#serviceOf(id);
    if (!service?.goesOn) return undefined;
    return service.waiting.length > 0 ? "waiting" : "running";
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

  /** Whether its run is another window's; says so. */
  #isElsewhere(id: string): boolean {
    const is = this.#deps.isElsewhere(id);
    if (is) void showInformation(vscode.l10n.t("This goes on in another window."));
    return is;
  }

  #sayNewer(): false {
    void showInformation(
      vscode.l10n.t("A newer version of MiMo Assistant wrote this conversation. Here it can be read, but not changed."),
    );
    return false;
  }

  #sayUnreadable(): void {
    const text = vscode.l10n.t("This conversation could not be read. Its file is left as it is.");
    const show = vscode.l10n.t("Show Folder");
    showError(text, show).then((pressed) => {
      if (pressed) void this.carryOut("unreadable");
    });
  }
}
