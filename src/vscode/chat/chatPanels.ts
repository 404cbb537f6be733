// The conversations in editor tabs.

import * as vscode from "vscode";
import { titleOf } from "../../core/conversation/titleOf.ts";
import type { Disposable } from "../../core/util/disposable.ts";
import { ChatPanel, type ChatPanelDeps, type OwnedService } from "./chatPanel.ts";
import { chatTabType } from "./chatViewId.ts";

export interface ChatPanelsDeps extends Omit<ChatPanelDeps, "startNew"> {
  readonly openService: () => OwnedService;
}

/** The open tabs. Disposing closes them. */
export class ChatPanels implements Disposable {
  readonly #deps: ChatPanelsDeps;

  readonly #panels = new Map<vscode.WebviewPanel, ChatPanel>();

  constructor(deps: ChatPanelsDeps) {
    this.#deps = deps;
  }

  get all(): readonly ChatPanel[] {
    return [...this.#panels.values()];
  }

  /** Opens a tab with the conversation `id`; false when it cannot be read. */
  async open(id: string): Promise<boolean> {
    const own = await this.#openConversation(id);
    if (own) this.#create(own);
    return own !== undefined;
  }

  /** Opens a tab with a new conversation, in the group that is in front. */
  openNew(): ChatPanel {
    return this.#create(this.#deps.openService());
  }

  /** Fills a tab that VS Code has opened again; `state` is what its page kept. Without its conversation it closes. */
  async restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const id = typeof state === "object" && state !== null && "conversation" in state ? state.conversation : undefined;
    let closed = false;
    const closing = panel.onDidDispose(() => {
      closed = true;
    });
    const own = typeof id === "string" ? await this.#openConversation(id) : undefined;
    closing.dispose();
    if (own && !closed) return void this.#show(panel, own);
    own?.dispose();
    panel.dispose();
  }

  dispose(): void {
    for (const panel of this.#panels.keys()) panel.dispose();
  }

  async #openConversation(id: string): Promise<OwnedService | undefined> {
    const own = this.#deps.openService();
    try {
      if ((await own.service.open(id)) === "opened") return own;
    } catch (error) {
      this.#deps.host.log(`a tab's conversation could not be read: ${String(error)}`);
    }
    own.dispose();
    return undefined;
  }

  #create(own: OwnedService): ChatPanel {
    const title = titleOf(own.service.current);
    const panel = vscode.window.createWebviewPanel(chatTabType, title, vscode.ViewColumn.Active, {
      retainContextWhenHidden: true,
      enableFindWidget: true,
    });
    return this.#show(panel, own);
  }

  #show(panel: vscode.WebviewPanel, own: OwnedService): ChatPanel {
    const startNew = async () => this.openNew().focus();
    const tab = new ChatPanel(panel, own, { ...this.#deps, startNew }, () => this.#panels.delete(panel));
    this.#panels.set(panel, tab);
    return tab;
  }
}
