// What every component may use, handed down by context: no module holds state.

import { type Signal, signal } from "@preact/signals";
import { type ComponentType, createContext } from "preact";
import { useContext } from "preact/hooks";
import type { ContextToHost, ContextToWebview } from "../src/protocol/context.ts";
import type { HistoryToHost } from "../src/protocol/history.ts";
import type { ChatEnvironment, ConversationSnapshot } from "../src/protocol/snapshot.ts";
import type { SpeechToHost } from "../src/protocol/speech.ts";
import type { ToHost } from "../src/protocol/toHost.ts";
import type { ToWebview } from "../src/protocol/toWebview.ts";
import { ComposerDraft } from "./composer/composerDraft.ts";
import { parseContextToWebview } from "./composer/contextInbound.ts";
import { ContextStore } from "./composer/contextStore.ts";
import { DraftAttachments } from "./composer/draftAttachments.ts";
import { Recall } from "./composer/recall.ts";
import { slashSuggestions } from "./composer/slashSuggestions.ts";
import type { AgentView } from "./conversation/agentView.ts";
import type { AnswerProps } from "./conversation/answerProps.ts";
import type { AnswerOptions, AnswerTools, DrawingPlace } from "./conversation/answerTools.ts";
import { AskedTexts } from "./conversation/askedTexts.ts";
import { CallContents } from "./conversation/callContents.ts";
import { ChatStore, lastQuestionOf } from "./conversation/chatStore.ts";
import { GoTo } from "./conversation/goTo.ts";
import { parseHistoryToWebview, parseSpeechToWebview, parseToWebview } from "./conversation/inbound.ts";
import { MessageEdits } from "./conversation/messageEdits.ts";
import { messageWith } from "./conversation/messageWith.ts";
import { PlanStart } from "./conversation/planStart.ts";
import { ScrollFollow } from "./conversation/scrollFollow.ts";
import { Finder } from "./find/finder.ts";
import { HistoryList } from "./history/historyList.ts";
import { type Host, keep } from "./host.ts";
import type { FinishLibraries } from "./markdown/finish/finishTasks.ts";
import { LazyPlayer, type PlayerBundle } from "./player/lazyPlayer.ts";
import { Failures } from "./ui/failures.ts";
import { FrameScheduler } from "./ui/frames.ts";
import { LazyPart } from "./ui/lazyPart.ts";
import { type Place, placeOf, successorIn } from "./ui/place.ts";
import type { Words } from "./words.ts";

/** Parts of the view that are bundles of their own. */
export interface ViewParts {
  agent(): Promise<AgentView>;
  player(): Promise<PlayerBundle>;
  answers(): Promise<AnswerBundle>;
  history(): Promise<{ readonly History: ComponentType }>;
  attachments(): Promise<{ readonly Attachments: ComponentType<{ readonly environment: ChatEnvironment }> }>;
}

/** How answers are drawn. */
export interface AnswerBundle {
  readonly Answer: ComponentType<AnswerProps>;
  createTools(options: AnswerOptions): AnswerTools;
}

/** The parts of the view that outlive its components. */
export class ChatApp {
  readonly words: Words;
  readonly store: ChatStore;
  readonly draft: ComposerDraft;
  readonly recall: Recall;
  readonly edits: MessageEdits;
  readonly attachments: DraftAttachments;
  /** Where attached files are shown from; empty when nowhere. */
  readonly attachmentsUri: string;
  readonly failures: Failures;
  readonly frames: FrameScheduler;
  readonly player: LazyPlayer;
  /** How answers are drawn, and the tools that they share. */
  readonly answers: LazyPart<{ readonly Answer: AnswerBundle["Answer"]; readonly tools: AnswerTools }>;
  readonly context: ContextStore;
  readonly history: HistoryList;
  /** The list of past conversations as it is drawn. */
  readonly historyView: LazyPart<Awaited<ReturnType<ViewParts["history"]>>>;
  /** The draft's files as they are drawn. */
  readonly attachmentsView: LazyPart<Awaited<ReturnType<ViewParts["attachments"]>>>;
  /** What the agent does, as it is drawn. */
  readonly agentView: LazyPart<AgentView>;
  readonly calls: CallContents;
  readonly asked: AskedTexts;
  readonly planStart: PlanStart;
  readonly follow = new ScrollFollow();
  readonly goTo = new GoTo(this.follow);
  readonly finder = new Finder(this.goTo);
  /** The message the Tab key reaches, by its id: the one that had the focus last; undefined for the last of all. */
  readonly activeMessage = signal<string | undefined>(undefined);
  #shownHit: string | undefined;
  /** What was asked on this page and has not been drawn yet. */
  #asked: string | undefined;
  #held: { readonly place: Place; readonly top: number } | undefined;
  /** Counts up whenever the composer should take the focus. */
  readonly composerFocus = signal(0);
  /** The key for one of the buttons of what waits was pressed, last. */
  readonly pressWaiting = signal<WaitingPress | undefined>(undefined);
  /** The token of what such a key has pointed at: the next one decides it. */
  readonly pointedAt = signal<string | undefined>(undefined);
  /** Counts up whenever the picker for files should open. */
  readonly pickFiles = signal(0);
  /** What a screen reader is told, oldest first; the last few, since what was read out is over. */
  readonly announcements: Signal<readonly Announcement[]> = signal([]);
  readonly #host: Host;

