// Between the webview and the conversation: carries out what the webview asks; what comes of it goes back by the feed.
// It holds no truth of its own.

import type { CodeReference } from "../../core/context/codeReference.ts";
import type { MediaKind } from "../../core/conversation/attachment.ts";
import type { ConversationService } from "../../core/conversation/conversationService.ts";
import { type AssistantTurn, textOf } from "../../core/conversation/message.ts";
import { assertNever } from "../../core/util/assertNever.ts";
import { type Disposable, DisposableStore } from "../../core/util/disposable.ts";
import type { Event } from "../../core/util/emitter.ts";
import type { SlashRequest } from "../../protocol/slashCommands.ts";
import { type CodeAction, draftIdOf, type FileTarget, type ToHost } from "../../protocol/toHost.ts";
import type { FoundFile, ToWebview } from "../../protocol/toWebview.ts";
import type { WatchedPlace } from "../agent/watching/tellPerson.ts";
import type { ChatAttachments } from "../attachments/chatAttachments.ts";
import type { Description, NoticeAction } from "../errors/describeError.ts";
import { AgentRequests } from "./agentRequests.ts";
import { ConversationFeed, type FeedSurroundings } from "./conversationFeed.ts";
import { canContinue, describeTurn } from "./notices.ts";
import { type DraftAnswer, type Questions, reasonOf } from "./questions.ts";
import type { SlashChat, SlashOutcome } from "./slashCommands.ts";

/** What the controller needs of the editor around it. */
export interface ChatHost extends FeedSurroundings {
  /** Resolves when `environment` is known for the first time. */
  readonly whenReady: Promise<void>;
  readonly attachments: ChatAttachments;
  /** Tells the person of the runs of a chat while it is out of sight, until that is disposed. */
  watch(service: ConversationService, place: WatchedPlace): Disposable;
  /** A command in the background of the chat of that id ended. */
  readonly onDidEndCommand: Event<{ readonly chat: string }>;
  /** Carries a command of the composer out, for the conversation it was written in. */
  runSlash(request: SlashRequest, chat: SlashChat): Promise<SlashOutcome>;
  /** What is changed so that files of this kind can be sent; undefined when they can. */
  mediaWayOut(kind: MediaKind): NoticeAction | undefined;
  continuePrompt(): string;
  /** Asks for a key. Resolves to whether one was stored. */
  setKey(): Promise<boolean>;
  clearKey(): Promise<void>;
  selectModel(): Promise<void>;
  setSetting(name: "model" | "thinking" | "webSearch" | "protocol" | "mode", value: string | boolean): Promise<void>;
  /** Opens what keeps the agent's modes from being chosen here. */
  openModeWayOut(): Promise<void>;
  openSettings(setting: string): Promise<void>;
  openConsole(): Promise<void>;
  openLink(href: string): Promise<void>;
  /** Those of `names` that are files of the workspace. */
  findFiles(names: readonly string[]): Promise<readonly FoundFile[]>;
  /** Opens one at its line, or says that it is gone. */
  openFile(target: FileTarget): Promise<void>;
  /** Shows a picture in a tab of its own. */
  showDiagram(svg: string): void;
  openReference(reference: CodeReference): Promise<void>;
  copy(text: string): Promise<void>;
  showLog(): void;
  log(message: string): void;
  showUsage(): void;
  /** Tells the person, beside the chat. */
  say(text: string, severity: "info" | "error"): void;
  runCodeAction(action: CodeAction): Promise<void>;
  /** Proposes all blocks of an answer in the files they name. */
  applyAll(blocks: readonly Omit<CodeAction, "action">[]): Promise<void>;
}

/** One open chat: the view, or a tab. */
export class ChatController implements Disposable {
  readonly #service: ConversationService;
  readonly #host: ChatHost;
  readonly #questions: Questions;
  readonly #post: (message: ToWebview) => void;
  readonly #startNew: () => Promise<void>;

  readonly #disposables = new DisposableStore();
  readonly #feed: ConversationFeed;
  readonly #agent: AgentRequests;
  #hasFocus = false;
  /** Settles when the settings are what the person chose last. */
  #changing: Promise<unknown> = Promise.resolve();

