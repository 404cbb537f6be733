// What of a level of the snippet has a place in the file already.
// mergeLevel puts what is new between these.

import type { CodeItem } from "../code/codeItem.ts";
import type { Merge } from "./merge.ts";
import { wordsOf } from "./structure.ts";

/** The place of the nearest item that has one, and whether something is left out in between. */
export interface Neighbour {
  readonly item: CodeItem | undefined;
  readonly gap: boolean;
}

/** What `items`, a level of the snippet, have among `others`, those of the file: their mates, or what says the same. */
export function findAnchors(
  { snippet, file }: Merge,
  items: readonly CodeItem[],
  others: readonly CodeItem[],
  mates: ReadonlyMap<CodeItem, CodeItem>,
): ReadonlyMap<CodeItem, CodeItem> {
  const anchors = new Map<CodeItem, CodeItem>();
  const words = new Map<string, CodeItem[]>();
  for (const other of others) {
    if (other.type === "definition" || other.type === "comment") continue;
    const key = wordsOf(file.text.lines, { start: other.decorators, end: other.end });
    words.set(key, [...(words.get(key) ?? []), other]);
  }
  let position = 0;
  for (const item of items) {
    const mate = mates.get(item);
    if (mate) {
      anchors.set(item, mate);
      position = mate.end;
    } else if (item.type === "statement" || item.type === "import") {
      const key = wordsOf(snippet.text.lines, { start: item.decorators, end: item.end });
      const same = words.get(key) ?? [];
      const found = same.length === 1 ? same[0] : same.find(({ start }) => start >= position);
      if (found) {
        anchors.set(item, found);
        position = found.end;
      }
    }
  }
  return anchors;
}

/** What is nearest to `items[index]`, before or after it by `step`. */
export function neighbourOf(
  items: readonly CodeItem[],
  anchors: ReadonlyMap<CodeItem, CodeItem>,
  index: number,
  step: 1 | -1,
): Neighbour {
  let gap = false;
  for (let at = index + step; at >= 0 && at < items.length; at += step) {
    const item = items[at];
    if (item === undefined) break;
    if (item.type === "gap") gap = true;
    const anchor = anchors.get(item);
    if (anchor) return { item: anchor, gap };
  }
  return { item: undefined, gap };
}
