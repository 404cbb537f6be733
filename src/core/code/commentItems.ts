// The comments between statements.
// bracedItems and indentedItems add them in front of each statement, and at the end.

import type { CodeItem, IsGap } from "./codeItem.ts";
import type { CodeText } from "./codeText.ts";
import type { Place } from "./head.ts";
import type { LineRange } from "./lineRange.ts";

/**
 * Adds the comments of some lines without code, those apart that belong to what follows. Returns where the latter begin,
 * the range's end when there are none. `isEnd`: nothing follows, so all stand by themselves.
 */
export function addComments(
  items: CodeItem[],
  text: CodeText,
  { start, end }: LineRange,
  place: Place,
  isGap: IsGap,
  isEnd = false,
): number {
  let from: number | undefined;
  const close = (line: number) => {
    if (from !== undefined) items.push(commentItem("comment", from, line, place));
    from = undefined;
  };
  for (let line = start; line < end; line++) {
    const original = text.lines[line] ?? "";
    if (isGap(original)) {
      close(line);
      items.push(commentItem("gap", line, line + 1, place));
    } else if (original.trim() === "" && text.inside[line] === 0) close(line);
    else from ??= line;
  }
  if (!isEnd) return from ?? end;
  close(end);
  return end;
}

function commentItem(type: "comment" | "gap", start: number, end: number, place: Place): CodeItem {
  return {
    type,
    definition: undefined,
    start,
    decorators: start,
    head: start,
    end,
    body: undefined,
    regions: [],
    place,
  };
}
