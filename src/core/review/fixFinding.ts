// The change that a finding proposes, in its file as it is now.

import type { LineRange } from "../code/lineRange.ts";
import { findOldText } from "../edit/oldText/findOldText.ts";
import { placementOf } from "../edit/placeSnippet.ts";
import type { Finding } from "./finding.ts";
import { withoutNumbers } from "./placeFinding.ts";
import { QuotedPlaces } from "./quotedPlaces.ts";

/** Lines to put in place of others; or why there are none: the code is gone, or stands there several times. */
export type Fix =
  | { readonly type: "change"; readonly range: LineRange; readonly newLines: readonly string[] }
  | { readonly type: "gone" | "ambiguous" };

/**
 * The fix of `finding` for a file of `lines`, which are without their ends. `near` is where it stands, if that is known:
 * there it is looked for first.
 */
export function fixOf(
  lines: readonly string[],
  { oldText, newText = "" }: Pick<Finding, "oldText" | "newText">,
  near: LineRange | undefined,
): Fix {
  const old = withoutNumbers(oldText.split("\n")).join("\n");
  const fresh = old === oldText ? newText : withoutNumbers(newText.split("\n")).join("\n");
  const here = near && changed(lines.slice(near.start, near.end), old, fresh);
  if (near && here?.type === "change") {
    const { range } = here;
    return { ...here, range: { start: near.start + range.start, end: near.start + range.end } };
  }
  return changed(lines, old, fresh);
}

/**
 * Where the code that `finding` quotes stands in a file of `lines`: at `near`, else in the one place that there is. The reason
 * why not, when there is no such place.
 */
export function placeNow(
  lines: readonly string[],
  { oldText }: Pick<Finding, "oldText">,
  near: LineRange | undefined,
): LineRange | "gone" | "ambiguous" {
  const places = new QuotedPlaces(lines).find(withoutNumbers(oldText.split("\n")));
  const here = places.find(({ start }) => start === near?.start);
  return here ?? (places.length > 1 ? "ambiguous" : (places[0] ?? "gone"));
}

function changed(lines: readonly string[], oldText: string, newText: string): Fix {
  const result = findOldText(lines.join("\n"), oldText, newText);
  if (result.type === "refused") return { type: result.reason === "ambiguous" ? "ambiguous" : "gone" };
  const placement = placementOf(lines, result.text.split("\n"));
  if (placement.type !== "lines") return { type: "gone" };
  const { range, newLines } = placement;
  // Whole lines that go leave none behind.
  const isRemoved = newText.trim() === "" && newLines.length === 1 && newLines[0]?.trim() === "";
  return { type: "change", range, newLines: isRemoved ? [] : newLines };
}
