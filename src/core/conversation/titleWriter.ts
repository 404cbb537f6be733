// Has the model name a conversation after its first reply, beside the chat: nothing waits for it, nothing is said when
// it fails, and a name that the person gave meanwhile stays.

import type { LanguageModel } from "../model/languageModel.ts";
import { titlePrompt } from "../prompts/titlePrompt.ts";
import type { Disposable } from "../util/disposable.ts";
import type { ReplyOptions } from "./buildRequest.ts";
import type { Conversation } from "./conversation.ts";
import type { ConversationService } from "./conversationService.ts";
import { textOf } from "./message.ts";
import { tidyTitle } from "./titleOf.ts";

/** Tokens enough for six words. */
const maxOutputTokens = 64;

export interface TitleWriterDeps {
  readonly model: LanguageModel;
  /** What a title is asked with, without thinking and search; undefined when no titles are wanted. */
  readonly options: () => ReplyOptions | undefined;
  /** For the log. */
  readonly onError: (error: unknown) => void;
}

/** Names the conversations of one service, each at most once in its life. */
export class TitleWriter implements Disposable {
  readonly #service: ConversationService;
  readonly #deps: TitleWriterDeps;

  readonly #asked = new Set<string>();
  readonly #controller = new AbortController();
  #writing: Promise<unknown> = Promise.resolve();
  readonly #subscription: Disposable;

  constructor(service: ConversationService, deps: TitleWriterDeps) {
    this.#service = service;
    this.#deps = deps;

    this.#subscription = service.onDidChange((change) => {
      if (change.type === "updated" && !service.isStreaming) this.#consider(service.current);
    });
  }

  /** Resolves when no title is being written. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#controller.abort();
  }

  #consider(conversation: Conversation): void {
    const path = conversation.path();
    const [question, answer] = path;
    if (conversation.title !== "" || path.length !== 2 || !question || answer?.role !== "assistant") return;
    if (answer.state !== "done" || textOf(answer) === "" || this.#asked.has(conversation.id)) return;
    const options = this.#deps.options();
    if (!options) return;
    this.#asked.add(conversation.id);
    const written = this.#write(conversation, textOf(question), textOf(answer), options).catch((error: unknown) => {
      if (!this.#controller.signal.aborted) this.#deps.onError(error);
    });
    this.#writing = Promise.all([this.#writing, written]);
  }

  async #write(conversation: Conversation, question: string, answer: string, options: ReplyOptions): Promise<void> {
    const { signal } = this.#controller;
    const request = { ...options, maxOutputTokens, ...titlePrompt(question, answer) };
    let text = "";
    for await (const event of this.#deps.model.stream(request, signal)) {
      if (event.type === "text-delta") text += event.text;
    }
    const title = tidyTitle(text);
    if (!signal.aborted && title !== "") this.#service.setTitle(conversation, title, "model");
  }
}
