// Opens the tool calls of one reply under ids that are unique within it, whatever the wire names them.

import type { StreamEvent } from "./streamEvent.ts";

/** A call that is being received. */
export interface OpenCall {
  /** The id the wire gave it, if any; `id` differs where that one was missing or taken. */
  readonly wireId: string | undefined;
  readonly id: string;
  /** Undefined until the name has come; the arguments wait for it. */
  name: string | undefined;
  /** Arguments received before the name. */
  held: string[];
}

/** The calls of one reply, in the order they were opened. */
export class ToolCalls {
  readonly #ids = new Set<string>();
  readonly #open: OpenCall[] = [];

  /**
   * Registers a call. A missing id is made from `replyId` and the call's place, so the same bytes always give the same
   * id and two replies of a conversation do not share one.
   */
  add(wireId: string | undefined, replyId: string): OpenCall {
    const base = wireId ?? `call_${replyId.replace(/[^a-zA-Z0-9_-]/g, "")}_${this.#open.length}`;
    let id = base;
    for (let n = 2; this.#ids.has(id); n++) id = `${base}_${n}`;
    this.#ids.add(id);
    const call: OpenCall = { wireId, id, name: undefined, held: [] };
    this.#open.push(call);
    return call;
  }

  /** The call opened last. */
  get last(): OpenCall | undefined {
    return this.#open.at(-1);
  }

  /** Adds what one event says of `call`. */
  receive(call: OpenCall, name: string | undefined, args: string, out: StreamEvent[]): void {
    if (call.name === undefined && name !== undefined) this.#start(call, name, out);
    if (args === "") return;
    if (call.name === undefined) call.held.push(args);
    else out.push({ type: "tool-call-delta", id: call.id, arguments: args });
  }

  /** Opens the calls whose name never came under an empty one, so that nothing received is lost. */
  end(out: StreamEvent[]): void {
    for (const call of this.#open) if (call.name === undefined) this.#start(call, "", out);
  }

  #start(call: OpenCall, name: string, out: StreamEvent[]): void {
    call.name = name;
    out.push({ type: "tool-call-start", id: call.id, name });
    for (const args of call.held) out.push({ type: "tool-call-delta", id: call.id, arguments: args });
    call.held = [];
  }
}
