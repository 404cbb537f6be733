// The change that a call asks for, told from the call alone: for the line of one that is over, whatever the file holds now.

import { boundedDiff, type DiffBounds } from "./changedText.ts";

const bounds: DiffBounds = { lines: 500, width: 1_000, length: 64 * 1024 };

/**
 * A diff of what a call of `edit_file` or `write_file` wrote: old_text to new_text, or all lines of a file. Undefined for
 * other calls and for input that makes no sense.
 */
export function askedChange(name: string, input: unknown): string | undefined {
  if (typeof input !== "object" || input === null) return undefined;
  const { path, old_text, new_text, content } = input as Readonly<Record<string, unknown>>;
  if (typeof path !== "string") return undefined;
  if (name === "write_file" && typeof content === "string") return named(path, boundedDiff("", content, bounds));
  if (name !== "edit_file" || typeof old_text !== "string" || typeof new_text !== "string") return undefined;
  return named(path, boundedDiff(old_text, new_text, bounds));
}

/** With the lines in front that name the file. */
export function named(path: string, diff: string, before = path): string {
  const plain = (text: string) => text.replace(/[\r\n]+/g, " ");
  return `--- ${plain(before)}\n+++ ${plain(path)}\n${diff}`;
}
