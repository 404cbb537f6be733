// The host as far as the view sees it: what was pressed has its consequences on the page.

import type { ContextSnapshot, ContextToHost } from "../../../src/protocol/context.ts";
import type { HistoryItem, HistoryNote, HistoryToHost } from "../../../src/protocol/history.ts";
import type { ChatSnapshot, MessageSnapshot } from "../../../src/protocol/snapshot.ts";
import type { SpeechToHost } from "../../../src/protocol/speech.ts";
import type { ToHost } from "../../../src/protocol/toHost.ts";
import type { Patch } from "../../../src/protocol/toWebview.ts";
import { snapshot } from "../conversation.ts";
import type { ViewPage } from "../viewPage.ts";
import type { PageSide } from "./pressables.ts";

/** Everything the view posts. */
export type Posted = ToHost | SpeechToHost | ContextToHost | HistoryToHost;

/** What happens with each of them; "elsewhere" is VS Code, or nowhere. */
export type Answers = {
  readonly [Type in Posted["type"]]:
    | ((message: Extract<Posted, { type: Type }>, host: PlayedHost) => Promise<unknown>)
    | "elsewhere";
};

/** What is shown, and what is answered. */
export class PlayedHost {
  readonly view: ViewPage;
  readonly #answers: Answers;
  shown: ChatSnapshot = snapshot([]);
  context: ContextSnapshot = { chips: [], notices: [] };
  items: readonly HistoryItem[] = [];
  notes: readonly HistoryNote[] = [];
  /** How many of the posted messages have been answered. */
  #answered = 0;

  /** Sees whatever `view` is told from now on, and answers what it posts by `answers`. */
  constructor(view: ViewPage, answers: Answers) {
    this.#answers = answers;
    this.view = view;
    // Two frames draw what these states show, and no sooner is it looked at.
    view.drawn = () => view.page.evaluate(() => (window as unknown as { side: PageSide }).side.frames(2));
    view.receive = async (message) => {
      this.#note(message);
      await view.page.evaluate((data) => (window as unknown as { side: PageSide }).side.receive(data), message);
    };
  }

  /** What was posted before, `posted` in all, is nobody's business: a state was shown. */
  passOver(posted: number): void {
    this.#answered = posted;
  }

  /** Nothing is shown, and nothing is known of what was. */
  reset(): void {
    this.shown = snapshot([]);
    this.context = { chips: [], notices: [] };
    this.items = [];
    this.notes = [];
  }

  /** Answers `added`, what was posted since, and what that leads to. Returns whether there was anything to answer. */
  async answer(added?: readonly Posted[]): Promise<boolean> {
    let has = false;
    for (let round = 0, posted = added ?? (await this.posted()); round < 5 && posted.length > 0; round++) {
      this.#answered += posted.length;
      const acts = posted.filter(({ type }) => this.#answers[type] !== "elsewhere");
      for (const message of acts) {
        const act = this.#answers[message.type] as ((message: Posted, host: PlayedHost) => Promise<void>) | undefined;
        if (!act) throw new Error(`Nobody knows what the host does with ${message.type}.`);
        await act(message, this);
      }
      has ||= acts.length > 0;
      posted = acts.length > 0 ? await this.posted() : [];
    }
    return has;
  }

  /** How many of the posted messages have been answered. */
  get answered(): number {
    return this.#answered;
  }

  get messages(): readonly MessageSnapshot[] {
    return this.shown.conversation.messages;
  }

  get streaming(): boolean {
    return this.messages.at(-1)?.state === "streaming";
  }

  /** Shows another state of the conversation, whole. */
  async show(messages: readonly MessageSnapshot[], conversation: Partial<ChatSnapshot["conversation"]> = {}) {
    await this.view.show({
      ...this.shown,
      revision: this.shown.revision + 1,
      conversation: { ...this.shown.conversation, messages, ...conversation },
    });
  }

  async patch(...patches: Patch[]): Promise<void> {
    await this.view.patch(...patches);
  }

  async environment(more: Partial<ChatSnapshot["environment"]>): Promise<void> {
    await this.patch({ op: "environment", environment: { ...this.shown.environment, ...more } });
  }

  async showContext(more: Partial<ContextSnapshot>): Promise<void> {
    await this.view.receive({ type: "contextState", state: { ...this.context, ...more } });
  }

  /** What has not been answered yet. */
  posted(): Promise<Posted[]> {
    return this.view.page.evaluate(
      (from) => (window as unknown as { sent: Posted[] }).sent.slice(from),
      this.#answered,
    );
  }

  #note(message: unknown): void {
    const told = message as { type: string; snapshot: ChatSnapshot; patches: Patch[]; state: ContextSnapshot };
    if (told.type === "snapshot") this.shown = told.snapshot;
    else if (told.type === "contextState") this.context = told.state;
    else if (told.type === "patches") for (const patch of told.patches) this.#apply(patch);
  }

  #apply(patch: Patch): void {
    const { conversation } = this.shown;
    const change = (more: Partial<ChatSnapshot["conversation"]>) => {
      this.shown = { ...this.shown, conversation: { ...conversation, ...more } };
    };
    const changeMessage = (id: string, act: (message: MessageSnapshot) => MessageSnapshot) =>
      change({ messages: conversation.messages.map((each) => (each.id === id ? act(each) : each)) });
    if (patch.op === "environment") this.shown = { ...this.shown, environment: patch.environment };
    else if (patch.op === "add") change({ messages: [...conversation.messages, patch.message] });
    else if (patch.op === "update") changeMessage(patch.message.id, ({ parts }) => ({ ...patch.message, parts }));
    else if (patch.op === "part") changeMessage(patch.id, (each) => ({ ...each, parts: [...each.parts, patch.part] }));
    else if (patch.op === "head") {
      const parts = (each: MessageSnapshot) =>
        each.parts.map((part) => (part.key === patch.key ? { ...part, head: patch.head } : part));
      changeMessage(patch.id, (each) => ({ ...each, parts: parts(each) }));
    } else if (patch.op === "queue") change({ queue: patch.queue });
    else if (patch.op === "changes") change({ changes: patch.changes });
    else if (patch.op === "todos") change({ todos: patch.todos });
  }
}