  constructor(
    host: Host,
    words: Words,
    parts: ViewParts,
    speechWorkletUri = "",
    libraries?: FinishLibraries,
    attachmentsUri = "",
    drawing?: DrawingPlace,
  ) {
    this.#host = host;
    this.words = words;
    this.store = new ChatStore(host);
    this.context = new ContextStore(this.post, slashSuggestions(words.strings));
    this.attachments = new DraftAttachments(host);
    this.attachmentsUri = attachmentsUri;
    this.draft = new ComposerDraft(host, this.attachments);
    this.recall = new Recall(this.draft, this.attachments);
    this.edits = new MessageEdits(host);
    this.failures = new Failures(host);
    this.player = new LazyPlayer({ host, workletUri: speechWorkletUri, onError: this.failures.report }, parts.player);
    this.historyView = new LazyPart(parts.history);
    this.attachmentsView = new LazyPart(parts.attachments);
    this.agentView = new LazyPart(parts.agent);
    this.calls = new CallContents(this.post);
    this.asked = new AskedTexts(host, () => this.store.conversationId.peek());
    this.planStart = new PlanStart(host);
    this.answers = new LazyPart(async () => {
      const { Answer, createTools } = await parts.answers();
      return { Answer, tools: createTools({ host, words, libraries, drawing, onError: this.failures.report }) };
    });
    this.history = new HistoryList(this.post, () => this.showHit());
    this.frames = new FrameScheduler(this.failures.report);
  }

  /** Sends a request to the host. */
  readonly post = (message: ToHost | SpeechToHost | ContextToHost | HistoryToHost): void => this.#host.post(message);

  /** Says `text` to a screen reader, once, when it is free. */
  announce(text: string): void {
    const kept = this.announcements.peek();
    this.announcements.value = [...kept.slice(-9), { id: (kept.at(-1)?.id ?? 0) + 1, text }];
  }

  /** What is drawn next in the place of `control` is to stand where it stands now. */
  holdPlace(control: HTMLElement): void {
    this.#held = { place: placeOf(control), top: control.getBoundingClientRect().top };
  }

  /** Puts it there, once it is drawn. */
  releasePlace(): void {
    const held = this.#held;
    this.#held = undefined;
    // What is still there was not drawn anew: nothing came of the press.
    const element = held && !held.place.element.isConnected && successorIn(held.place);
    if (element) this.follow.hold(element, held.top);
  }

  /** Takes whatever was posted to the window. */
  receive(value: unknown): void {
    const message = parseToWebview(value);
    const context = message ? undefined : parseContextToWebview(value);
    const speech = message ? undefined : parseSpeechToWebview(value);
    const history = (message ?? speech) ? undefined : parseHistoryToWebview(value);
    try {
      if (message) this.#take(message);
      if (context) this.#takeContext(context);
      if (speech) this.player.receive(speech);
      if (history) this.history.receive(history);
    } catch (error) {
      this.failures.report(error);
    }
  }

