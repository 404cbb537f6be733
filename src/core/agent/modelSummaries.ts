// Makes room in a conversation that fills the model's window: the older part is summed up by the model of the chat, which has
// it in its cache, or by the fast one where that costs less (summaryModel.ts), and when neither can,
// by what the turns tell themselves.

import type { FastModel } from "../conversation/fastModel.ts";
import type { Message } from "../conversation/message.ts";
import type { LanguageModel, ModelMessage, ModelRequest } from "../model/languageModel.ts";
import { guessMessageTokens, guessRequestTokens } from "../model/tokenEstimate.ts";
import type { Summaries, Summary } from "./runPorts.ts";
import { isCached, isFastCheaper, type PriceOf } from "./summaryModel.ts";
import { keptOf, outlineOf, summaryPrompt, summaryText } from "./summaryText.ts";

/** How full the window may be before it is summed up. Earlier nothing is cut: what was sent unchanged costs 1/121. */
const fullShare = 0.8;
/** How much the messages that stay may be of what fills the window. */
const keptShare = 0.2;
/** The same for the last step alone: its results are what the model asked for and has not seen. */
const lastStepShare = 0.5;
/** Tokens of a summary. */
const summaryTokens = 4_000;

/** Another model that may sum up, when that is cheaper. */
export interface OtherSummarizer extends FastModel {
  /** When the model of the chat was last sent what it has in its cache, in ms. */
  readonly sentAt: () => number;
  readonly now: () => number;
  readonly priceOf: PriceOf;
}

export interface ModelSummariesDeps {
  readonly model: LanguageModel;
  /** Undefined: the model of the chat sums up. */
  readonly fast?: OtherSummarizer;
  /** The conversation as it is now. */
  readonly path: () => readonly Message[];
  /** Tokens of a model's window, input and reply together; undefined when nobody knows. */
  readonly windowOf: (model: string) => number | undefined;
  /** What a guess of so many tokens means for a model. */
  readonly correct: (model: string, guess: number) => number;
  /** Told why the model could not sum up. */
  readonly onError: (error: unknown) => void;
}

/** Sums up one conversation. */
export class ModelSummaries implements Summaries {
  readonly #deps: ModelSummariesDeps;

  constructor(deps: ModelSummariesDeps) {
    this.#deps = deps;
  }

  isDue(request: ModelRequest): boolean {
    const window = this.#deps.windowOf(request.model);
    return window !== undefined && this.#tokens(request, guessRequestTokens(request)) > window * fullShare;
  }

  async make(request: ModelRequest, signal: AbortSignal): Promise<Summary> {
    const { path } = this.#deps;
    const keeps = this.#keeps(request);
    const older = request.messages.slice(0, request.messages.length - keeps);
    const made = await this.#ask({ ...request, messages: older }, signal);
    const text = summaryText(keptOf(path()), made ?? outlineOf(path()));
    return { text, keeps, byModel: made !== undefined };
  }

  /** Undefined when the model says nothing, or too late. */
  async #ask(request: ModelRequest, signal: AbortSignal): Promise<string | undefined> {
    const instruction: ModelMessage = { role: "user", content: [{ type: "text", text: summaryPrompt }] };
    // It begins as the requests before it did, tools included, so that it costs little; thinking would cost more.
    const begun = {
      ...request,
      messages: [...request.messages, instruction],
      thinking: false,
      maxOutputTokens: summaryTokens,
    };
    const fast = this.#fastFor(begun);
    const { model = this.#deps.model, request: asked = begun } = fast ?? {};
    let text = "";
    try {
      for await (const event of model.stream(asked, signal)) {
        if (event.type === "text-delta") text += event.text;
      }
    } catch (error) {
      signal.throwIfAborted();
      this.#deps.onError(error);
      return undefined;
    }
    signal.throwIfAborted();
    return text.trim() === "" ? undefined : text.trim();
  }

  /** The fast model and what it is asked, where its window is large enough and it costs less. */
  #fastFor(request: ModelRequest): { readonly model: LanguageModel; readonly request: ModelRequest } | undefined {
    const { fast, path, windowOf } = this.#deps;
    if (!fast) return undefined;
    const { model: id, thinking } = fast.options();
    const guess = guessRequestTokens(request);
    const window = windowOf(id);
    if (id === request.model || window === undefined) return undefined;
    if (this.#deps.correct(id, guess) + summaryTokens > window * fullShare) return undefined;
    const cached = isCached(path(), request.model, fast.sentAt(), fast.now());
    const sizes = { tokens: this.#tokens(request, guess), cached, summary: summaryTokens };
    if (!isFastCheaper({ main: request.model, fast: id }, sizes, fast.priceOf)) return undefined;
    return { model: fast.model, request: { ...request, model: id, thinking } };
  }

  /**
   * How many of the last messages stay: as many as fit, from a reply or a question on, never from results whose calls are
   * gone. The first message never stays: there would be nothing to sum up.
   */
  #keeps(request: ModelRequest): number {
    const { messages } = request;
    // A service may have less room than the model's table says: what it refused is the measure.
    const filled = this.#tokens(request, guessRequestTokens(request));
    const full = Math.min(filled, this.#deps.windowOf(request.model) ?? filled);
    let keeps = 0;
    let tokens = 0;
    for (let count = 1; count < messages.length; count++) {
      const message = messages[messages.length - count];
      if (!message) break;
      tokens += this.#tokens(request, guessMessageTokens(message));
      if (tokens > full * (keeps === 0 ? lastStepShare : keptShare)) break;
      if (message.role !== "tool") keeps = count;
    }
    return keeps;
  }

  #tokens({ model }: ModelRequest, guess: number): number {
    return this.#deps.correct(model, guess);
  }
}
