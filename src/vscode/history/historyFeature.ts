// Puts the parts of history together: the list in the chat view, the commands, the tabs and what is said about saving.

import * as vscode from "vscode";
import type { BackgroundChats } from "../../core/conversation/backgroundChats.ts";
import type { Conversation } from "../../core/conversation/conversation.ts";
import { type Disposable, DisposableStore } from "../../core/util/disposable.ts";
import type { Event } from "../../core/util/emitter.ts";
import type { HistoryHit, HistoryToWebview } from "../../protocol/history.ts";
import type { FileAttachmentStore } from "../attachments/fileAttachmentStore.ts";
import type { OwnedService } from "../chat/chatPanel.ts";
import type { ChatPanels, ChatPanelsDeps } from "../chat/chatPanels.ts";
import { chatViewId } from "../chat/chatViewId.ts";
import type { ConnectExtra } from "../chat/chatViewProvider.ts";
import type { FileConversationStore } from "../chat/fileConversationStore.ts";
import type { CommandTable } from "../commands/commandTable.ts";
import { showWarning } from "../messages/messages.ts";
import type { HistorySettings } from "../settings/historySettings.ts";
import { exportChat, pickImport } from "./exportChat.ts";
import { type ConversationPlace, History } from "./history.ts";
import { HistoryChannel } from "./historyChannel.ts";
import { SavingNotices } from "./savingNotices.ts";

export interface HistoryFeatureDeps {
  readonly settings: () => HistorySettings;
  readonly store: FileConversationStore;
  /** The chat view's. */
  readonly service: OwnedService["service"];
  readonly panels: ChatPanels;
  /** Conversations that go on where nothing shows them. */
  readonly background: BackgroundChats;
  /** That of the chat the person is in. */
  readonly activeConversation: () => Conversation;
  /** The files that go with questions. */
  readonly attachments: FileAttachmentStore;
  /** So many lines of a conversation that was opened could not be read. */
  readonly onDidFindDamage: Event<{ readonly id: string; readonly lines: number }>;
  /** What another window said was taken into an open conversation; its id. */
  readonly onDidMerge: Event<string>;
  /** Whether a run in the conversation of that id goes on in another window. */
  readonly isElsewhere: (id: string) => boolean;
  /** A conversation is deleted, which may be undone. */
  readonly onDelete: (id: string) => void;
  /** A conversation is gone for good; this was its journal. */
  readonly onGone: (journal: string) => Promise<void>;
  readonly log: (message: string) => void;
}

/** History as the composition root sees it. */
export class HistoryFeature implements Disposable {
  readonly #deps: HistoryFeatureDeps;

  readonly #disposables = new DisposableStore();
  readonly #history: History;
  /** Of the view and of the tabs. */
  readonly #channels = new Set<HistoryChannel>();
  #channel: HistoryChannel | undefined;
  #showWhenConnected = false;
  #limitSaid = false;

