// Marks on the page that change none of its elements, so that nothing is drawn anew.

/** `found` what was looked for, `current` the one of it that is shown now, `spoken` the sentence that is read aloud. */
export type MarkName = "found" | "current" | "spoken";

/** Marks `ranges` in place of what was marked by that name. Returns what takes them away, and no marks but these. */
export function showMarks(name: MarkName, ranges: readonly Range[]): () => void {
  // Not in every environment that tests run in.
  if (typeof CSS === "undefined" || !("highlights" in CSS)) return () => {};
  const key = `mimo-${name}`;
  const marks = new Highlight(...ranges);
  if (ranges.length === 0) CSS.highlights.delete(key);
  else CSS.highlights.set(key, marks);
  return () => {
    if (CSS.highlights.get(key) === marks) CSS.highlights.delete(key);
  };
}
