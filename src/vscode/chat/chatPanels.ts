// Conversations in editor tabs: the same webview and controller as the chat view, each with a service and a composer of
// its own.

import * as vscode from "vscode";
import type { ConversationService } from "../../core/conversation/conversationService.ts";
import { titleOf } from "../../core/conversation/titleOf.ts";
import { type Disposable, DisposableStore } from "../../core/util/disposable.ts";
import { Emitter } from "../../core/util/emitter.ts";
import { type ContextToHost, parseContextToHost } from "../../protocol/context.ts";
import { parseToHost } from "../../protocol/toHost.ts";
import type { ContextChannel } from "../context/contextChannel.ts";
import { ChatController, type ChatHost } from "./chatController.ts";
import { chatHtml } from "./chatHtml.ts";
import { chatTabType } from "./chatViewId.ts";
import { translatedStrings } from "./chatViewProvider.ts";
import { type QuestionContext, Questions } from "./questions.ts";

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

/** The composer of one tab. */
export interface PanelContext extends QuestionContext, Disposable {
  connect(channel: ContextChannel): void;
  /** The sizes of what is asked are no longer what they were. */
  invalidate(): void;
}

export interface ChatPanelsDeps {
  readonly extensionUri: vscode.Uri;
  readonly host: ChatHost;
  readonly openService: () => OwnedService;
  readonly openContext: (service: ConversationService) => PanelContext;
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
    if (!own) return false;
    const title = titleOf(own.service.current);
    this.#show(
      vscode.window.createWebviewPanel(chatTabType, title, vscode.ViewColumn.Active, {
        retainContextWhenHidden: true,
        enableFindWidget: true,
      }),
      own,
    );
    return true;
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
    if (own && !closed) return this.#show(panel, own);
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

  #show(panel: vscode.WebviewPanel, own: OwnedService): void {
    const { extensionUri, host } = this.#deps;
    const { service } = own;
    const { webview } = panel;
    const attachments = vscode.Uri.file(host.attachments.dir);
    webview.options = {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(extensionUri, "dist"), attachments],
    };
    panel.title = titleOf(service.current);
    // A tab draws a picture as it is; in the activity bar the same shape takes the theme's colour.
    panel.iconPath = {
      light: vscode.Uri.joinPath(extensionUri, "media", "tab-light.svg"),
      dark: vscode.Uri.joinPath(extensionUri, "media", "tab-dark.svg"),
    };
    const disposables = new DisposableStore();
    const asked = disposables.add(new Emitter<ContextToHost>());
    const loads = disposables.add(new Emitter<void>());
    const context = disposables.add(this.#deps.openContext(service));
    context.connect({
      onDidReceiveContext: asked.event,
      onDidLoad: loads.event,
      postContext: (message) => void webview.postMessage(message),
    });
    const questions = new Questions(service, host, context);
    const controller = new ChatController(service, host, questions, (message) => void webview.postMessage(message));
    disposables.add(controller);
    disposables.add(
      service.onDidChange(({ type }) => {
        if (type === "title" || type === "reset") panel.title = titleOf(service.current) || "MiMo";
        if (type !== "text" && type !== "reasoning") context.invalidate();
      }),
    );
    disposables.add(host.onDidChangeEnvironment(() => context.invalidate()));
    disposables.add(
      webview.onDidReceiveMessage(async (value: unknown) => {
        const contextMessage = parseContextToHost(value);
        if (contextMessage) return asked.fire(contextMessage);
        const message = parseToHost(value);
        if (!message) return controller.refuse(value);
        await controller.handle(message);
        if (message.type === "ready") loads.fire();
      }),
    );
    this.#panels.set(panel, {
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
      this.#panels.delete(panel);
      disposables.dispose();
      // What came of a reply in progress is kept; reading the journal says that it was ended.
      void service.stop().finally(() => own.dispose());
    });
    webview.html = chatHtml(webview, extensionUri, translatedStrings(), attachments, "editor");
  }
}
