// Lines with what is known of each, and the ways a model writes them differently.

import type { Outline, RowKind, Rows } from "./outline.ts";

/** A line of code; its kind says whether its indentation may be changed. */
export interface Row {
  readonly text: string;
  readonly kind: RowKind;
}

export const isBlank = (text: string) => text.trim() === "";
export const indentOf = (text: string) => /^[ \t]*/.exec(text)?.[0] ?? "";

/** The rows `[start, end)` of a file. */
export function rowsOf(lines: readonly string[], { rowKinds }: Outline, { start, end }: Rows): Row[] {
  return lines.slice(start, end).map((text, index) => ({ text, kind: rowKinds[start + index] ?? "code" }));
}

export const textsOf = (rows: readonly Row[]) => rows.map(({ text }) => text);
export const code = (text: string): Row => ({ text, kind: "code" });

/** `lines` with `[start, end)` replaced. */
export function splice(lines: readonly string[], { start, end }: Rows, replacement: readonly string[]): string[] {
  return [...lines.slice(0, start), ...replacement, ...lines.slice(end)];
}

/**
 * Without the indentation `base`, literals left as they are. undefined when a line of code stands further out than
 * `base`, or holds white space alone: one cannot tell where such a line belongs.
 */
export function flush(rows: readonly Row[], base: string): Row[] | undefined {
  const result: Row[] = [];
  for (const row of rows) {
    if (row.kind === "literal" || row.kind === "directive" || row.text === "") result.push(row);
    else if (row.text.startsWith(base) && !isBlank(row.text))
      result.push({ ...row, text: row.text.slice(base.length) });
    else return undefined;
  }
  return result;
}

/**
 * The indentation of code in units of `from` written in units of `to`. undefined when some line is not indented in
 * whole units; comments may be one column further in.
 */
export function reindent(rows: readonly Row[], from: string, to: string): Row[] | undefined {
  const result: Row[] = [];
  for (const row of rows) {
    if (row.kind === "literal" || row.text === "") {
      result.push(row);
      continue;
    }
    const indent = indentOf(row.text);
    let units = 0;
    let rest = indent;
    while (rest.startsWith(from)) {
      rest = rest.slice(from.length);
      units++;
    }
    if (rest !== "" && !(row.kind === "comment" && rest === " ")) return undefined;
    if (isBlank(row.text) || row.kind === "doc") return undefined;
    result.push({ ...row, text: to.repeat(units) + rest + row.text.slice(indent.length) });
  }
  return result;
}

/** The unit a file indents its code by; undefined when it has none, or several. */
export function indentUnit(lines: readonly string[], { rowKinds }: Outline): string | undefined {
  const steps = new Map<string, number>();
  let before = "";
  for (const [index, line] of lines.entries()) {
    if (rowKinds[index] !== "code" || isBlank(line)) continue;
    const indent = indentOf(line);
    if (indent.length > before.length && indent.startsWith(before)) {
      const step = indent.slice(before.length);
      steps.set(step, (steps.get(step) ?? 0) + 1);
    }
    before = indent;
  }
  const [most] = [...steps].sort((a, b) => b[1] - a[1]);
  if (!most || !["\t", "  ", "    "].includes(most[0])) return undefined;
  return most[0];
}
