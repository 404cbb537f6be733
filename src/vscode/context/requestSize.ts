// How large the next request will be, estimated and corrected by what the service counted before.

import type { CodeReference } from "../../core/context/codeReference.ts";
import type { Weight } from "../../core/context/contextItem.ts";
import { contextRoom } from "../../core/context/contextRoom.ts";
import { tagTokens } from "../../core/context/toReferences.ts";
import type { ReplyOptions } from "../../core/conversation/buildRequest.ts";
import type { Conversation } from "../../core/conversation/conversation.ts";
import { GivenReferences, toldText } from "../../core/conversation/givenReferences.ts";
import type { Message, ReplyPart } from "../../core/conversation/message.ts";
import { PathMessages } from "../../core/conversation/modelMessages.ts";
import type { UserTurn } from "../../core/conversation/userTurn.ts";
import type { FunctionTool, UserPart } from "../../core/model/languageModel.ts";
import type { ModelInfo } from "../../core/model/modelTable.ts";
import type { Usage } from "../../core/model/streamEvent.ts";
import {
  guessMessageTokens,
  guessRequestTokens,
  guessTokens,
  type TokenEstimate,
} from "../../core/model/tokenEstimate.ts";

/** Tokens of the parts of a request, corrected. */
export interface RequestSize {
  readonly system: number;
  readonly conversation: number;
  readonly question: number;
  /** What is free for context. */
  readonly room: number;
  /** What is kept free for the reply. */
  readonly reply: number;
}

export interface RequestSizeDeps {
  readonly tokens: TokenEstimate;
  readonly options: () => ReplyOptions;
  readonly model: () => ModelInfo;
  readonly systemPrompt: () => string;
  /** Those that go with the next request; the same list while it is the same. */
  readonly tools?: () => readonly FunctionTool[];
  readonly conversation: () => Conversation;
}

/** What was read of a turn, or of its beginning. */
interface TurnSize {
  readonly guess: number;
  readonly isSummedUp: boolean;
}

/** Measures; a turn is guessed once, since neither it nor what stands before it changes. */
export class RequestSizes {
  readonly #deps: RequestSizeDeps;

