// Conversations in editor tabs: the same webview and controller as the chat view, each with a service of its own.

import * as vscode from "vscode";
import type { ConversationService } from "../../core/conversation/conversationService.ts";
import { titleOf } from "../../core/conversation/titleOf.ts";
import type { Disposable } from "../../core/util/disposable.ts";
import { parseToHost } from "../../protocol/toHost.ts";
import { ChatController, type ChatHost } from "./chatController.ts";
import { chatHtml } from "./chatHtml.ts";
import { translatedStrings } from "./chatViewProvider.ts";

/** The type of the panels. */
const viewType = "mimo.chatPanel";

/** One tab. */
export interface ChatPanel {
  readonly service: ConversationService;
  /** It is the editor the person is in. */
  readonly isActive: boolean;
  reveal(): void;
  /** Closes the tab. */
  leave(): Promise<void>;
}

/** A service and what comes with it; dispose to end both. */
export interface OwnedService extends Disposable {
  readonly service: ConversationService;
}

/** The open tabs. Disposing closes them. */
export class ChatPanels implements Disposable {
  private readonly panels = new Map<vscode.WebviewPanel, ChatPanel>();

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly host: ChatHost,
    private readonly createService: () => OwnedService,
  ) {}

  get all(): readonly ChatPanel[] {
    return [...this.panels.values()];
  }

  /** Opens a tab with the conversation `id`; false when it cannot be read. */
  async open(id: string): Promise<boolean> {
    const owned = this.createService();
    if (!(await owned.service.open(id))) {
      owned.dispose();
      return false;
    }
    this.show(owned);
    return true;
  }

  dispose(): void {
    for (const panel of this.panels.keys()) panel.dispose();
  }

  private show(own: OwnedService): void {
    const { service } = own;
    const panel = vscode.window.createWebviewPanel(viewType, titleOf(service.current), vscode.ViewColumn.Active, {
      enableScripts: true,
      retainContextWhenHidden: true,
      localResourceRoots: [vscode.Uri.joinPath(this.extensionUri, "dist")],
    });
    panel.iconPath = vscode.Uri.joinPath(this.extensionUri, "media", "mimo.svg");
    const { webview } = panel;
    const controller = new ChatController(service, this.host, (message) => void webview.postMessage(message));
    const named = service.onDidChange((change) => {
      if (change.type === "title" || change.type === "reset") panel.title = titleOf(service.current) || "MiMo";
    });
    const messages = webview.onDidReceiveMessage(async (value: unknown) => {
      const message = parseToHost(value);
      if (message) await controller.handle(message);
    });
    this.panels.set(panel, {
      service,
      get isActive() {
        return panel.active;
      },
      reveal: () => panel.reveal(),
      leave: async () => {
        await service.stop();
        panel.dispose();
      },
    });
    panel.onDidDispose(() => {
      this.panels.delete(panel);
      for (const owned of [messages, named, controller]) owned.dispose();
      // What came of a reply in progress is kept; reading the journal says that it was ended.
      void service.stop().finally(() => own.dispose());
    });
    webview.html = chatHtml(webview, this.extensionUri, translatedStrings(), "editor");
  }
}
