// One conversation in an editor tab: the same webview and controller as the chat view, with a service, a composer, a list
// of past conversations and a player of its own.

import * as vscode from "vscode";
import type { Mention } from "../../core/context/mention.ts";
import type { ConversationService } from "../../core/conversation/conversationService.ts";
import { titleOf } from "../../core/conversation/titleOf.ts";
import { type Disposable, DisposableStore } from "../../core/util/disposable.ts";
import { Emitter } from "../../core/util/emitter.ts";
import { type ContextToHost, parseContextToHost } from "../../protocol/context.ts";
import type { HistoryToWebview } from "../../protocol/history.ts";
import { parseSpeechToHost, type SpeechToHost } from "../../protocol/speech.ts";
import { parseToHost } from "../../protocol/toHost.ts";
import type { ToWebview } from "../../protocol/toWebview.ts";
import type { ContextChannel } from "../context/contextChannel.ts";
import type { SpeechSurface } from "../speech/speechSurfaces.ts";
import type { OpenTab } from "./activeChat.ts";
import { ChatController, type ChatHost } from "./chatController.ts";
import { chatHtml } from "./chatHtml.ts";
import { translatedStrings } from "./chatViewProvider.ts";
import { markWhenDone } from "./doneMark.ts";
import { type QuestionContext, Questions } from "./questions.ts";

/** A service and what comes with it; dispose to end both. */
export interface OwnedService extends Disposable {
  readonly service: ConversationService;
}

/** The composer of one tab. */
export interface PanelContext extends QuestionContext, Disposable {
  connect(channel: ContextChannel): void;
  /** Adds what a command names. */
  add(mentions: readonly Mention[]): Promise<void>;
  /** The sizes of what is asked are no longer what they were. */
  invalidate(): void;
}

/** What a tab is given. */
export interface ChatPanelDeps {
  readonly extensionUri: vscode.Uri;
  readonly host: ChatHost;
  readonly openContext: (service: ConversationService) => PanelContext;
  /** Connects the list of past conversations in the tab's page; `receive` is false for what is not its own. */
  readonly connectHistory: (
    post: (message: HistoryToWebview) => void,
    panel: ChatPanel,
  ) => Disposable & { receive(value: unknown): boolean };
  /** Connects the player in the tab's page. */
  readonly connectSpeech: (surface: SpeechSurface) => Disposable;
  /** Opens a new chat beside this one. */
  readonly startNew: () => Promise<void>;
}

/** One tab. It ends with its panel. */
export class ChatPanel implements OpenTab {
  readonly service: ConversationService;
  readonly #context: PanelContext;
  readonly #controller: ChatController;
  readonly #openNext: () => Promise<void>;
  readonly #panel: vscode.WebviewPanel;
  #loaded = false;
  #focusWhenLoaded = false;
  #isMarked = false;

