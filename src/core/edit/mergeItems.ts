// Puts the items of a snippet in place of those they mean, level by level: a class gives way member by member, and what
// the snippet does not speak of stays where it is.

import type { Edit } from "./edit.ts";
import { Unsure } from "./matchItems.ts";
import type { Merge } from "./merge.ts";
import { mergeImports } from "./mergeImports.ts";
import { mergeLevel } from "./mergeLevel.ts";
import { rootMates } from "./rootMates.ts";

/** The edits that bring `snippet` into `file`, in order. Throws `Unsure`. Nothing to do is an empty list. */
export function mergeItems(merge: Merge): readonly Edit[] {
  const { snippet, file } = merge;
  const edits = [
    ...mergeImports(merge),
    ...mergeLevel(
      merge,
      snippet.items.filter(({ type }) => type !== "import"),
      file.items,
      undefined,
      rootMates(merge),
    ),
  ].toSorted((a, b) => a.start - b.start || a.end - b.end);
  for (const [index, edit] of edits.entries()) {
    const before = edits[index - 1];
    if (before && before.end > edit.start) throw new Unsure();
  }
  return edits;
}
