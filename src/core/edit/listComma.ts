// The commas between the entries of a list: what becomes the last has none, what no longer is the last gets one.
// insertItems and replaceLeaf ask for them.

import type { CodeItem } from "../code/codeItem.ts";
import { Unsure } from "./matchItems.ts";
import { isBlank } from "./structure.ts";

/** Whether commas part it from what stands beside it. */
export const isList = (item: CodeItem | undefined) => item?.place === "list";

/**
 * The lines with or without a comma at the end of the last one that says something. Throws `Unsure` where a comment ends
 * it.
 */
export function withComma(lines: readonly string[], wanted: boolean): readonly string[] {
  const last = lines.findLastIndex((line) => !isBlank(line));
  const line = (lines[last] ?? "").trimEnd();
  if (line.endsWith(",") === wanted) return lines;
  if (/\/\/|\*\/$/.test(line)) throw new Unsure();
  return lines.with(last, wanted ? `${line},` : line.slice(0, -1));
}
