// What the emulator thought before the tool calls it made: lost or altered reasoning is refused.
import { ApiError } from "./apiError.ts";
import type { ChatRequest, Turn } from "./chatRequest.ts";
import { reasoningMissing } from "./replay.ts";
import type { Reply } from "./reply.ts";

type Thought = Pick<Reply, "reasoning" | "signature">;

/** Calls that are remembered. */
const remembered = 20_000;

/** The reasoning of each reply that called tools, by the ids of its calls. */
export class SentReasoning {
  /** Scripts may use one id for many replies: then any of their thoughts will do. */
  readonly #byCall = new Map<string, Thought[]>();

  clear(): void {
    this.#byCall.clear();
  }

  remember({ reasoning, signature, toolCalls }: Reply): void {
    for (const { id } of toolCalls) {
      const thoughts = this.#byCall.get(id) ?? [];
      this.#byCall.delete(id);
      this.#byCall.set(id, [...thoughts.slice(-9), { reasoning, signature }]);
    }
    for (const oldest of this.#byCall.keys()) {
      if (this.#byCall.size <= remembered) break;
      this.#byCall.delete(oldest);
    }
  }

  /**
   * Throws the service's error when, with thinking on, a call of the emulator's own comes back with other reasoning than
   * it was sent with, or under another seal. Calls that others made, and those made without a thought, are not judged.
   */
  check({ turns, thinking, protocol }: ChatRequest): void {
    if (!thinking) return;
    for (const [index, turn] of turns.entries())
      for (const { id } of turn.toolCalls) {
        const thoughts = this.#byCall.get(id);
        if (thoughts && !thoughts.some((thought) => isSame(thought, turn, protocol === "anthropic")))
          throw new ApiError(400, reasoningMissing, `messages[${index}]`);
      }
  }
}

function isSame({ reasoning, signature }: Thought, turn: Turn, sealed: boolean): boolean {
  if (reasoning === "") return true;
  return reasoning === turn.reasoning && (!sealed || signature === undefined || signature === turn.signature);
}
