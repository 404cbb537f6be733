// The chat in the side bar: makes the webview and connects it to a controller.

import * as vscode from "vscode";
import type { ConversationService } from "../../core/conversation/conversationService.ts";
import type { Disposable } from "../../core/util/disposable.ts";
import { Emitter } from "../../core/util/emitter.ts";
import { type ContextToHost, type ContextToWebview, parseContextToHost } from "../../protocol/context.ts";
import type { HistoryToWebview } from "../../protocol/history.ts";
import { parseSpeechToHost, type SpeechToHost, type SpeechToWebview } from "../../protocol/speech.ts";
import { type WebviewStrings, webviewStrings } from "../../protocol/strings.ts";
import { parseToHost } from "../../protocol/toHost.ts";
import type { ToWebview } from "../../protocol/toWebview.ts";
import type { WatchedPlace } from "../agent/watching/tellPerson.ts";
import type { ContextChannel } from "../context/contextChannel.ts";
import type { SpeechSurface } from "../speech/speechSurfaces.ts";
import { ChatController, type ChatHost } from "./chatController.ts";
import { chatHtml } from "./chatHtml.ts";
import { chatViewId } from "./chatViewId.ts";
import { type MarkReason, markWhenDone } from "./doneMark.ts";
import { type QuestionContext, Questions } from "./questions.ts";

/** Connects something else that talks through the same webview; `receive` is false for what is not its own. */
export type ConnectExtra = (
  post: (message: HistoryToWebview) => void,
) => (Disposable & { receive(value: unknown): boolean }) | undefined;

/** Provides the view `mimo.chat`, and the way to the player in it. */
export class ChatViewProvider implements vscode.WebviewViewProvider, SpeechSurface, ContextChannel, WatchedPlace {
  readonly #extensionUri: vscode.Uri;
  readonly #service: ConversationService;
  readonly #host: ChatHost;
  readonly #questions: Questions;
  readonly #connect: ConnectExtra;

  readonly #spoke = new Emitter<SpeechToHost>();
  readonly onDidReceiveSpeech = this.#spoke.event;
  readonly #closed = new Emitter<void>();
  readonly onDidClose = this.#closed.event;
  readonly #asked = new Emitter<ContextToHost>();
  readonly onDidReceiveContext = this.#asked.event;
  readonly #loads = new Emitter<void>();
  readonly onDidLoad = this.#loads.event;
  readonly #visible = new Emitter<void>();
  readonly onDidChangeVisible = this.#visible.event;
  #waitingSpeech: SpeechToWebview[] = [];
  #view: vscode.WebviewView | undefined;
  #loaded = false;
  #focusWhenLoaded = false;
  #pressWhenLoaded: ToWebview | undefined;
  #controller: ChatController | undefined;

