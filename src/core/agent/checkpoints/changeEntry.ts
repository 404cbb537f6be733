// The log of what changed files in a chat, a JSON line each, appended and never altered. A change is two lines, before and
// after it; one without its end was cut off.

import { isFields, isText, time } from "../../conversation/stored/parseValue.ts";
import { parseJson } from "../../util/parseJson.ts";
import type { ContentHash } from "./fileChange.ts";

/** What a file held. */
export interface FileNote {
  readonly file: string;
  readonly hash?: string;
  readonly executable?: true;
}

/** A change that is about to be made. */
export interface BeginEntry {
  readonly type: "begin";
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The question that is answered. */
  readonly question: string;
  /** What the files held. */
  readonly files: readonly FileNote[];
  /** Set when the person takes changes back: their ids, by file. */
  readonly undoes?: Readonly<Record<string, readonly string[]>>;
  /** Set when the person takes that back: its id. */
  readonly redoes?: string;
}

/** It is made, or failed; `files` are those that it changed, or that were decided about. */
export interface EndEntry {
  readonly type: "end";
  readonly id: string;
  readonly files: readonly FileNote[];
  /** Nobody saw its end: what the files held when somebody looked may be the person's in part. */
  readonly uncertain?: true;
}

/** The person keeps what was made of a file, up to and with the change `through`. */
export interface KeepEntry {
  readonly type: "keep";
  readonly id: string;
  readonly file: string;
  readonly through: string;
  /** What of it they did not decide about yet. */
  readonly rest?: { readonly before?: string; readonly after?: string };
}

/** The person gave a file another name. */
export interface RenameEntry {
  readonly type: "rename";
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

export type ChangeEntry = BeginEntry | EndEntry | KeepEntry | RenameEntry;

export function encodeChange(entry: ChangeEntry): string {
  return JSON.stringify(entry);
}

/** Undefined for a line that was torn, and for one of a kind that is not known. */
export function parseChange(line: string): ChangeEntry | undefined {
  const value = parseJson(line);
  if (!isFields(value) || !isText(value.id)) return undefined;
  const { type, id } = value;
  if (type === "keep") {
    const { file, through, rest } = value;
    if (!isText(file) || !isText(through)) return undefined;
    return { type, id, file, through, ...(isFields(rest) && { rest: sides(rest.before, rest.after) }) };
  }
  if (type === "rename") {
    const { from, to } = value;
    return isText(from) && isText(to) ? { type, id, from, to } : undefined;
  }
  const files = Array.isArray(value.files) ? value.files.flatMap(note) : undefined;
  if (!files) return undefined;
  if (type === "end") return { type, id, files, ...(value.uncertain === true && { uncertain: true }) };
  if (type !== "begin" || !isText(value.question)) return undefined;
  const undoes = isFields(value.undoes) ? idsByFile(value.undoes) : undefined;
  const { question, redoes } = value;
  return {
    ...{ type, id, at: time(value.at), question, files },
    ...(undoes && { undoes }),
    ...(isText(redoes) && { redoes }),
  };
}

function sides(before: unknown, after: unknown): { readonly before?: string; readonly after?: string } {
  return { ...(isText(before) && { before }), ...(isText(after) && { after }) };
}

function note(value: unknown): FileNote[] {
  if (!isFields(value) || !isText(value.file)) return [];
  const { file, hash, executable } = value;
  return [{ file, ...(isText(hash) && { hash }), ...(executable === true && { executable: true }) }];
}

function idsByFile(value: Readonly<Record<string, unknown>>): Record<string, readonly string[]> {
  const lists = Object.entries(value).map(
    ([file, ids]) => [file, Array.isArray(ids) ? ids.filter(isText) : []] as const,
  );
  return Object.fromEntries(lists);
}

/** A note of what a file holds. */
export function noteOf(file: string, hash: ContentHash, executable = false): FileNote {
  return { file, ...(hash !== undefined && { hash }), ...(executable && { executable: true }) };
}
