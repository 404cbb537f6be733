// Which file is meant by the end of its path, as answers name files: `a.ts`, `core/a.ts`. Only where one file ends so.

import type { PathSource } from "./pathIndex.ts";

/** One path of one of several sources. */
export interface EndMatch {
  /** Its place among the sources. */
  readonly source: number;
  readonly path: string;
}

/**
 * For each of `ends` (with `/`, none at their ends) the only path that is it or ends in it, in whole names; those that
 * none ends in, or several, are left out. One pass over the paths, however many ends there are.
 */
export function uniqueEnds(
  ends: readonly string[],
  sources: readonly Pick<PathSource, "end" | "has" | "open">[],
): ReadonlyMap<string, EndMatch> {
  const byName = new Map<string, string[]>();
  for (const end of new Set(ends)) {
    const name = nameOf(end);
    const same = byName.get(name);
    if (same) same.push(end);
    else byName.set(name, [end]);
  }
  const found = new Map<string, EndMatch>();
  const several = new Set<string>();
  sources.forEach((source, index) => {
    const cursor = source.open();
    for (let number = 0; number < source.end; number++) {
      if (!source.has(number)) continue;
      cursor.moveTo(number);
      const path = cursor.text();
      for (const end of byName.get(nameOf(path)) ?? []) {
        if (path !== end && !path.endsWith(`/${end}`)) continue;
        if (found.has(end)) several.add(end);
        else found.set(end, { source: index, path });
      }
    }
  });
  for (const end of several) found.delete(end);
  return found;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
