// One step of a scripted agent: what the model says and calls in answer to one request, and how that goes wrong.
import type { Fault } from "../fault.ts";
import { parseFault } from "../faultWords.ts";
import { isObject } from "../json.ts";
import { parseScript, type Script, type ScriptedToolCall } from "../script.ts";

/** Breaks a stream off between or inside calls. */
export interface Cut {
  /** So many calls arrive whole. */
  calls: number;
  /** Half of the next one's arguments arrive too. */
  half?: boolean;
  /** A clean end without a finish reason (the default), a reset connection, or silence on an open one. */
  how?: "end" | "reset" | "hang";
}

/** Everything is optional; what is left out is not in the reply. The other fields are those of a script. */
export type AgentStep = Omit<Script, "toolCalls" | "interleaveToolCalls" | "match" | "times" | "audio"> & {
  /** Names need not exist, nor be there; arguments are an object, or a string that goes out as it is; ids may repeat. */
  calls?: ScriptedToolCall[];
  /** So many calls: those of `calls` over and over. */
  flood?: number;
  /** Streams the arguments of all calls in turn. */
  interleave?: boolean;
  cut?: Cut;
  /** What else strikes this reply. */
  faults?: Fault[];
  /** How many requests it answers; 1 by default. */
  times?: number;
};

/** A step as it answers one request. */
export interface StepReply {
  script: Script;
  faults: Fault[];
  cut?: Cut;
}

const wholeNumber = (value: unknown, least: number) => Number.isInteger(value) && Number(value) >= least;

function isCut(value: unknown): value is Cut {
  if (!isObject(value) || !wholeNumber(value.calls, 0)) return false;
  const { half, how } = value;
  return (
    (half === undefined || typeof half === "boolean") &&
    (how === undefined || how === "end" || how === "reset" || how === "hang")
  );
}

/** Checks a step that came as JSON; throws an Error that names the field that is wrong. */
export function parseStep(value: unknown): AgentStep {
  if (!isObject(value)) throw new Error("a step is an object");
  const { calls, flood, interleave, cut, faults, times, ...rest } = value;
  for (const field of ["toolCalls", "interleaveToolCalls", "match", "audio"])
    if (field in rest) throw new Error(`a step has no field ${field}`);
  parseScript({ ...rest, ...(calls !== undefined && { toolCalls: calls }) });
  if (flood !== undefined && !wholeNumber(flood, 1)) throw new Error("step.flood is a number");
  if (flood !== undefined && !(Array.isArray(calls) && calls.length > 0)) throw new Error("step.flood needs calls");
  if (interleave !== undefined && typeof interleave !== "boolean") throw new Error("step.interleave is true or false");
  if (cut !== undefined && !isCut(cut)) throw new Error("step.cut is {calls, half?, how?: end | reset | hang}");
  if (faults !== undefined && !Array.isArray(faults)) throw new Error("step.faults is a list");
  for (const fault of Array.isArray(faults) ? faults : []) parseFault(fault);
  if (times !== undefined && !wholeNumber(times, 1)) throw new Error("step.times is a number");
  return value as AgentStep;
}

/** `value` with each `{{n}}` in its texts replaced by a number. */
function numbered<T>(value: T, n: number): T {
  return JSON.parse(JSON.stringify(value).replaceAll("{{n}}", String(n)));
}

/** The step's answer to its `repeat`th request, from 1. `{{n}}` counts calls in calls, and requests elsewhere. */
export function replyOf(step: AgentStep, repeat = 1): StepReply {
  const { calls = [], flood, interleave, cut, faults = [], times: _, ...rest } = step;
  const count = calls.length === 0 ? 0 : (flood ?? calls.length);
  const toolCalls = Array.from({ length: count }, (_, index) => {
    const call = calls[index % calls.length] as ScriptedToolCall;
    return numbered(call, (repeat - 1) * count + index + 1);
  });
  const script = { ...numbered(rest, repeat), toolCalls, interleaveToolCalls: interleave };
  return { script, faults, cut };
}
