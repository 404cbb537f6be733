// What every component may use, handed down by context: no module holds state.

import { type Signal, signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { ContextToHost, ContextToWebview } from "../src/protocol/context.ts";
import type { HistoryToHost } from "../src/protocol/history.ts";
import type { SpeechToHost } from "../src/protocol/speech.ts";
import type { ToHost } from "../src/protocol/toHost.ts";
import type { ToWebview } from "../src/protocol/toWebview.ts";
import { SpeechPlayer } from "./audio/speechPlayer.ts";
import { Failures } from "./failures.ts";
import { FrameScheduler } from "./frames.ts";
import { type Host, keep } from "./host.ts";
import { BlockFinisher } from "./markdown/finish/blockFinisher.ts";
import type { FinishLibraries } from "./markdown/finish/finishTasks.ts";
import { type Place, placeOf, successorIn } from "./place.ts";
import { ScrollFollow } from "./scrollFollow.ts";
import { ChatStore } from "./state/chatStore.ts";
import { ComposerDraft } from "./state/composerDraft.ts";
import { parseContextToWebview } from "./state/contextInbound.ts";
import { ContextStore } from "./state/contextStore.ts";
import { DraftAttachments } from "./state/draftAttachments.ts";
import { HistoryList } from "./state/historyList.ts";
import { parseHistoryToWebview, parseSpeechToWebview, parseToWebview } from "./state/inbound.ts";
import { MessageEdits } from "./state/messageEdits.ts";
import { loadPlayerChoice, savePlayerChoice } from "./state/playerChoice.ts";
import type { Words } from "./words.ts";

/** The parts of the view that outlive its components. */
export class ChatApp {
  readonly words: Words;
  readonly store: ChatStore;
  readonly draft: ComposerDraft;
  readonly edits: MessageEdits;
  readonly attachments: DraftAttachments;
  /** Where attached files are shown from; empty when nowhere. */
  readonly attachmentsUri: string;
  readonly failures: Failures;
  readonly frames: FrameScheduler;
  readonly player: SpeechPlayer;
  readonly finisher: BlockFinisher;
  readonly context: ContextStore;
  readonly history: HistoryList;
  readonly follow = new ScrollFollow();
  /** The message the Tab key reaches, by its id: the one that had the focus last; undefined for the last of all. */
  readonly activeMessage = signal<string | undefined>(undefined);
  #held: { readonly place: Place; readonly top: number } | undefined;
  /** Counts up whenever the composer should take the focus. */
  readonly composerFocus = signal(0);
  /** Counts up whenever the picker for files should open. */
  readonly pickFiles = signal(0);
  /** What a screen reader is told, oldest first; the last few, since what was read out is over. */
  readonly announcements: Signal<readonly Announcement[]> = signal([]);
  readonly #host: Host;

  constructor(host: Host, words: Words, speechWorkletUri = "", libraries?: FinishLibraries, attachmentsUri = "") {
    this.#host = host;
    this.words = words;
    this.store = new ChatStore(host);
    this.context = new ContextStore(this.post);
    this.attachments = new DraftAttachments(host);
    this.attachmentsUri = attachmentsUri;
    this.draft = new ComposerDraft(host, this.attachments);
    this.edits = new MessageEdits(host);
    this.failures = new Failures(host);
    this.player = new SpeechPlayer({
      workletUri: speechWorkletUri,
      post: this.post,
      choice: loadPlayerChoice(host),
      saveChoice: (choice) => savePlayerChoice(host, choice),
      onError: this.failures.report,
    });
    this.finisher = new BlockFinisher(libraries, this.failures.report);
    this.history = new HistoryList(this.post);
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
    else if (!this.store.streaming.peek()) this.draft.send();
  }

  /** What was being sent and is among the turns `ids` has arrived. */
  #reconcile(ids: readonly string[]): void {
    this.draft.reconcile(ids);
    this.edits.reconcile(ids);
  }

  /** Keeps what is being written now, for a view that is going away. */
  flush(): void {
    this.draft.flush();
    this.edits.flush();
  }

  #take(message: ToWebview): void {
    switch (message.type) {
      case "snapshot":
        this.store.apply(message);
        // For the host, which is given what a tab kept when VS Code opens it again.
        keep(this.#host, { conversation: message.snapshot.conversation.id });
        this.#reconcile(message.snapshot.conversation.messages.map(({ id }) => id));
        break;
      case "patches":
        this.store.apply(message);
        break;
      case "accepted":
        this.draft.accepted(message.draftId);
        this.edits.accepted(message.draftId);
        break;
      case "rejected":
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
      case "insertText":
        this.history.close();
        this.draft.insert(message.text);
        this.composerFocus.value += 1;
        break;
    }
  }
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