  constructor(deps: HistoryFeatureDeps) {
    this.#deps = deps;

    const { store, service, log } = deps;
    const notices = this.#disposables.add(new SavingNotices({ store, log, exportChat: () => this.#export() }));
    this.#disposables.add(deps.onDidFindDamage(({ id, lines }) => void notices.sayDamage(id, lines)));
    this.#disposables.add(deps.onDidMerge((id) => notices.sayMerged(id)));
    this.#history = new History({
      store,
      places: () => this.#places(),
      background: deps.background,
      openInEditor: async (id) => {
        if (!(await deps.panels.open(id))) await this.#history.open(id);
      },
      settings: deps.settings,
      isElsewhere: deps.isElsewhere,
      onDelete: deps.onDelete,
      onGone: deps.onGone,
      log,
    });
    this.#disposables.add(deps.background.onDidChange(() => this.#tellBackground()));
    this.#disposables.add(
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) for (const { service: shown } of this.#places()) void store.poll(shown.current.id);
      }),
    );
    this.#disposables.add(
      service.onDidChange(({ type }) => {
        if (type === "updated" && !service.isStreaming)
          this.#checkLimit().catch((error: unknown) => log(String(error)));
      }),
    );
  }

  /** The commands, as in package.json, without `mimo.`. */
  readonly commands: CommandTable<"openHistory" | "exportChat" | "importChat"> = {
    openHistory: () => this.#show(),
    exportChat: () => this.#export(),
    importChat: async () => {
      const conversation = await pickImport(this.#deps.attachments);
      if (!conversation) return;
      const { service, panels } = this.#deps;
      if (!service.isStreaming) {
        service.adopt(conversation);
        return this.#focus();
      }
      // The reply that is being written in the view goes on there.
      const tab = panels.openNew();
      tab.service.adopt(conversation);
      tab.focus();
    },
  };

  /** Opens a conversation in the view, or shows the place that has it. */
  open(id: string): Promise<void> {
    return this.#history.open(id);
  }

  /** Given to the chat view, which has the list in its webview. */
  readonly connect: ConnectExtra = (post) => {
    const channel = this.#open(post, () => this.#places()[0]);
    if (this.#showWhenConnected) channel.show();
    this.#showWhenConnected = false;
    this.#channel = channel;
    return {
      receive: (value) => channel.receive(value),
      dispose: () => {
        if (this.#channel === channel) this.#channel = undefined;
        this.#close(channel);
      },
    };
  };

  /** Given to the tabs: the list in one of them opens what is chosen there. */
  readonly connectTab: ChatPanelsDeps["connectHistory"] = (post, panel) => {
    const channel = this.#open(post, () => panel);
    return { receive: (value) => channel.receive(value), dispose: () => this.#close(channel) };
  };

  #open(post: (message: HistoryToWebview) => void, place: () => ConversationPlace | undefined): HistoryChannel {
    const tellOthers = () => {
      for (const other of this.#channels) if (other !== channel) other.refresh();
    };
    const tellHit = (id: string, hit: HistoryHit) => {
      const shows = this.#places().find(({ service }) => service.current.id === id);
      const other = shows && [...this.#channels].find((each) => each.isIn(shows));
      // The list that was asked knows it already.
      if (other !== channel) other?.showHit(id, hit);
    };
    const channel = new HistoryChannel(this.#history, post, this.#deps.log, place, tellOthers, tellHit);
    this.#channels.add(channel);
    return channel;
  }

  /** What goes on in the background is another, or does other things. */
  #tellBackground(): void {
    for (const channel of this.#channels) {
      channel.tellRunning();
      channel.refresh();
    }
  }

  #close(channel: HistoryChannel): void {
    this.#channels.delete(channel);
    channel.dispose();
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #places(): readonly ConversationPlace[] {
    const { service } = this.#deps;
    const view = { service, reveal: () => void this.#focus(), leave: () => leaveView(service) };
    return [view, ...this.#deps.panels.all];
  }

  async #show(): Promise<void> {
    // The view connects when it is first shown.
    this.#showWhenConnected = this.#channel === undefined;
    this.#channel?.show();
    await this.#focus();
  }

  async #focus(): Promise<void> {
    await vscode.commands.executeCommand(`${chatViewId}.focus`);
  }

  async #export(): Promise<void> {
    await exportChat(this.#deps.activeConversation(), this.#deps.attachments);
  }

  /** Once in a session: the person is told that the limit is reached, not only when they look at the list. */
  async #checkLimit(): Promise<void> {
    if (this.#limitSaid) return;
    this.#limitSaid = true;
    const note = this.#history.notesOn(await this.#history.list()).find(({ kind }) => kind === "limit");
    if (!note) return;
    const settings = vscode.l10n.t("Open Settings");
    const pressed = await showWarning(note.text, note.action, settings);
    if (pressed === note.action) await this.#history.carryOut("limit");
    if (pressed === settings) {
      await vscode.commands.executeCommand("workbench.action.openSettings", "mimo.history.maxSizeMb");
    }
  }
}

async function leaveView(service: OwnedService["service"]): Promise<void> {
  service.startNew();
}
