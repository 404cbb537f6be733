// Turns the events of a stream and the faults that strike it into what is done to the socket, in order.
import { ApiError, errorBody, type Protocol, statusMessages } from "./apiError.ts";
import type { Fault } from "./fault.ts";
import { faultOf } from "./fault.ts";
import type { WireOptions } from "./script.ts";
import { encodeFrame, type Frame } from "./sse.ts";

/** One step of a delivery. Without `destroy` or `reset` the response ends cleanly after the last step. */
export type Action =
  | { do: "write"; bytes: Buffer }
  | { do: "wait"; ms: number }
  /** Nothing more, with the socket open. */
  | { do: "hang" }
  | { do: "destroy" }
  | { do: "reset" };

/** How the events of one reply become bytes. */
export interface ActionPlan {
  protocol: Protocol;
  faults: readonly Fault[];
  wire: WireOptions;
  /** Pause before each content event, milliseconds. */
  delayMs: number;
  /** Writes `data` alone, for replies that are not streams of events. */
  raw?: boolean;
}

/** Length up to and with the first byte of the first multi-byte character; -1 if there is none. */
function insideCharacter(bytes: Buffer): number {
  return bytes.findIndex((byte) => byte >= 0xc0) + 1 || -1;
}

function errorFrame(fault: Extract<Fault, { kind: "error-in-stream" }>, protocol: Protocol): Frame {
  const status = fault.status ?? 500;
  const error = new ApiError(status, fault.message ?? statusMessages[status] ?? "Error");
  const data = JSON.stringify(errorBody(error, protocol));
  return protocol === "anthropic" ? { part: "meta", event: "error", data } : { part: "meta", data };
}

/** The steps that deliver a stream under its faults. Lazy: a huge reply is never held whole. */
export function* actionsOf(frames: Iterable<Frame>, plan: ActionPlan): Generator<Action> {
  const encode = (frame: Frame) => (plan.raw ? Buffer.from(frame.data) : encodeFrame(frame, plan.wire));
  const stall = faultOf(plan.faults, "stall");
  const character = faultOf(plan.faults, "cut-mid-character");
  const cut = faultOf(plan.faults, "cut-before-finish");
  const reset = faultOf(plan.faults, "reset");
  const garbage = faultOf(plan.faults, "garbage-line");
  const error = faultOf(plan.faults, "error-in-stream");
  const delay = faultOf(plan.faults, "slow-stream")?.ms ?? plan.delayMs;
  let sent = 0;
  let stalled = false;
  let littered = false;

  // `last` is true at the finish: a fault whose place never came strikes there, so that it always strikes.
  function* strike(last: boolean): Generator<Action, boolean> {
    const due = (fault: { after?: number } | undefined, usual: number) =>
      fault !== undefined && (last || sent >= (fault.after ?? usual));
    if (garbage && !littered && due(garbage, 3)) {
      littered = true;
      const line = garbage.line ?? "<!-- upstream connect error -->{not json";
      yield { do: "write", bytes: Buffer.from(plan.raw ? `\n${line}\n` : `data: ${line}\n\n`) };
    }
    if (stall && !stalled && due(stall, 3)) {
      stalled = true;
      if (stall.ms === undefined) {
        yield { do: "hang" };
        return true;
      }
      yield { do: "wait", ms: stall.ms };
    }
    if (error && due(error, 3)) {
      yield { do: "write", bytes: encode(errorFrame(error, plan.protocol)) };
      return true;
    }
    if (cut && due(cut, Number.POSITIVE_INFINITY)) return true;
    if (reset && due(reset, Number.POSITIVE_INFINITY)) {
      yield { do: "reset" };
      return true;
    }
    return false;
  }

  for (const frame of frames) {
    if (frame.part === "content" || frame.part === "finish") {
      if (yield* strike(frame.part === "finish")) return;
    }
    let bytes = encode(frame);
    if (character && (frame.part === "finish" || (frame.part === "content" && sent >= (character.after ?? 3)))) {
      if (frame.part === "finish") bytes = Buffer.from(plan.raw ? "界" : "data: 界");
      const end = insideCharacter(bytes);
      if (end > 0) {
        yield { do: "write", bytes: bytes.subarray(0, end) };
        yield { do: "destroy" };
        return;
      }
    }
    if (frame.part === "content") {
      if (delay > 0) yield { do: "wait", ms: delay };
      sent++;
    }
    yield* split(bytes, plan.wire.splitBytes);
  }
}

function* split(bytes: Buffer, size: number | undefined): Generator<Action> {
  if (!size) yield { do: "write", bytes };
  else
    for (let at = 0; at < bytes.length; at += size) {
      yield { do: "write", bytes: bytes.subarray(at, at + size) };
      // A turn of the event loop between writes, so that they leave as packets of their own.
      yield { do: "wait", ms: 0 };
    }
}