  /** `startNew` opens a new chat where this one is shown, or beside it. */
  constructor(
    service: ConversationService,
    host: ChatHost,
    questions: Questions,
    post: (message: ToWebview) => void,
    startNew: () => Promise<void> = async () => service.startNew(),
  ) {
    this.#service = service;
    this.#startNew = startNew;
    this.#host = host;
    this.#questions = questions;
    let closed = false;
    this.#disposables.add({
      dispose: () => {
        closed = true;
      },
    });
    // What takes its time may end when the page is gone.
    this.#post = (message) => {
      if (!closed) post(message);
    };

    this.#feed = this.#disposables.add(new ConversationFeed(service, host, this.#post));
    this.#agent = new AgentRequests(service, () => host.agent);
  }

  /** Whether its page has the keyboard. */
  get hasFocus(): boolean {
    return this.#hasFocus;
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  /** Answers what is in no shape that can be carried out: a question that is too long, say. */
  refuse(value: unknown): void {
    this.#host.log("webview: dropped a message of an unknown shape");
    const draftId = draftIdOf(value);
    const text = this.#host.t("This is too long to be sent, or it is in a form that cannot be sent.");
    if (draftId !== undefined) this.#post({ type: "rejected", draftId, text });
  }

  /** Carries out one request of the webview. Never rejects: what fails is said, and a draft gets its answer. */
  async handle(message: ToHost): Promise<void> {
    try {
      await this.#handle(message);
    } catch (error) {
      this.#host.log(`${message.type} failed: ${String(error)}`);
      this.#host.say(this.#host.t("This could not be done: {0}", reasonOf(error)), "error");
    }
  }

  async #handle(message: ToHost): Promise<void> {
    switch (message.type) {
      case "ready":
      case "resync":
        await this.#host.whenReady;
        return this.#feed.sendSnapshot();
      case "send":
        return this.#answer(message.draftId, this.#send(message));
      case "editMessage":
        return this.#answer(
          message.draftId,
          this.#questions.edit(message, () => this.#changing),
        );
      case "draftState":
        await this.#host.whenReady;
        return this.#answer(message.draftId, this.#questions.answerTo(message.draftId));
      case "attach":
        return this.#post(await this.#host.attachments.attach(message));
      case "useForMedia":
        return this.#useForMedia(message.kind);
      case "openAttachment": {
        const turn = this.#service.current.get(message.messageId);
        const attachment = turn?.role === "user" ? turn.attachments?.[message.index] : undefined;
        return attachment && this.#host.attachments.open(attachment);
      }
      case "queueRemove":
        if (this.#service.refusal === "elsewhere") return this.#sayRefusal();
        return this.#service.queue.remove(message.id);
      case "queueSend":
        if (this.#service.refusal === "elsewhere") return this.#sayRefusal();
        return this.#service.queue.send();
      case "queueEditing":
        return this.#service.queue.setEdited(message.ids);
      case "stop":
        return this.#service.stop();
      case "newChat":
        return this.#startNew();
      case "setKey":
        await this.#setKey();
        return;
      case "openConsole":
        return this.#host.openConsole();
      case "setModel":
        return this.#change("model", message.model);
      case "setThinking":
        return this.#change("thinking", message.thinking);
      case "setWebSearch":
        return this.#change("webSearch", message.webSearch);
      case "setMode":
        return this.#change("mode", message.mode);
      case "modeWayOut":
        return this.#host.openModeWayOut();
      case "pageFocus":
        this.#hasFocus = message.focused;
        return;
      case "callContent": {
        const { messageId, key } = message;
        const content = this.#feed.callContent(messageId, Number(key));
        return this.#post({ type: "callContent", messageId, key, content });
      }
      case "continueRun":
        return this.#continueRun(message.messageId);
      case "approve":
      case "deny":
      case "answerQuestion":
      case "openCall":
      case "showInTerminal":
      case "keepChanges":
      case "undoChanges":
      case "reviewChanges":
      case "restoreCheckpoint":
        return this.#agent.handle(message);
      case "noticeAction":
        return this.#pressNotice(message.messageId, message.index);
      case "openReference": {
        const turn = this.#service.current.get(message.messageId);
        const reference = turn?.role === "user" ? turn.references?.[message.index] : undefined;
        return reference && this.#host.openReference(reference);
      }
      case "regenerate":
        return this.#regenerate(message.messageId);
      case "selectVersion":
        if (!this.#service.selectVersion(message.messageId, message.delta)) this.#sayRefusal();
        return;
      case "copyMessage": {
        const turn = this.#service.current.get(message.messageId);
        return turn && this.#host.copy(textOf(turn));
      }
      case "copyText":
        return this.#host.copy(message.text);
      case "openLink":
        return this.#host.openLink(message.href);
      case "findFiles":
        return this.#post({ type: "filesFound", files: await this.#host.findFiles(message.names) });
      case "openFile":
        return this.#host.openFile(message);
      case "showDiagram":
        return this.#host.showDiagram(message.svg);
      case "showUsage":
        return this.#host.showUsage();
      case "codeAction":
        return this.#host.runCodeAction(message);
      case "applyAll":
        return this.#host.applyAll(message.blocks);
      case "failed":
        return this.#host.log(`webview: ${message.message}`);
      default:
        return assertNever(message);
    }
  }

  /** Changes a setting; what is sent after it waits for it. */
  #change(...setting: Parameters<ChatHost["setSetting"]>): Promise<void> {
    const changed = this.#host.setSetting(...setting);
    this.#changing = Promise.allSettled([this.#changing, changed]);
    return changed;
  }

  /** Asks for a key. Stored or not, one goes on where one was. */
  async #setKey(): Promise<boolean> {
    const stored = await this.#host.setKey();
    this.#post({ type: "focusComposer" });
    return stored;
  }

  #send({ mode, ...draft }: Extract<ToHost, { type: "send" }>): Promise<DraftAnswer> {
    const { environment } = this.#host;
    const text = mode && environment.modeRefusals?.[mode];
    if (text !== undefined) return Promise.resolve({ type: "rejected", text });
    const whenReady = async () => {
      // In another mode than it was meant for nothing is asked.
      if (mode && mode !== environment.mode) await this.#change("mode", mode);
      await this.#changing;
    };
    return this.#questions.send(draft, whenReady, this.#post);
  }

  async #answer(draftId: string, answer: Promise<DraftAnswer>): Promise<void> {
    this.#post({ ...(await answer), draftId });
  }

  #regenerate(...reply: Parameters<ConversationService["regenerate"]>): void {
    if (!this.#service.regenerate(...reply)) this.#sayWhyNot(reply[0]);
  }

  async #continueRun(messageId: string): Promise<void> {
    if (await this.#service.continueRun(messageId)) return;
    const turn = this.#service.current.get(messageId);
    if (turn?.role !== "assistant" || turn.error?.reason !== "unclaimed") return this.#sayWhyNot(messageId);
    // It stands below the turn already: pressing again must not look like nothing.
    const text = this.#questions.refusal ?? this.#describe(turn)?.text;
    if (text !== undefined) this.#host.say(text, "error");
  }

  #describe(turn: AssistantTurn): Description | undefined {
    return describeTurn(turn, () => this.#host.surroundings(), this.#host.t);
  }

  /** Says why nothing was done with a turn that is there. */
  #sayWhyNot(messageId: string): void {
    if (this.#service.current.get(messageId)) this.#host.say(this.#questions.whyNot, "info");
  }

  #sayRefusal(): void {
    const { refusal } = this.#questions;
    if (refusal !== undefined) this.#host.say(refusal, "info");
  }

  async #useForMedia(kind: MediaKind): Promise<void> {
    const action = this.#host.mediaWayOut(kind);
    if (action?.kind === "use-model") await this.#change("model", action.model);
    else if (action?.kind === "use-protocol") await this.#change("protocol", action.protocol);
    else if (action?.kind === "select-model") await this.#host.selectModel();
  }

  async #pressNotice(messageId: string, index: number): Promise<void> {
    const turn = this.#service.current.get(messageId);
    if (turn?.role !== "assistant") return;
    const pressed = this.#describe(turn)?.actions[index];
    if (pressed) await this.#carryOut(pressed.action, messageId);
  }

  async #carryOut(action: NoticeAction, messageId: string): Promise<void> {
    switch (action.kind) {
      case "retry":
        return this.#regenerate(messageId);
      case "continue": {
        const turn = this.#service.current.get(messageId);
        if (turn?.role === "assistant" && canContinue(turn)) return this.#continueRun(messageId);
        if (!this.#service.send(this.#host.continuePrompt())) this.#sayWhyNot(messageId);
        return;
      }
      case "send-without-search":
        return this.#regenerate(messageId, { webSearch: undefined });
      case "edit-question":
        return this.#editQuestion(messageId);
      case "use-model":
        await this.#host.setSetting("model", action.model);
        return this.#regenerate(messageId, { model: action.model });
      case "use-protocol":
        await this.#host.setSetting("protocol", action.protocol);
        return this.#regenerate(messageId);
      case "set-key":
        if (await this.#setKey()) this.#regenerate(messageId);
        return;
      case "clear-key":
        return this.#host.clearKey();
      case "select-model":
        return this.#host.selectModel();
      case "open-settings":
        return this.#host.openSettings(action.setting);
      case "open-console":
        return this.#host.openConsole();
      case "new-chat":
        return this.#startNew();
      case "show-log":
        return this.#host.showLog();
      default:
        return assertNever(action);
    }
  }

  #editQuestion(replyId: string): void {
    const { parentId } = this.#service.current.get(replyId) ?? {};
    const question = parentId === undefined ? undefined : this.#service.current.get(parentId);
    if (question?.role !== "user") return;
    this.#post({ type: "insertText", text: textOf(question) });
    if (question.attachments) this.#post({ type: "insertAttachments", attachments: question.attachments });
  }
}
