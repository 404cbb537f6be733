// The changes between two texts as a unified diff, the form models and people read, and back.

import { applyHunks, type Hunk } from "./hunk.ts";
import { diffLines } from "./lineDiff.ts";

/** Lines that stay, around each change. */
const around = 3;
const noNewline = "\\ No newline at end of file";

/** The hunks of a unified diff from `before` to `after`, without the lines that name files; empty for equal texts. */
export function unifiedDiff(before: string, after: string): string {
  const [old, fresh] = [linesOf(before), linesOf(after)];
  const written: string[] = [];
  /** Lines of the new text minus lines of the old one, up to the hunk at hand. */
  let grown = 0;
  for (const group of grouped(diffLines(old, fresh))) {
    const start = Math.max(0, (group[0]?.oldStart ?? 0) - around);
    const end = Math.min(old.length, (group.at(-1)?.oldEnd ?? 0) + around);
    const body: string[] = [];
    let at = start;
    for (const { oldStart, oldEnd, newLines } of group) {
      body.push(...marked(" ", old.slice(at, oldStart)), ...marked("-", old.slice(oldStart, oldEnd)));
      body.push(...marked("+", newLines));
      at = oldEnd;
    }
    body.push(...marked(" ", old.slice(at, end)));
    const growth = group.reduce((sum, { oldStart, oldEnd, newLines }) => sum + newLines.length - oldEnd + oldStart, 0);
    written.push(`@@ -${range(start, end - start)} +${range(start + grown, end - start + growth)} @@\n`, ...body);
    grown += growth;
  }
  return written.join("").replace(/\n$/, "");
}

/** `before` with a diff of `unifiedDiff` applied; undefined when it is not one from this very text. */
export function applyUnifiedDiff(before: string, diff: string): string | undefined {
  const old = linesOf(before);
  const hunks: Hunk[] = [];
  let at = 0;
  let open: { oldStart: number; newLines: string[] } | undefined;
  const close = () => {
    if (open) hunks.push({ ...open, oldEnd: at });
    open = undefined;
  };
  for (const line of readLines(diff)) {
    const text = line.slice(1);
    if (line.startsWith("@@")) {
      close();
      const [, start, count] = /^@@ -(\d+),(\d+) /.exec(line) ?? [];
      if (start === undefined) return undefined;
      at = Number(start) - (count === "0" ? 0 : 1);
    } else if (line.startsWith("+")) {
      open ??= { oldStart: at, newLines: [] };
      open.newLines.push(text);
    } else {
      if (old[at] !== text) return undefined;
      if (line.startsWith("-")) open ??= { oldStart: at, newLines: [] };
      else close();
      at++;
    }
  }
  close();
  return applyHunks(old, hunks).join("");
}

/** With their line breaks: a last line without one differs from one with it. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Changes that are so near to one another that the lines around them meet. */
function grouped(hunks: readonly Hunk[]): Hunk[][] {
  const groups: Hunk[][] = [];
  for (const hunk of hunks) {
    const last = groups.at(-1);
    if (last && hunk.oldStart - (last.at(-1)?.oldEnd ?? 0) <= 2 * around) last.push(hunk);
    else groups.push([hunk]);
  }
  return groups;
}

/** An empty range is named by the line before it. */
function range(start: number, count: number): string {
  return `${count === 0 ? start : start + 1},${count}`;
}

function marked(mark: string, lines: readonly string[]): string[] {
  return lines.map((line) => (line.endsWith("\n") ? mark + line : `${mark}${line}\n${noNewline}\n`));
}

/** The lines of a diff as they were marked: those of the texts with the line break they had. */
function readLines(diff: string): string[] {
  const lines: string[] = [];
  for (const line of diff === "" ? [] : diff.split("\n")) {
    const last = lines.length - 1;
    if (line === noNewline && last >= 0) lines[last] = lines[last]?.slice(0, -1) ?? "";
    else lines.push(`${line}\n`);
  }
  return lines;
}
