// Puts a file's own lines where a snippet stands a comment in for them.

import { isBlank } from "./structure.ts";

/**
 * `snippet`, which begins and ends where `file` does, with the lines of `file` that its gaps leave out. Lines are compared
 * by their text; what stands between two gaps must be found in the file by its first and its last line, once each and
 * in order. undefined when it is not certain what a gap stands for.
 */
export function fillGaps(
  snippet: readonly string[],
  file: readonly string[],
  isGap: (line: string) => boolean,
): readonly string[] | undefined {
  const parts = partsOf(snippet, isGap);
  if (parts.length < 2) return snippet;
  const text = file.map((line) => line.trim());
  const result: string[] = [];
  const keep = (start: number, end: number) => {
    for (let line = start; line < end; line++) result.push(file[line] ?? "");
  };
  /** The file's lines before this one are spoken for. */
  let position = 0;
  for (const [index, part] of parts.entries()) {
    const isFirst = index === 0;
    const isLast = index === parts.length - 1;
    const lines = part.lines.map((line) => (snippet[line] ?? "").trim());
    const place = isFirst
      ? startOf(lines, text)
      : isLast
        ? endOf(lines, text, position)
        : middleOf(lines, text, position);
    if (place === undefined || place.start < position) return undefined;
    keep(isFirst ? place.start : position, place.start);
    for (const line of part.lines) result.push(snippet[line] ?? "");
    position = place.end;
    if (isLast) keep(position, file.length);
  }
  return result;
}

/** The lines between gaps, without blank ones at their ends. */
function partsOf(snippet: readonly string[], isGap: (line: string) => boolean): { lines: number[] }[] {
  const parts: { lines: number[] }[] = [{ lines: [] }];
  for (const [index, line] of snippet.entries()) {
    if (isGap(line)) parts.push({ lines: [] });
    else parts.at(-1)?.lines.push(index);
  }
  return parts.map(({ lines }) => {
    const first = lines.findIndex((line) => !isBlank(snippet[line] ?? ""));
    const last = lines.findLastIndex((line) => !isBlank(snippet[line] ?? ""));
    return { lines: first === -1 ? [] : lines.slice(first, last + 1) };
  });
}

interface Place {
  readonly start: number;
  readonly end: number;
}

/** The part before the first gap: it begins where the file does, and its last line says how far it goes. */
function startOf(lines: readonly string[], file: readonly string[]): Place | undefined {
  if (lines.length === 0) return { start: 0, end: 0 };
  const same = file.findIndex((line, index) => line !== lines[index]);
  const common = same === -1 ? file.length : same;
  if (common >= lines.length) return { start: 0, end: lines.length };
  const end = onlyLine(file, lines.at(-1) ?? "", 0);
  return end === undefined || !isNear(end + 1, lines.length) ? undefined : { start: 0, end: end + 1 };
}

/** The part after the last gap. */
function endOf(lines: readonly string[], file: readonly string[], from: number): Place | undefined {
  if (lines.length === 0) return { start: file.length, end: file.length };
  const isTail = lines.every((line, index) => file[file.length - lines.length + index] === line);
  if (isTail && file.length - lines.length >= from) return { start: file.length - lines.length, end: file.length };
  const start = onlyLine(file, lines[0] ?? "", from);
  return start === undefined || !isNear(file.length - start, lines.length) ? undefined : { start, end: file.length };
}

/** A part between two gaps. */
function middleOf(lines: readonly string[], file: readonly string[], from: number): Place | undefined {
  if (lines.length === 0) return undefined;
  const start = onlyLine(file, lines[0] ?? "", from);
  const end = onlyLine(file, lines.at(-1) ?? "", from);
  if (start === undefined || end === undefined || end < start || !isNear(end + 1 - start, lines.length))
    return undefined;
  return { start, end: end + 1 };
}

/** Far more old lines than new ones: something was left out without a word. */
const isNear = (old: number, given: number) => old <= given * 2 + 4;

/** The only line of the text from `from` on that reads like `line`. */
function onlyLine(text: readonly string[], line: string, from: number): number | undefined {
  if (!/[\p{L}\p{N}_]{2}/u.test(line)) return undefined;
  const first = text.indexOf(line, from);
  return first === -1 || text.indexOf(line, first + 1) !== -1 ? undefined : first;
}
