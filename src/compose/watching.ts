// What is told of the agent while nobody looks: runs that wait or are over, commands that end by themselves, and the work of
// all chats in the status bar.

import * as vscode from "vscode";
import type { ConversationService } from "../core/conversation/conversationService.ts";
import type { Currency } from "../core/model/prices.ts";
import { type Disposable, DisposableStore } from "../core/util/disposable.ts";
import { Emitter } from "../core/util/emitter.ts";
import { plainMessage, withoutIcons } from "../core/util/plainText.ts";
import { announceRuns } from "../vscode/agent/watching/announceRuns.ts";
import { type EndedCommands, tellOfCommands, type WatchedChat } from "../vscode/agent/watching/tellOfCommands.ts";
import type { Telling, WatchedPlace } from "../vscode/agent/watching/tellPerson.ts";
import { WorkingChats } from "../vscode/agent/watching/workingChats.ts";
import { showRuns, WorkStatus } from "../vscode/agent/watching/workStatus.ts";
import { showInformation } from "../vscode/messages/messages.ts";
import type { SettingSource } from "../vscode/settings/settingSource.ts";
import { readAgentSettings } from "../vscode/settings/settings.ts";

export interface WatchingDeps {
  readonly settings: SettingSource;
  readonly currency: () => Currency;
  readonly commands: EndedCommands;
  /** Says a sentence with MiMo's voice; resolves to whether it could be heard. */
  readonly say: Telling["say"];
  readonly foreignLabel: NonNullable<Telling["foreignLabel"]>;
  readonly warn: (message: string) => void;
}

/** One for the window. */
export interface Watching extends Disposable {
  /** Watches the runs of one chat, until it is closed. */
  watch(service: ConversationService, place: WatchedPlace): Disposable;
  /** The menu of the chats in which agents work. */
  showRuns(): Promise<void>;
}

/** Milliseconds for which some words stand in the status bar. */
const statusMs = 10_000;

export function composeWatching({ settings, currency, commands, say, foreignLabel, warn }: WatchingDeps): Watching {
  const owned = new DisposableStore();
  const { t } = vscode.l10n;
  const focus = owned.add(new Emitter<void>());
  owned.add(vscode.window.onDidChangeWindowState(() => focus.fire()));
  const telling: Telling = {
    announce: () => readAgentSettings(settings).announce,
    get isFocused() {
      return vscode.window.state.focused;
    },
    onDidChangeFocus: focus.event,
    notify: async (text, button) => (await showInformation(text, button)) === button,
    say,
    foreignLabel,
    status: (text) => void vscode.window.setStatusBarMessage(withoutIcons(plainMessage(text)), statusMs),
    t,
    onError: (error) => warn(`not announced: ${String(error)}`),
  };
  const chats = new Set<WatchedChat>();
  const working = owned.add(new WorkingChats(currency));
  owned.add(new WorkStatus(working));
  owned.add(tellOfCommands(commands, () => [...chats], telling));
  return {
    watch: (service, place) => {
      const chat = { service, place };
      chats.add(chat);
      const watching = new DisposableStore();
      watching.add({ dispose: () => chats.delete(chat) });
      watching.add(announceRuns(service, place, telling));
      watching.add(working.watch(service, place));
      return watching;
    },
    showRuns: () => showRuns(working),
    dispose: () => owned.dispose(),
  };
}