  readonly #known = new WeakMap<Message, TurnSize>();
  /** Of a run, up to each step of which every call has ended. */
  readonly #steps = new WeakMap<ReplyPart, TurnSize>();
  readonly #messages = new PathMessages();
  /** The same for a turn and all before it. */
  readonly #sums = new WeakMap<Message, number>();
  #given: { readonly after: Message | undefined; readonly references: GivenReferences } | undefined;
  #prompt: { readonly text: string; readonly tools: readonly FunctionTool[] | undefined; readonly guess: number } = {
    text: "",
    tools: undefined,
    guess: 0,
  };

  constructor(deps: RequestSizeDeps) {
    this.#deps = deps;
  }

  /** Tokens of a text, corrected for the model in use. */
  readonly measure = (text: string): number => this.#correct(guessTokens(text));

  /** Tokens of a reference as the next question would give it: less when the model has it already. */
  readonly weigh = (reference: CodeReference): Weight => {
    const told = this.#givenSoFar().formFor(reference);
    return { tokens: this.measure(toldText(reference, told)), ...(told && { known: told.form }) };
  };

  /** The parts of the request that would ask a question of `questionGuess` guessed tokens. */
  of(questionGuess: number): RequestSize {
    const options = this.#deps.options();
    const system = this.#correct(this.#guessPrompt());
    const turns = this.#deps.conversation().path();
    const conversation = this.#correct(this.#guessTurns(turns));
    const question = this.#correct(questionGuess);
    const used = system + conversation + question;
    const room = contextRoom(this.#deps.model(), options.maxOutputTokens, used);
    const reply = this.#deps.model().contextWindow - contextRoom(this.#deps.model(), options.maxOutputTokens, 0);
    return { system, conversation, question, room, reply };
  }

  /** What the service counted for the last reply of the conversation; undefined when it counted none. */
  lastUsage(): Usage | undefined {
    const last = this.#deps
      .conversation()
      .path()
      .findLast(({ role }) => role === "assistant");
    return last?.role === "assistant" ? last.usage : undefined;
  }

  /** The sum is kept for the last turn: typing changes nothing of it. */
  #guessTurns(turns: readonly Message[]): number {
    const last = turns.at(-1);
    if (!last) return 0;
    const known = this.#sums.get(last);
    if (known !== undefined) return known;
    const read = turns.map((turn) => this.#read(turn));
    // What stands before a summary is not sent any more, and what of it stays is put together anew.
    const sum = read.some(({ isSummedUp }) => isSummedUp)
      ? this.#messages.of(turns).reduce((all, message) => all + guessMessageTokens(message), 0)
      : read.reduce((all, { guess }) => all + guess, 0);
    this.#sums.set(last, sum);
    return sum;
  }

  #read(turn: Message): TurnSize {
    const known = this.#known.get(turn);
    if (known) return known;
    const size = turn.role === "user" ? { guess: guessQuestion(turn), isSummedUp: false } : this.#readParts(turn.parts);
    this.#known.set(turn, size);
    return size;
  }

  /** A run grows by steps that stay as they are: from the last one that was read on, each part is read once. */
  #readParts(parts: readonly ReplyPart[]): TurnSize {
    let from = parts.length;
    let size: TurnSize = { guess: 0, isSummedUp: false };
    while (from > 0) {
      const known = this.#steps.get(parts[from - 1] as ReplyPart);
      if (known) {
        size = known;
        break;
      }
      from--;
    }
    let hasEnded = true;
    for (const part of parts.slice(from)) {
      size = { guess: size.guess + guessReplyPart(part), isSummedUp: size.isSummedUp || part.type === "summary" };
      if (part.type === "tool-call") hasEnded &&= part.progress?.state === "ended";
      if (part.type === "step" && hasEnded) this.#steps.set(part, size);
    }
    return size;
  }

  #guessPrompt(): number {
    const text = this.#deps.systemPrompt();
    const tools = this.#deps.tools?.();
    if (text !== this.#prompt.text || tools !== this.#prompt.tools || this.#prompt.guess === 0) {
      this.#prompt = {
        text,
        tools,
        guess: guessRequestTokens({ model: "", system: text, messages: [], ...(tools && { tools }) }),
      };
    }
    return this.#prompt.guess;
  }

  /** What the model has of the conversation that is open. */
  #givenSoFar(): GivenReferences {
    const turns = this.#deps.conversation().path();
    const after = turns.findLast(({ role }) => role === "user");
    if (!this.#given || this.#given.after !== after) this.#given = { after, references: GivenReferences.after(turns) };
    return this.#given.references;
  }

  #correct(guess: number): number {
    return this.#deps.tokens.correct(this.#deps.options().model, guess);
  }
}

/** The references of a question count as they were given. */
function guessQuestion({ parts, references = [], attachments = [] }: UserTurn): number {
  const content: readonly UserPart[] = [
    ...parts.filter((part) => part.type !== "other"),
    ...attachments.map(({ kind, hash, mimeType, name }) => ({
      type: kind,
      source: { type: "stored", hash, mimeType, name } as const,
    })),
  ];
  const said = guessMessageTokens({ role: "user", content });
  return references.reduce((sum, each) => sum + tagTokens + guessTokens(toldText(each, each.told)), said);
}

function guessReplyPart(part: ReplyPart): number {
  switch (part.type) {
    case "text":
    case "reasoning":
      return guessMessageTokens({ role: "assistant", content: [part] });
    case "tool-call": {
      const { id, name, arguments: json, progress } = part;
      const call = guessMessageTokens({
        role: "assistant",
        content: [{ type: "tool-call", id, name, arguments: json }],
      });
      if (progress?.state !== "ended") return call;
      return progress.content.reduce(
        (sum, each) => sum + (each.type === "text" ? guessTokens(each.text) : perPicture),
        call,
      );
    }
    case "said":
      return guessQuestion(part.question);
    case "told":
    case "summary":
      return guessTokens(part.text);
    case "rules":
      return part.rules.reduce((sum, { text = "" }) => sum + tagTokens + guessTokens(text), 0);
    default:
      return 0;
  }
}

/** Nobody knows how large a picture of a result is in tokens; the middle is taken. */
const perPicture = 1000;
