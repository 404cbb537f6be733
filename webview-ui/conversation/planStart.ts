// A plan that is being started: the one question that does not come from the box. It is answered like every other, and why
// it was not taken stands below the plan.

import { type ReadonlySignal, signal } from "@preact/signals";
import type { Host } from "../host.ts";

/** What became of it. */
export interface PlanStarting {
  readonly messageId: string;
  /** Set while the host has not answered. */
  readonly draftId?: string;
  /** Why the host did not take it; undefined also when the person sees why elsewhere. */
  readonly refusal?: string;
}

/** The start that was pressed last. */
export class PlanStart {
  readonly #host: Host;
  readonly #state = signal<PlanStarting | undefined>(undefined);
  #text = "";

  constructor(host: Host) {
    this.#host = host;
  }

  readonly state: ReadonlySignal<PlanStarting | undefined> = this.#state;

  /** Asks `text` in mode agent, for the plan `messageId`. Nothing while another one waits for its answer. */
  start(messageId: string, text: string): void {
    if (this.#state.peek()?.draftId !== undefined) return;
    const draftId = crypto.randomUUID();
    this.#text = text;
    this.#state.value = { messageId, draftId };
    this.#host.post({ type: "send", draftId, text, mode: "agent" });
  }

  /** The host has it. */
  accepted(draftId: string): void {
    if (this.#state.peek()?.draftId === draftId) this.#state.value = undefined;
  }

  /** The host refused. False when it was not this. */
  rejected(draftId: string, refusal?: string): boolean {
    const state = this.#state.peek();
    if (state?.draftId !== draftId) return false;
    this.#state.value = { messageId: state.messageId, ...(refusal !== undefined && { refusal }) };
    return true;
  }

  /** What held it back is decided. False when nothing was. */
  again(): boolean {
    const state = this.#state.peek();
    if (!state || state.draftId !== undefined || state.refusal !== undefined) return false;
    this.start(state.messageId, this.#text);
    return true;
  }

  /** Something else was sent, or is shown: what was refused before is over. */
  leave(): void {
    if (this.#state.peek()?.draftId === undefined) this.#state.value = undefined;
  }
}
