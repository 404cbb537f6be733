// What a command put out, as a result: its beginning and its end, and how to read the rest.

import { byteLength } from "./fileText.ts";
import type { OutputEnds } from "./outputExcerpt.ts";
import { plainOutput } from "./plainOutput.ts";

/** UTF-8 bytes of one result. */
export const maxOutputBytes = 16 * 1024;

/** How a command stands. */
export type CommandState =
  | { readonly type: "exited"; readonly code: number }
  /** Ended by a signal, such as SIGKILL. */
  | { readonly type: "killed"; readonly signal: string }
  /** Goes on in the background. */
  | { readonly type: "running" }
  /** It never began. */
  | { readonly type: "failed"; readonly message: string }
  /** The editor closed while it ran. */
  | { readonly type: "unknown" };

/** The result of a command: how it stands, then what it put out. `id` names it for `command_output`. */
export function commandText(
  state: CommandState,
  output: string | OutputEnds,
  id: string,
  maxBytes: number = maxOutputBytes,
): string {
  const ends = typeof output === "string" ? { head: output, lines: 0 } : output;
  const { text, isCut } = headAndTail(ends, maxBytes);
  const rest = isCut ? `\n(All of it: command_output with id ${id} and offset 1.)` : "";
  return `${stateText(state, id)}\n${text === "" ? "(No output.)" : text}${rest}`;
}

/** How a command stands, in a sentence. */
export function stateText(state: CommandState, id: string): string {
  switch (state.type) {
    case "exited":
      return `Exit code ${state.code}.`;
    case "killed":
      return `Ended by ${state.signal}.`;
    case "running":
      return `Still running in the background as ${id}. You are told when it ends; command_output reads on or stops it.`;
    case "failed":
      return `Could not be started: ${state.message}`;
    case "unknown":
      return "The editor closed while it ran. Nobody knows how it ended.";
  }
}

/** Tells the model that a command it left in the background is over. */
export function endedText(command: string, state: CommandState, output: OutputEnds, id: string): string {
  const line = command.length > 200 ? `${command.slice(0, 200)} …` : command;
  return `${id} (\`${line}\`) ended in the background. ${commandText(state, output, id, 2 * 1024)}`;
}

/** Paths that a result names. */
const maxChanged = 50;

/** What a command changed of the files that are known; empty for nothing. */
export function changedText(paths: readonly string[]): string {
  if (paths.length === 0) return "";
  const more = paths.length > maxChanged ? ` and ${paths.length - maxChanged} more` : "";
  const named = paths.slice(0, maxChanged).join(", ");
  return `(Changed by the command: ${named}${more}. This is outside of the checkpoint.)`;
}

/** Processes that outlive their command. */
export function leftText(count: number, id: string): string {
  if (count === 0) return "";
  const processes = count === 1 ? "1 process of it still runs" : `${count} processes of it still run`;
  return `(${processes}: command_output with id ${id} and stop ends that.)`;
}

interface Cut {
  readonly text: string;
  readonly isCut: boolean;
}

/** The first and the last lines that fit, and a word about what is between. */
function headAndTail({ head, tail, lines: count }: OutputEnds, maxBytes: number): Cut {
  const plain = plainOutput(head);
  if (tail === undefined && byteLength(plain) <= maxBytes) return { text: plain, isCut: false };
  const first: readonly string[] = plain.split("\n");
  const last = tail === undefined ? first : linesOfTail(tail);
  const start = take(first, maxBytes / 4, beginning);
  const end = take([...(tail === undefined ? first.slice(start.length) : last)].reverse(), (maxBytes * 3) / 4, ending);
  const all = tail === undefined ? first.length : count + 1;
  const left = all - start.length - end.length;
  const between = left > 0 ? `(… ${left} ${left === 1 ? "line" : "lines"} left out …)` : "(… left out …)";
  return { text: [...start, between, ...end.reverse()].join("\n"), isCut: true };
}

/** The first line began before what is held: it is none, unless it is the only one. */
function linesOfTail(tail: string): readonly string[] {
  const lines = plainOutput(tail).split("\n");
  return lines.length > 1 ? lines.slice(1) : lines;
}

/** The first of `lines` that fit in `bytes`; one that is longer by itself is cut. */
function take(lines: readonly string[], bytes: number, cut: (line: string, length: number) => string): string[] {
  const taken: string[] = [];
  let left = bytes;
  for (const line of lines) {
    left -= byteLength(line) + 1;
    if (left < 0) {
      if (!taken.some((one) => one !== "")) taken.push(cut(line, Math.floor(bytes / 3)).toWellFormed());
      break;
    }
    taken.push(line);
  }
  return taken;
}

const beginning = (line: string, length: number) => `${line.slice(0, length)} …`;
const ending = (line: string, length: number) => `… ${line.slice(-length)}`;
