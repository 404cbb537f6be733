// What a person agreed to of changes: between the yes and the act lies a moment, and the write gate, asked again at the act,
// takes no other yes than the one to these very reasons.

import type { AskReason } from "../../access/writeGate.ts";
import type { RunScope } from "../../tools/toolRun.ts";

/** What was agreed to: all the reasons for which the write gate asked, as it gave them. */
export interface AgreedWrite {
  readonly reasons: readonly AskReason[];
}

/** The key of a call of one run: the same for the approval (`key` of a `PreparedCall`) and for the tool. */
export function callKeyOf(scope: RunScope, name: string, input: unknown): string {
  return JSON.stringify([scope.chat, scope.question, name, input]);
}

/** Calls that are waited for at once are few; a yes that no act ever took is forgotten. */
const most = 32;

/** Filled when a person agrees, emptied by the act: one yes is good for one act. */
export class AgreedWrites {
  readonly #agreed = new Map<string, AgreedWrite>();

  /** The person agreed to the call `callKey` ({@link callKeyOf}). */
  agree(callKey: string, agreed: AgreedWrite): void {
    this.#agreed.delete(callKey);
    this.#agreed.set(callKey, { reasons: agreed.reasons });
    const [oldest] = this.#agreed.keys();
    if (this.#agreed.size > most && oldest !== undefined) this.#agreed.delete(oldest);
  }

  /** What was agreed to for `callKey`, once. */
  take(callKey: string): AgreedWrite | undefined {
    const agreed = this.#agreed.get(callKey);
    this.#agreed.delete(callKey);
    return agreed;
  }
}

/** Whether `agreed` is a yes to `reasons`: to these, in these places, and to no other. */
export function isAgreed(agreed: AgreedWrite | undefined, reasons: readonly AskReason[]): boolean {
  return agreed !== undefined && JSON.stringify(agreed.reasons) === JSON.stringify(reasons);
}