  constructor(panel: vscode.WebviewPanel, own: OwnedService, deps: ChatPanelDeps, onClose: () => void) {
    const { extensionUri, host } = deps;
    const { service } = own;
    const { webview } = panel;
    this.#panel = panel;
    this.service = service;
    const attachments = vscode.Uri.file(host.attachments.dir);
    webview.options = {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(extensionUri, "dist"), attachments],
    };
    // A tab draws a picture as it is; in the activity bar the same shape takes the theme's colour.
    panel.iconPath = {
      light: vscode.Uri.joinPath(extensionUri, "media", "tab-light.svg"),
      dark: vscode.Uri.joinPath(extensionUri, "media", "tab-dark.svg"),
    };
    this.#showTitle();
    const disposables = new DisposableStore();
    const asked = disposables.add(new Emitter<ContextToHost>());
    const spoke = disposables.add(new Emitter<SpeechToHost>());
    const loads = disposables.add(new Emitter<void>());
    const closes = new Emitter<void>();
    const context = disposables.add(deps.openContext(service));
    this.#context = context;
    this.#openNext = deps.startNew;
    context.connect({
      onDidReceiveContext: asked.event,
      onDidLoad: loads.event,
      postContext: (message) => void webview.postMessage(message),
    });
    const history = disposables.add(deps.connectHistory((message) => void webview.postMessage(message), this));
    const isThere = () => this.#loaded;
    disposables.add(
      deps.connectSpeech({
        get isThere() {
          return isThere();
        },
        postSpeech: (message) => void webview.postMessage(message),
        show: async () => panel.reveal(undefined, true),
        onDidReceiveSpeech: spoke.event,
        onDidClose: closes.event,
        shows: (messageId) => service.current.get(messageId) !== undefined,
      }),
    );
    const startNew = () => this.startNew();
    const questions = new Questions(service, host, context, startNew);
    const post = (message: ToWebview) => void webview.postMessage(message);
    const controller = disposables.add(new ChatController(service, host, questions, post, startNew));
    this.#controller = controller;
    disposables.add(
      service.onDidChange(({ type }) => {
        if (type === "title" || type === "reset" || type === "added") this.#showTitle();
        if (type !== "text" && type !== "reasoning" && type !== "output") context.invalidate();
      }),
    );
    disposables.add(host.onDidChangeEnvironment(() => context.invalidate()));
    const mark = disposables.add(
      markWhenDone(
        service,
        {
          get isSeen() {
            return panel.visible;
          },
          mark: (on) => {
            this.#isMarked = on;
            this.#showTitle();
          },
        },
        host.onDidEndCommand,
      ),
    );
    const visible = disposables.add(new Emitter<void>());
    disposables.add(
      panel.onDidChangeViewState(() => {
        mark.seen();
        visible.fire();
      }),
    );
    disposables.add(
      host.watch(service, {
        get isVisible() {
          return panel.visible;
        },
        onDidChangeVisible: visible.event,
        open: () => this.focus(),
      }),
    );
    disposables.add(
      webview.onDidReceiveMessage(async (value: unknown) => {
        const speech = parseSpeechToHost(value);
        if (speech) return spoke.fire(speech);
        const contextMessage = parseContextToHost(value);
        if (contextMessage) return asked.fire(contextMessage);
        if (history.receive(value)) return;
        const message = parseToHost(value);
        if (!message) return controller.refuse(value);
        await controller.handle(message);
        if (message.type !== "ready") return;
        // A page that was loaded anew has nothing of what was read in the one before.
        if (this.#loaded) closes.fire();
        this.#loaded = true;
        loads.fire();
        this.#focusNow();
      }),
    );
    panel.onDidDispose(() => {
      onClose();
      closes.fire();
      closes.dispose();
      disposables.dispose();
      service.leave();
      own.dispose();
    });
    webview.html = chatHtml(webview, extensionUri, translatedStrings(), attachments, "editor");
  }

  /** It is the editor the person is in. */
  get isActive(): boolean {
    return this.#panel.active;
  }

  reveal(): void {
    this.#panel.reveal();
  }

  /** Shows it and puts the cursor into its composer. */
  focus(): void {
    this.#focusWhenLoaded = true;
    this.#panel.reveal();
    if (this.#loaded) this.#focusNow();
  }

  /** Opens another tab: what is said in this one goes on. One in which nothing was said stays and begins anew. */
  async startNew(): Promise<void> {
    if (!this.service.current.isEmpty) return this.#openNext();
    this.service.startNew();
    this.focus();
  }

  async addMentions(mentions: readonly Mention[]): Promise<void> {
    await this.#context.add(mentions);
    this.focus();
  }

  get hasFocus(): boolean {
    return this.#panel.visible && this.#controller.hasFocus;
  }

  async pressWaiting(press: "approve" | "deny", sure: boolean): Promise<void> {
    const { visible } = this.#panel;
    // What nobody sees is not agreed to.
    if (!visible) this.#panel.reveal(undefined, true);
    const message: ToWebview = { type: "pressWaiting", press, sure: sure && visible };
    await this.#panel.webview.postMessage(message);
  }

  /** Closes the tab. */
  async leave(): Promise<void> {
    await this.service.stop();
    this.#panel.dispose();
  }

  /** A dot before the title is an answer that nobody has seen yet. */
  #showTitle(): void {
    const title = titleOf(this.service.current) || "MiMo";
    this.#panel.title = this.#isMarked ? `● ${title}` : title;
  }

  #focusNow(): void {
    if (!this.#focusWhenLoaded) return;
    this.#focusWhenLoaded = false;
    const message: ToWebview = { type: "focusComposer" };
    void this.#panel.webview.postMessage(message);
  }
}
