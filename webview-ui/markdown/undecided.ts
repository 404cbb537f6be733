// What is not drawn yet because it may become anything: nothing shows as one thing and then as another.

/** A line of blanks, or of marks: a bullet or the line below a heading, a number or an item of a list, a rule, a fence. */
const undecided = /^\s*(?:[-=]+|[*+_]{1,3}|\d{1,9}[.)]?|`{1,2}|~{1,2})?\s*$/;
/** No longer line is looked at for that. */
const longest = 200;

/**
 * How much of a growing text can be drawn: all of it, or all but its last line, which shows when it is over, or when it
 * is clear what it is.
 */
export function decidedLength(text: string): number {
  const start = text.lastIndexOf("\n") + 1;
  if (start === text.length || text.length - start > longest) return text.length;
  return undecided.test(text.slice(start)) ? start : text.length;
}
