// The turns of a conversation as the webview draws them, in the words and the currency of now.

import type { ConversationService } from "../../core/conversation/conversationService.ts";
import type { Message } from "../../core/conversation/message.ts";
import type { Currency } from "../../core/model/prices.ts";
import { once } from "../../core/util/once.ts";
import type { MessageHead, MessageSnapshot } from "../../protocol/snapshot.ts";
import { describeRetry, type Translate } from "../errors/describeError.ts";
import { messageHead, partSnapshots } from "./messageSnapshot.ts";
import { describeTurn, type NoticeSurroundings } from "./notices.ts";

/** What a turn is shown with. Both read settings, which is slow. */
export interface TurnSurroundings {
  surroundings(): NoticeSurroundings;
  /** What costs are shown in. */
  currency(): Currency;
}

/** Makes them for one conversation service. */
export class TurnSnapshots {
  readonly #service: ConversationService;
  readonly #host: TurnSurroundings & { readonly t: Translate };

  constructor(service: ConversationService, host: TurnSurroundings & { readonly t: Translate }) {
    this.#service = service;
    this.#host = host;
  }

  /** What is around is read once for all of them. */
  all(messages: readonly Message[]): MessageSnapshot[] {
    const host = this.#host;
    const around = { surroundings: once(() => host.surroundings()), currency: once(() => host.currency()) };
    return messages.map((message) => ({ ...this.head(message, around), parts: partSnapshots(message) }));
  }

  one(message: Message): MessageSnapshot {
    return { ...this.head(message), parts: partSnapshots(message) };
  }

  /** Everything but the parts. */
  head(message: Message, around: TurnSurroundings = this.#host): MessageHead {
    const { current, retryWait } = this.#service;
    const { t } = this.#host;
    const isReply = message.role === "assistant";
    const description = isReply ? describeTurn(message, () => around.surroundings(), t) : undefined;
    const waits = retryWait && isReply && message.state === "streaming";
    const retrying = waits ? { text: describeRetry(retryWait.reason, t), delayMs: retryWait.delayMs } : undefined;
    return messageHead(current, message, description, retrying, () => around.currency());
  }
}
