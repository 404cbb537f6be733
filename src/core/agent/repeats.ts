// Models ask for the same again and again, often several things in turn: "the last three are equal" never sees it. So calls
// are compared over a window, with what came of them.

import type { CallPart, ReplyPart } from "../conversation/message.ts";
import { type CallEnd, noteOf } from "../conversation/runParts.ts";
import type { ToolRunner } from "../tools/createToolRunner.ts";
import type { MalformedCall, PreparedCall } from "../tools/prepareCall.ts";
import { repeatsAnswered, repeatWindow } from "./limits.ts";
import type { Judgement } from "./runPorts.ts";
import { notRun } from "./words.ts";

/**
 * A fact of an end: "again" when it is the earlier one, given again; "allowed" when the person wanted the call run although
 * it repeats, "denied" when not. Models see only the text.
 */
export const repeatFact = "repeat";

/** How often a call was made before with one and the same result, and that result. */
export interface Repeats {
  readonly times: number;
  readonly end: CallEnd;
  /** How often it is made until the result is given again: once was enough for what the person did not want repeated. */
  readonly answered: number;
}

/**
 * The calls of `parts` that ended and are equal to `part`, back to the last one that came out otherwise; undefined when there
 * are none. What the person said, and whatever changes something, begins anew, and so does what the person decided about a
 * repeat: after an edit the same test is another test.
 */
export function repeatsOf(
  parts: readonly ReplyPart[],
  part: CallPart,
  prepare: ToolRunner["prepare"],
): Repeats | undefined {
  const key = keyOf(part, prepare(part.name, part.arguments));
  let times = 0;
  let end: CallEnd | undefined;
  let looked = 0;
  for (let index = parts.length - 1; index >= 0 && looked < repeatWindow; index--) {
    const other = parts[index];
    if (other?.type === "said") break;
    if (other?.type !== "tool-call") continue;
    looked++;
    const { progress } = other;
    if (progress?.state !== "ended" || !isResult(progress)) continue;
    const call = prepare(other.name, other.arguments);
    if (keyOf(other, call) !== key) {
      if (progress.outcome === "done" && call.type === "call" && call.changes) break;
      continue;
    }
    const fact = progress.facts?.[repeatFact];
    if (fact !== "again") {
      if (end && !isSame(end, progress)) break;
      end ??= progress;
    }
    times++;
    if (fact === "allowed" || fact === "denied") break;
  }
  return end && { times, end, answered: end.facts?.[repeatFact] === "denied" ? 2 : repeatsAnswered };
}

/**
 * Whether a call that was denied with `end` would be so again, now that it is judged as `now` (undefined for one that only the
 * person answers). Modes and rules change: what one refused another may allow.
 */
export function isDeniedStill(end: CallEnd, now: Judgement | undefined): boolean {
  if (end.facts?.[repeatFact] === "denied") return true;
  if (now?.type === "runs") return false;
  return now?.type === "refused" ? textOf(end) === now.text : isByPerson(end);
}

/** Those that say something of the call itself. */
const isResult = ({ outcome }: CallEnd) => outcome === "done" || outcome === "failed" || outcome === "denied";

/** A no is a no, whatever was said with it. */
function isSame(a: CallEnd, b: CallEnd): boolean {
  if (a.outcome !== b.outcome) return false;
  return (isByPerson(a) && isByPerson(b)) || JSON.stringify(a.content) === JSON.stringify(b.content);
}

const isByPerson = (end: CallEnd) => end.outcome === "denied" && textOf(end) === notRun.denied(noteOf(end));

function textOf({ content: [first] }: CallEnd): string | undefined {
  return first?.type === "text" ? first.text : undefined;
}

/** What makes two calls the same; those that make no sense are compared letter by letter. */
function keyOf(part: CallPart, call: PreparedCall | MalformedCall): string {
  return call.type === "call" ? `${call.name} ${call.key}` : `? ${part.name} ${part.arguments}`;
}
