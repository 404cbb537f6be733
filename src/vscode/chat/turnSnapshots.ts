// The turns of a conversation as the webview draws them, in the words and the currency of now.

import type { ConversationService } from "../../core/conversation/conversationService.ts";
import { type AssistantTurn, isWhole, type Message, questionsOf, textOf } from "../../core/conversation/message.ts";
import type { Currency } from "../../core/model/prices.ts";
import { once } from "../../core/util/once.ts";
import type { CallContent } from "../../protocol/agent.ts";
import type { PartSnapshot } from "../../protocol/parts.ts";
import type { MessageHead, MessageSnapshot } from "../../protocol/snapshot.ts";
import { callContent } from "../agent/callContent.ts";
import type { RunsElsewhere } from "../agent/runs/elsewhere.ts";
import { describeRetry, type Translate } from "../errors/describeError.ts";
import type { ChatAgent } from "./chatAgent.ts";
import { messageHead, partSnapshot, partSnapshots } from "./messageSnapshot.ts";
import { describeTurn, type NoticeSurroundings } from "./notices.ts";
import type { CallSurroundings } from "./runSnapshot.ts";

/** What a turn is shown with. Both read settings, which is slow. */
export interface TurnSurroundings {
  surroundings(): NoticeSurroundings;
  /** What costs are shown in. */
  currency(): Currency;
}

/** What makes snapshots of turns. */
export interface TurnHost extends TurnSurroundings {
  readonly t: Translate;
  /** Undefined until the agent is there. */
  readonly agent?: ChatAgent | undefined;
  readonly elsewhere?: RunsElsewhere;
}

/** Makes them for one conversation service. */
export class TurnSnapshots {
  readonly #service: ConversationService;
  readonly #host: TurnHost;

  constructor(service: ConversationService, host: TurnHost) {
    this.#service = service;
    this.#host = host;
  }

  /** What is around is read once for all of them. */
  all(messages: readonly Message[]): MessageSnapshot[] {
    const host = this.#host;
    const around = { surroundings: once(() => host.surroundings()), currency: once(() => host.currency()) };
    return messages.map((message) => ({
      ...this.head(message, around),
      parts: partSnapshots(message, this.#callsOf(message)),
    }));
  }

  one(message: Message): MessageSnapshot {
    return { ...this.head(message), parts: partSnapshots(message, this.#callsOf(message)) };
  }

  /** The part at `index` of the turn `id`; undefined for one that is not there, or not drawn. */
  part(id: string, index: number): PartSnapshot | undefined {
    const message = this.#service.current.get(id);
    return message && partSnapshot(message, index, this.#callsOf(message));
  }

  /** What a call was asked for and what came of it. */
  content(id: string, index: number): CallContent {
    const part = this.#service.current.get(id)?.parts[index];
    return part?.type === "tool-call" ? callContent(part, this.#host.t) : { output: "" };
  }

  /** Everything but the parts. */
  head(message: Message, around: TurnSurroundings = this.#host): MessageHead {
    const { current, retryWait } = this.#service;
    const { t } = this.#host;
    const isReply = message.role === "assistant";
    const goesOn = this.#goesOn(message);
    const description = goesOn || !isReply ? undefined : describeTurn(message, () => around.surroundings(), t);
    const retries = retryWait && isReply && message.state === "streaming";
    return messageHead(current, message, {
      description: goesOn ? { text: t("This goes on in another window."), actions: [] } : description,
      goesOn,
      retrying: retries ? { text: describeRetry(retryWait.reason, t), delayMs: retryWait.delayMs } : undefined,
      currency: () => around.currency(),
      isPlan: isReply && isPlan(current.get(message.parentId ?? ""), message),
      waits: this.#waitingIn(message).length > 0,
      restorable: !isReply && this.#canRestore(message.id),
    });
  }

  /** It is written in another window. */
  #goesOn(message: Message): boolean {
    if (message.role !== "assistant" || message.error?.reason !== "interrupted") return false;
    return this.#host.elsewhere?.has(this.#service.current.id) ?? false;
  }

  /** One reply is written at a time, and what waits is in it. */
  #waitingIn(message: Message): CallSurroundings["waiting"] {
    return message.role === "assistant" && message.state === "streaming" ? this.#service.waiting : [];
  }

  #callsOf(message: Message): CallSurroundings {
    const { t, agent } = this.#host;
    return {
      t,
      agent,
      canRestore: (question) => this.#canRestore(question),
      waiting: this.#waitingIn(message),
      goesOn: this.#goesOn(message),
    };
  }

  #canRestore(question: string): boolean {
    return this.#host.agent?.canRestore({ chat: this.#service.current.id, question }) ?? false;
  }
}

/** A whole answer to what was asked last in mode plan. */
function isPlan(question: Message | undefined, reply: AssistantTurn): boolean {
  if (reply.state !== "done" || !/\S/.test(textOf(reply))) return false;
  const last = [...(question ? [question] : []), reply].flatMap(questionsOf).at(-1);
  return last?.mode === "plan" && isWhole(reply);
}
