// Tokens without a tokenizer: a first guess from the script of the text, corrected by what the service counts.

import type { FunctionTool, ModelMessage, ModelRequest, ToolResultPart, UserPart } from "./languageModel.ts";
import type { Usage } from "./streamEvent.ts";

/** Tokens around each message and in front of each tool: role marks and punctuation of the chat template. */
const perMessage = 4;
const perTool = 8;
/** An image is some thousand tokens at most; its size is not known here, so the middle is taken. */
const perImage = 1000;
const perOtherMedia = 4000;

/**
 * A first guess: about four letters of an alphabet to a token, two to three Chinese, Japanese or Korean characters to two, a token for each digit, as
 * byte-pair vocabularies of this family split them. Whole tokens; 0 for the empty text.
 */
export function guessTokens(text: string): number {
  let tokens = 0;
  for (let i = 0; i < text.length; i++) tokens += weightOf(text.charCodeAt(i));
  return Math.ceil(tokens);
}

/** Weight of one UTF-16 unit. */
function weightOf(code: number): number {
  if (code < 0x80) {
    if ((code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a)) return 0.23;
    if (code >= 0x30 && code <= 0x39) return 1;
    // A space belongs to the word behind it; further ones and line breaks share a token.
    return code <= 0x20 ? 0.12 : 0.55;
  }
  if (code < 0x250) return 0.4;
  if (code < 0x2e80) return 0.5;
  // Han, kana, Hangul and their punctuation.
  if (code < 0xd800 || (code >= 0xf900 && code < 0xff60)) return 0.7;
  // Half of a surrogate pair: emoji and rare characters take two or three tokens each.
  return 1.2;
}

/** Guesses by message and by tool: requests repeat what was sent before, and a long conversation is megabytes. */
const guesses = new WeakMap<ModelMessage | FunctionTool, number>();

function guessOnce<T extends ModelMessage | FunctionTool>(of: T, guess: (of: T) => number): number {
  const known = guesses.get(of);
  if (known !== undefined) return known;
  const tokens = guess(of);
  guesses.set(of, tokens);
  return tokens;
}

/** The first guess for all that goes out with `request`. */
export function guessRequestTokens(request: ModelRequest): number {
  let tokens = perMessage + guessTokens(request.system ?? "");
  for (const message of request.messages) tokens += guessMessageTokens(message);
  for (const tool of request.tools ?? []) tokens += guessOnce(tool, guessTool);
  return tokens;
}

function guessTool({ name, description, parameters }: FunctionTool): number {
  return perTool + guessTokens(name + (description ?? "") + (parameters ? JSON.stringify(parameters) : ""));
}

/** The first guess for one message; of the same message it is made once. */
export function guessMessageTokens(message: ModelMessage): number {
  return guessOnce(message, guessMessage);
}

function guessMessage(message: ModelMessage): number {
  let tokens = perMessage;
  for (const part of message.content) {
    if (part.type === "reasoning") tokens += guessTokens(part.text);
    else if (part.type === "tool-call") tokens += perTool + guessTokens(part.name + part.arguments);
    else tokens += guessPart(part);
  }
  return tokens;
}

function guessPart(part: UserPart | ToolResultPart): number {
  switch (part.type) {
    case "text":
      return guessTokens(part.text);
    case "image":
      return perImage;
    case "audio":
    case "video":
      return perOtherMedia;
    case "tool-result":
      return part.content.reduce((sum, inner) => sum + guessPart(inner), perTool);
  }
}

/** How much of the way to a new measurement the correction goes. */
const learning = 0.3;
/** Requests below this are mostly template, images are guessed blindly, and what a search found counts as input: none teaches anything. */
const smallestLesson = 200;
const bounds = { min: 0.4, max: 2.5 };

/** The running correction, one for each model. Lives as long as the extension. */
export class TokenEstimate {
  readonly #factors = new Map<string, number>();

  /** Tokens that `guess` really means for `model`, as far as it is known. Whole. */
  correct(model: string, guess: number): number {
    return Math.ceil(guess * (this.#factors.get(model) ?? 1));
  }

  /** Learns from what the service counted for a request. */
  learn(request: ModelRequest, usage: Usage): void {
    const guess = guessRequestTokens(request);
    if (guess < smallestLesson || usage.inputTokens <= 0 || hasMedia(request) || searched(request, usage)) return;
    const measured = Math.min(bounds.max, Math.max(bounds.min, usage.inputTokens / guess));
    const known = this.#factors.get(request.model);
    this.#factors.set(request.model, known === undefined ? measured : known + (measured - known) * learning);
  }
}

function searched({ webSearch }: ModelRequest, { webSearchCalls, webSearchPages }: Usage): boolean {
  return webSearch !== undefined || Boolean(webSearchCalls) || Boolean(webSearchPages);
}

function hasMedia(request: ModelRequest): boolean {
  const isMedia = (part: { readonly type: string }) => /^(image|audio|video)$/.test(part.type);
  return request.messages.some((message) =>
    message.content.some((part) => isMedia(part) || (part.type === "tool-result" && part.content.some(isMedia))),
  );
}
