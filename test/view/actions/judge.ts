// What is wrong with where a press led.

import { landings } from "./landings.ts";
import type { FocusState } from "./pressables.ts";
import type { Press } from "./sweep.ts";

/** In words; nothing where all is well. */
export function wrongWith(press: Press): string[] {
  const { name, nth, by, scene, unavailable, at, answered, fault } = press;
  const say = (what: string) => `${scene}: ${name} (${nth}), by ${by}: ${what}`;
  const of = landings[name];
  if (!of) return [say("nobody has said where it leads (landings.ts)")];
  if (fault !== undefined) return [say(fault)];
  const landing = typeof of === "function" ? of(press) : of;
  // What is unavailable does nothing.
  const first = unavailable ? "same" : landing.lands;
  const then = unavailable ? first : (landing.answered ?? first);
  const judge = (state: FocusState, expected: string, when: string): string[] => {
    if (state.name === "") return [say(`the focus is lost ${when}`)];
    if (state.unseen !== undefined) return [say(`${state.name}, which has the focus ${when}, ${state.unseen}`)];
    const isSame = state.isMarked || (!state.markedIsThere && state.name === name);
    const isThere = expected === "same" ? isSame : expected === state.name && !state.isMarked;
    const found = isSame && expected !== "same" ? "still there" : `at ${state.name}`;
    return isThere ? [] : [say(`the focus is ${found} ${when}, not at ${expected}`)];
  };
  return [...judge(at, first, "at once"), ...(answered ? judge(answered, then, "once the host has answered") : [])];
}