  constructor(
    extensionUri: vscode.Uri,
    service: ConversationService,
    host: ChatHost,
    context: QuestionContext,
    connect: ConnectExtra = () => undefined,
  ) {
    this.#extensionUri = extensionUri;
    this.#service = service;
    this.#host = host;
    this.#questions = new Questions(service, host, context);
    this.#connect = connect;
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.#view = view;
    const { webview } = view;
    const attachments = vscode.Uri.file(this.#host.attachments.dir);
    webview.options = {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(this.#extensionUri, "dist"), attachments],
    };
    const controller = new ChatController(
      this.#service,
      this.#host,
      this.#questions,
      (message) => void webview.postMessage(message),
    );
    this.#controller = controller;
    const extra = this.#connect((message) => void webview.postMessage(message));
    const messages = webview.onDidReceiveMessage(async (value: unknown) => {
      const speech = parseSpeechToHost(value);
      if (speech) return this.#spoke.fire(speech);
      const context = parseContextToHost(value);
      if (context) return this.#asked.fire(context);
      if (extra?.receive(value)) return;
      const message = parseToHost(value);
      if (!message) return controller.refuse(value);
      await controller.handle(message);
      if (message.type === "ready") this.#markLoaded();
    });
    const mark = markWhenDone(
      this.#service,
      {
        get isSeen() {
          return view.visible;
        },
        mark: (on, why) => {
          view.badge = on ? { value: 1, tooltip: markWords(why) } : undefined;
        },
      },
      this.#host.onDidEndCommand,
    );
    const visibility = view.onDidChangeVisibility(() => {
      mark.seen();
      this.#visible.fire();
    });
    view.onDidDispose(() => {
      mark.dispose();
      visibility.dispose();
      messages.dispose();
      controller.dispose();
      extra?.dispose();
      if (this.#view === view) this.#view = undefined;
      if (this.#controller === controller) this.#controller = undefined;
      this.#pressWhenLoaded = undefined;
      this.#loaded = false;
      this.#waitingSpeech = [];
      this.#closed.fire();
      this.#visible.fire();
    });
    webview.html = chatHtml(webview, this.#extensionUri, translatedStrings(), attachments);
  }

  get isVisible(): boolean {
    return this.#view?.visible === true;
  }

  /** What is said is heard: the page is there, shown or not. */
  get isThere(): boolean {
    return this.#view !== undefined && this.#loaded;
  }

  open(): Promise<void> {
    return this.focus();
  }

  /** Shows the view and puts the cursor into its composer. */
  async focus(): Promise<void> {
    this.#focusWhenLoaded = true;
    await vscode.commands.executeCommand(`${chatViewId}.focus`);
    if (this.#loaded) this.#focusNow();
  }

  /** Whether its page has the keyboard. */
  get hasFocus(): boolean {
    return this.#view?.visible === true && this.#controller?.hasFocus === true;
  }

  /** As `OpenChat` says. */
  async pressWaiting(press: "approve" | "deny", sure: boolean): Promise<void> {
    const visible = this.#view?.visible === true && this.#loaded;
    // What nobody sees is not agreed to.
    if (!visible) await this.show();
    const message: ToWebview = { type: "pressWaiting", press, sure: sure && visible };
    if (this.#loaded) await this.#view?.webview.postMessage(message);
    else this.#pressWhenLoaded = message;
  }

  async show(): Promise<void> {
    if (this.#view) this.#view.show(true);
    else await vscode.commands.executeCommand(`${chatViewId}.focus`, { preserveFocus: true });
  }

  postSpeech(message: SpeechToWebview): void {
    if (this.#loaded) void this.#view?.webview.postMessage(message);
    else this.#waitingSpeech.push(message);
  }

  shows(messageId: string): boolean {
    return this.#service.current.get(messageId) !== undefined;
  }

  postContext(message: ContextToWebview): void {
    if (this.#loaded) void this.#view?.webview.postMessage(message);
  }

  #markLoaded(): void {
    // A page that was loaded anew has nothing of what was read in the one before.
    if (this.#loaded) this.#closed.fire();
    this.#loaded = true;
    for (const message of this.#waitingSpeech.splice(0)) this.postSpeech(message);
    this.#loads.fire();
    this.#focusNow();
    if (this.#pressWhenLoaded) void this.#view?.webview.postMessage(this.#pressWhenLoaded);
    this.#pressWhenLoaded = undefined;
  }

  #focusNow(): void {
    if (!this.#focusWhenLoaded) return;
    this.#focusWhenLoaded = false;
    const message: ToWebview = { type: "focusComposer" };
    void this.#view?.webview.postMessage(message);
  }
}

function markWords(why: MarkReason | undefined): string {
  const { t } = vscode.l10n;
  if (why === "command") return t("A command in the background has ended.");
  return why === "waiting" ? t("MiMo waits for you.") : t("MiMo has answered.");
}

/** The webview's words in the display language. */
export function translatedStrings(): WebviewStrings {
  const translated = Object.entries(webviewStrings).map(([key, english]) => [key, vscode.l10n.t(english)]);
  return Object.fromEntries(translated) as WebviewStrings;
}
