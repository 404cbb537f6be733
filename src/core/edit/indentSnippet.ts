// A snippet as it should read where the cursor stands.

import { commonIndent, withSpaces, withTabs } from "./matchStyle.ts";

/** What surrounds the cursor. */
export interface CursorPlace {
  /** The text of the line before the cursor, and after it. */
  readonly before: string;
  readonly after: string;
  readonly insertSpaces: boolean;
  /** How many spaces a tab stands for. */
  readonly tabSize: number;
}

/**
 * The text to put at the cursor, lines joined by `\n`. Every line gets the indentation of the cursor's line, the first
 * one only what is missing of it; blank lines stay blank. What stands after the cursor goes on in a line of its own
 * when whole lines are inserted before it.
 */
export function indentSnippet(code: string, { before, after, insertSpaces, tabSize }: CursorPlace): string {
  const lines = code.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n");
  const styled = insertSpaces ? withSpaces(lines, tabSize) : tabbed(lines, tabSize);
  const given = commonIndent(styled);
  const base = /^[ \t]*/.exec(before)?.[0] ?? "";
  const text = styled
    .map((line) => (line.trim() === "" ? "" : line.slice(given.length)))
    .map((line, index) => (index === 0 || line === "" ? line : base + line))
    .join("\n");
  const startsLine = before.trim() === "";
  return startsLine && lines.length > 1 && after.trim() !== "" ? `${text}\n${base}` : text;
}

/** Text that uses tabs already is left as it is: the spaces in it align. */
function tabbed(lines: readonly string[], tabSize: number): readonly string[] {
  return lines.some((line) => line.startsWith("\t")) ? lines : withTabs(lines, tabSize);
}
