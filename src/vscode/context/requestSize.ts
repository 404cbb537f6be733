// How large the next request will be, estimated and corrected by what the service counted before.

import { contextRoom } from "../../core/context/contextRoom.ts";
import { buildRequest, type ReplyOptions } from "../../core/conversation/buildRequest.ts";
import type { Conversation } from "../../core/conversation/conversation.ts";
import type { Message } from "../../core/conversation/message.ts";
import type { ModelInfo } from "../../core/model/modelTable.ts";
import { guessMessageTokens, guessTokens, type TokenEstimate } from "../../core/model/tokenEstimate.ts";

/** Tokens of the parts of a request, corrected. */
export interface RequestSize {
  readonly system: number;
  readonly conversation: number;
  readonly question: number;
  /** What is free for context. */
  readonly room: number;
}

export interface RequestSizeDeps {
  readonly tokens: TokenEstimate;
  readonly options: () => ReplyOptions;
  readonly model: () => ModelInfo;
  readonly systemPrompt: () => string;
  readonly conversation: () => Conversation;
}

/** Measures; a turn is guessed once, since turns do not change. */
export class RequestSizes {
  readonly #deps: RequestSizeDeps;

  readonly #known = new WeakMap<Message, number>();

  constructor(deps: RequestSizeDeps) {
    this.#deps = deps;
  }

  /** Tokens of a text, corrected for the model in use. */
  readonly measure = (text: string): number => this.#correct(guessTokens(text));

  /** The parts of the request that would ask a question of `questionGuess` guessed tokens. */
  of(questionGuess: number): RequestSize {
    const options = this.#deps.options();
    const system = this.measure(this.#deps.systemPrompt());
    const turns = this.#deps.conversation().path();
    const conversation = this.#correct(turns.reduce((sum, turn) => sum + this.#guess(turn, options), 0));
    const question = this.#correct(questionGuess);
    const room = contextRoom(this.#deps.model(), options.maxOutputTokens, system + conversation + question);
    return { system, conversation, question, room };
  }

  #guess(turn: Message, options: ReplyOptions): number {
    const known = this.#known.get(turn);
    if (known !== undefined) return known;
    const { messages } = buildRequest([turn], "", options);
    const guess = messages.reduce((sum, message) => sum + guessMessageTokens(message), 0);
    this.#known.set(turn, guess);
    return guess;
  }

  #correct(guess: number): number {
    return this.#deps.tokens.correct(this.#deps.options().model, guess);
  }
}
