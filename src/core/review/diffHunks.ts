// The hunks of one file's diff, as the new file has them.

import { headOf } from "../access/diffFiles.ts";

/** A line of a hunk. */
export interface DiffLine {
  readonly sign: " " | "+" | "-";
  /** In the new file, from 1; undefined for one that went. */
  readonly number: number | undefined;
  readonly text: string;
}

export interface DiffHunk {
  /** The first line of the new file that it shows, from 1. */
  readonly start: number;
  readonly lines: readonly DiffLine[];
}

/** The hunks of `text`, a file of `filesOfDiff`. None for a file that has no lines, or three sides as merges have them. */
export function hunksOf(text: string): readonly DiffHunk[] {
  const hunks: DiffHunk[] = [];
  let open: { start: number; lines: DiffLine[]; next: number; olds: number; news: number } | undefined;
  for (const line of text.slice(headOf(text).length).split("\n")) {
    // Within its counts every line is the file's own, also one that looks like a head.
    if (open && (open.olds > 0 || open.news > 0)) {
      const sign = line[0] ?? " ";
      if (sign === "\\") continue;
      if (sign !== "+" && sign !== "-" && sign !== " " && sign !== "\r") break;
      const isOld = sign !== "+";
      const isNew = sign !== "-";
      const kept = { sign: sign === "\r" ? " " : sign, text: withoutReturn(line.slice(1)) } as const;
      open.lines.push({ ...kept, number: isNew ? open.next++ : undefined });
      open.olds -= isOld ? 1 : 0;
      open.news -= isNew ? 1 : 0;
      continue;
    }
    const [, olds = "1", start, news = "1"] = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line) ?? [];
    if (start === undefined) continue;
    // A hunk that leaves no line behind is named by the line before it.
    const first = Number(start) + (news === "0" ? 1 : 0);
    open = { start: first, lines: [], next: first, olds: Number(olds), news: Number(news) };
    hunks.push(open);
  }
  return hunks.map(({ start, lines }) => ({ start, lines }));
}

/** A file with both kinds of line ends shows a return here. */
function withoutReturn(text: string): string {
  return text.endsWith("\r") ? text.slice(0, -1) : text;
}
