// What a person names with `@`: plain data that says where something is, read only when it is measured or sent.

import type { LineRange } from "../code/lineRange.ts";

/** What can be named. Open editors are no kind of their own: each becomes a file. */
export const mentionKinds = [
  "file",
  "folder",
  "selection",
  "symbol",
  "problems",
  /** Git: what is changed and not staged. */
  "changes",
  /** Git: what the next commit holds. */
  "staged",
  "terminal",
] as const;

/** One of `mentionKinds`. */
export type MentionKind = (typeof mentionKinds)[number];

/** One thing that goes with a question. Made by the host alone; kept as JSON with the draft. */
export interface Mention {
  readonly kind: MentionKind;
  /** As shown: "src/a.ts", "src/a.ts:3-9", "Problems". */
  readonly label: string;
  /** Of a file, folder, selection or symbol. */
  readonly uri?: string;
  /** 0-based lines `[start, end)` of a selection, or where a symbol was found. */
  readonly lines?: LineRange;
  /** The name of a symbol. */
  readonly name?: string;
  /** What was selected, as it was then: editors and terminals move on. */
  readonly text?: string;
  /** VS Code's language id of `text`. */
  readonly languageId?: string;
}

/** Whether both name the same thing, so that it is sent once. */
export function sameMention(a: Mention, b: Mention): boolean {
  return (
    a.kind === b.kind &&
    a.uri === b.uri &&
    a.name === b.name &&
    a.text === b.text &&
    a.lines?.start === b.lines?.start &&
    a.lines?.end === b.lines?.end
  );
}

/** A mention that was stored, or undefined when the value is none. */
export function parseMention(value: unknown): Mention | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { kind, label, uri, lines, name, text, languageId } = value as Record<string, unknown>;
  if (typeof label !== "string" || !mentionKinds.includes(kind as MentionKind)) return undefined;
  if ([uri, name, text, languageId].some((each) => each !== undefined && typeof each !== "string")) return undefined;
  if (lines !== undefined && !isRange(lines)) return undefined;
  return value as Mention;
}

function isRange(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { start, end } = value as Record<string, unknown>;
  return Number.isInteger(start) && Number.isInteger(end);
}
