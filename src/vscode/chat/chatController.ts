// Between the webview and the conversation: carries out what the webview asks, and turns the service's changes into
// patches. It holds no truth of its own.

import type { CodeReference } from "../../core/context/codeReference.ts";
import type { MediaKind } from "../../core/conversation/attachment.ts";
import type { ConversationChange } from "../../core/conversation/conversationChange.ts";
import type { ConversationService } from "../../core/conversation/conversationService.ts";
import { conversationUsage } from "../../core/conversation/conversationUsage.ts";
import { textOf } from "../../core/conversation/message.ts";
import { titleOf } from "../../core/conversation/titleOf.ts";
import { assertNever } from "../../core/util/assertNever.ts";
import { type Disposable, DisposableStore } from "../../core/util/disposable.ts";
import type { Event } from "../../core/util/emitter.ts";
import type { PartSnapshot } from "../../protocol/parts.ts";
import type { ChatEnvironment, ChatSnapshot } from "../../protocol/snapshot.ts";
import { type CodeAction, draftIdOf, type ToHost } from "../../protocol/toHost.ts";
import type { Patch, ToWebview } from "../../protocol/toWebview.ts";
import type { ChatAttachments } from "../attachments/chatAttachments.ts";
import type { NoticeAction, Translate } from "../errors/describeError.ts";
import { partSnapshot } from "./messageSnapshot.ts";
import { describeTurn } from "./notices.ts";
import { PatchChannel } from "./patchChannel.ts";
import { type DraftAnswer, type Questions, reasonOf } from "./questions.ts";
import { TurnSnapshots, type TurnSurroundings } from "./turnSnapshots.ts";

/** What the controller needs of the editor around it. */
export interface ChatHost extends TurnSurroundings {
  /** Resolves when `environment` is known for the first time. */
  readonly whenReady: Promise<void>;
  readonly environment: ChatEnvironment;
  readonly onDidChangeEnvironment: Event<void>;
  readonly t: Translate;
  readonly attachments: ChatAttachments;
  /** What is changed so that files of this kind can be sent; undefined when they can. */
  mediaWayOut(kind: MediaKind): NoticeAction | undefined;
  continuePrompt(): string;
  /** Asks for a key. Resolves to whether one was stored. */
  setKey(): Promise<boolean>;
  clearKey(): Promise<void>;
  selectModel(): Promise<void>;
  setSetting(name: "model" | "thinking" | "webSearch" | "protocol", value: string | boolean): Promise<void>;
  openSettings(setting: string): Promise<void>;
  openConsole(): Promise<void>;
  openLink(href: string): Promise<void>;
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

  readonly #disposables = new DisposableStore();
  readonly #channel: PatchChannel;
  readonly #turns: TurnSnapshots;
  /** Settles when the settings are what the person chose last. */
  #changing: Promise<unknown> = Promise.resolve();

  constructor(service: ConversationService, host: ChatHost, questions: Questions, post: (message: ToWebview) => void) {
    this.#service = service;
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

    this.#channel = this.#disposables.add(new PatchChannel(this.#post));
    this.#turns = new TurnSnapshots(service, host);
    this.#disposables.add(service.onDidChange((change) => this.#forward(change)));
    let shown = host.currency();
    this.#disposables.add(
      host.onDidChangeEnvironment(() => {
        this.#channel.patch({ op: "environment", environment: host.environment });
        // Every cost changes with the currency.
        if (shown !== host.currency()) this.#sendSnapshot();
        shown = host.currency();
      }),
    );
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
        return this.#sendSnapshot();
      case "send":
        return this.#answer(
          message.draftId,
          this.#questions.send(message, () => this.#changing, this.#post),
        );
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
      case "stop":
        return this.#service.stop();
      case "newChat":
        return this.#service.startNew();
      case "setKey":
        await this.#host.setKey();
        return;
      case "openConsole":
        return this.#host.openConsole();
      case "setModel":
        return this.#change("model", message.model);
      case "setThinking":
        return this.#change("thinking", message.thinking);
      case "setWebSearch":
        return this.#change("webSearch", message.webSearch);
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
        if (this.#service.isStreaming) return this.#sayRefusal();
        return this.#service.selectVersion(message.messageId, message.delta);
      case "copyMessage": {
        const turn = this.#service.current.get(message.messageId);
        return turn && this.#host.copy(textOf(turn));
      }
      case "copyText":
        return this.#host.copy(message.text);
      case "openLink":
        return this.#host.openLink(message.href);
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

  async #answer(draftId: string, answer: Promise<DraftAnswer>): Promise<void> {
    this.#post({ ...(await answer), draftId });
  }

  #regenerate(...reply: Parameters<ConversationService["regenerate"]>): void {
    if (!this.#service.regenerate(...reply)) this.#sayRefusal();
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
    const pressed = describeTurn(turn, () => this.#host.surroundings(), this.#host.t)?.actions[index];
    if (pressed) await this.#carryOut(pressed.action, messageId);
  }

  async #carryOut(action: NoticeAction, messageId: string): Promise<void> {
    switch (action.kind) {
      case "retry":
        return this.#regenerate(messageId);
      case "continue":
        if (!this.#service.send(this.#host.continuePrompt())) this.#sayRefusal();
        return;
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
        if (await this.#host.setKey()) this.#regenerate(messageId);
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
        return this.#service.startNew();
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

  #forward(change: ConversationChange): void {
    switch (change.type) {
      case "reset":
        this.#sendSnapshot();
        break;
      case "added":
        this.#channel.patch({ op: "add", message: this.#turns.one(change.message) });
        // Without a title of its own a conversation goes by its first question.
        if (change.message.parentId === undefined) {
          this.#channel.patch({ op: "title", title: titleOf(this.#service.current) });
        }
        break;
      case "text":
      case "reasoning": {
        const { id, text } = change;
        if (!change.isNew) this.#channel.patch({ op: "append", id, key: String(change.part), text });
        else this.#patchPart(id, change.part, (part) => ({ op: "part", id, part }));
        break;
      }
      case "head": {
        const { id } = change;
        this.#patchPart(id, change.part, ({ key, head }) => ({ op: "head", id, key, head }));
        break;
      }
      case "updated": {
        const message = this.#service.current.get(change.id);
        if (message) this.#channel.patch({ op: "update", message: this.#turns.head(message) });
        if (message?.role === "assistant" && message.usage && message.state !== "streaming") {
          this.#channel.patch({ op: "total", total: this.#total() });
        }
        break;
      }
      case "title":
        this.#channel.patch({ op: "title", title: titleOf(this.#service.current) });
        break;
      default:
        assertNever(change);
    }
  }

  #patchPart(id: string, index: number, toPatch: (part: PartSnapshot) => Patch): void {
    const message = this.#service.current.get(id);
    const part = message && partSnapshot(message, index);
    if (part) this.#channel.patch(toPatch(part));
  }

  #sendSnapshot(): void {
    const { current } = this.#service;
    const conversation: ChatSnapshot["conversation"] = {
      id: current.id,
      title: titleOf(current),
      messages: this.#turns.all(current.path()),
      total: this.#total(),
    };
    this.#channel.sendSnapshot({ conversation, environment: this.#host.environment });
  }

  #total(): ChatSnapshot["conversation"]["total"] {
    return conversationUsage(this.#service.current.all(), this.#host.currency());
  }
}