  #takeContext(message: ContextToWebview): void {
    if (message.type !== "contextSend") this.context.receive(message);
    else if (!this.planStart.again()) this.draft.send();
  }

  /** What was being sent and is among the turns `ids` has arrived. */
  #reconcile(ids: readonly string[]): void {
    this.draft.reconcile(ids);
    this.edits.reconcile(ids);
  }

  /** Keeps what is being written now, for a view that is going away. */
  flush(): void {
    this.draft.flush();
    this.answers.value.peek()?.tools.diagrams.flush();
    this.edits.flush();
    this.asked.flush();
  }

  /** What was found in the history is shown where it was found, once its conversation is there. False when nothing was. */
  showHit(): boolean {
    const hit = this.history.takeHit(this.store.conversationId.peek());
    const message = hit && messageWith(this.store.messages.peek(), hit.snippet);
    if (!message) return false;
    this.goTo.words(message, hit.query.split(/\s+/));
    return true;
  }

  /** Whether a conversation that has just been opened is shown at what was found in it; asked once. */
  takeShownHit(conversation: string): boolean {
    const isShown = this.#shownHit === conversation;
    this.#shownHit = undefined;
    return isShown;
  }

  /** Whether the question that has just come was asked on this page, and had not to wait; asked once. */
  takeAsked(id: string): boolean {
    const isOwn = this.#asked === id;
    if (isOwn) this.#asked = undefined;
    return isOwn;
  }

  /** The turn takes the id of the draft. It may be there before the answer is. */
  #showAsked(draftId: string): void {
    if (lastQuestionOf(this.store.messages.peek()) === draftId) this.follow.toEnd();
    else this.#asked = draftId;
  }

  /** What was written into what asks no more, and was not said, goes on in the box. */
  #settleAsked(): void {
    if (this.asked.all.peek().length === 0) return;
    const texts = this.asked.settle(({ messageId, key }) => {
      const entry = this.store.messages.peek().find(({ id }) => id === messageId);
      const head = entry?.parts
        .peek()
        .find((part) => part.key === key)
        ?.head.peek();
      return head?.kind === "tool" ? head : undefined;
    });
    for (const text of texts) this.draft.insert(text);
  }

  #take(message: ToWebview): void {
    const before = this.store.conversationId.peek();
    switch (message.type) {
      case "snapshot":
        this.store.apply(message);
        // For the host, which is given what a tab kept when VS Code opens it again.
        keep(this.#host, { conversation: message.snapshot.conversation.id });
        this.#reconcile(idsOf(message.snapshot.conversation));
        this.#settleAsked();
        if (before !== message.snapshot.conversation.id) this.calls.clear();
        if (this.showHit() && before !== message.snapshot.conversation.id)
          this.#shownHit = message.snapshot.conversation.id;
        break;
      case "patches":
        this.store.apply(message);
        this.#settleAsked();
        break;
      case "accepted":
        this.draft.accepted(message.draftId);
        this.edits.accepted(message.draftId);
        this.planStart.accepted(message.draftId);
        if (message.queued) this.announce(this.words.strings.queueTold);
        else if (!this.store.queue.peek()?.items.some(({ id }) => id === message.draftId))
          this.#showAsked(message.draftId);
        break;
      case "rejected":
        if (this.planStart.rejected(message.draftId, message.text)) break;
        // What is held back now is this.
        this.planStart.leave();
        this.draft.rejected(message.draftId, message.text);
        this.edits.rejected(message.draftId, message.text);
        break;
      case "focusComposer":
        this.history.close();
        this.composerFocus.value += 1;
        break;
      case "attached":
      case "attachRefused":
      case "insertAttachments":
        this.attachments.receive(message);
        break;
      case "callContent":
        this.calls.receive(message, message.content);
        break;
      case "pressWaiting":
        // What lies over it is in the way of seeing it.
        if (this.history.shown.peek()) this.pointedAt.value = undefined;
        this.pressWaiting.value = {
          press: message.press,
          sure: message.sure && !this.history.shown.peek(),
          at: performance.now(),
          taken: false,
        };
        this.history.close();
        break;
      case "filesFound":
        this.answers.value.peek()?.tools.files.receive(message.files);
        break;
      case "insertText":
        this.history.close();
        this.draft.insert(message.text);
        this.composerFocus.value += 1;
        break;
    }
  }
}

/** The turns, and what will be one. */
function idsOf({ messages, queue }: ConversationSnapshot): readonly string[] {
  return [...messages, ...(queue?.items ?? [])].map(({ id }) => id);
}

/** A key for what waits was pressed. */
export interface WaitingPress {
  readonly press: "approve" | "deny";
  /** False when it is not certain which of several is meant: it is pointed at first. */
  readonly sure: boolean;
  /** When it came, as `performance.now()` counts. */
  readonly at: number;
  /** Something has taken it. */
  taken: boolean;
}

/** One thing a screen reader is told. */
export interface Announcement {
  readonly id: number;
  readonly text: string;
}

/** The app a component belongs to. */
export const AppContext = createContext<ChatApp | undefined>(undefined);

/** The app this component belongs to. */
export function useApp(): ChatApp {
  const app = useContext(AppContext);
  if (!app) throw new Error("No AppContext above this component");
  return app;
}
