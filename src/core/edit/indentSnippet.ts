// A snippet as it should read where the cursor stands.

import { inLiteral } from "../code/codeText.ts";
import { insideOf } from "../code/readCode.ts";
import { syntaxOf } from "../code/syntax.ts";
import { commonIndent, withSpaces, withTabs } from "./matchStyle.ts";

/** What surrounds the cursor. */
export interface CursorPlace {
  /** The text of the line before the cursor, and after it. */
  readonly before: string;
  readonly after: string;
  readonly insertSpaces: boolean;
  /** How many spaces a tab stands for. */
  readonly tabSize: number;
  /** VS Code's id; where it is known, what lies in a literal is not moved. */
  readonly language?: string;
}

/**
 * The text to put at the cursor, lines joined by `\n`. Every line gets the indentation of the cursor's line, the first
 * one only what is missing of it; blank lines stay blank. What stands after the cursor goes on in a line of its own
 * when whole lines are inserted before it.
 */
export function indentSnippet(code: string, { before, after, insertSpaces, tabSize, language }: CursorPlace): string {
  const lines = code.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n");
  const styled = insertSpaces ? withSpaces(lines, tabSize) : tabbed(lines, tabSize);
  const syntax = language === undefined ? undefined : syntaxOf(language);
  const inside = syntax && insideOf(lines, syntax);
  const isLiteral = (index: number) => inside?.[index] === inLiteral;
  const given = commonIndent(styled.filter((_line, index) => !isLiteral(index)));
  const base = /^[ \t]*/.exec(before)?.[0] ?? "";
  const text = styled
    .map((line, index) => {
      if (isLiteral(index)) return lines[index] ?? "";
      const bare = line.trim() === "" ? "" : line.slice(given.length);
      return index === 0 || bare === "" ? bare : base + bare;
    })
    .join("\n");
  const startsLine = before.trim() === "";
  return startsLine && lines.length > 1 && after.trim() !== "" ? `${text}\n${base}` : text;
}

/** Text that uses tabs already is left as it is: the spaces in it align. */
function tabbed(lines: readonly string[], tabSize: number): readonly string[] {
  return lines.some((line) => line.startsWith("\t")) ? lines : withTabs(lines, tabSize);
}
