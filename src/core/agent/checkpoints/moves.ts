// Changes that belong together: what goes in one place and comes in another, in one act, is one.

import type { Act } from "./changeState.ts";

/** Files that go together with others, each with all of its company, itself included; `from` of a move comes first. */
export function movedTogether(acts: ReadonlyMap<string, readonly Act[]>): ReadonlyMap<string, readonly string[]> {
  const gone = new Map<string, Act>();
  for (const act of [...acts.values()].flat()) {
    if (act.before !== undefined && act.after === undefined) gone.set(`${act.id}\n${act.before}`, act);
  }
  const together = new Map<string, readonly string[]>();
  for (const act of [...acts.values()].flat().sort((a, b) => a.order - b.order)) {
    const from = act.before === undefined ? gone.get(`${act.id}\n${act.after}`) : undefined;
    if (!from || from.file === act.file) continue;
    const group = [
      ...new Set([...(together.get(from.file) ?? [from.file]), ...(together.get(act.file) ?? [act.file])]),
    ];
    for (const file of group) together.set(file, group);
  }
  return together;
}
