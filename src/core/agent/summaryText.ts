// What stands in a conversation for its older part once that was summed up.

import { taggedText } from "../context/taggedText.ts";
import { type CallPart, type Message, textOf } from "../conversation/message.ts";
import { noteOf } from "../conversation/runParts.ts";
import { agentTools } from "../tools/agentTools.ts";
import { askUser } from "../tools/askUser.ts";
import { type MalformedCall, type PreparedCall, prepareCall } from "../tools/prepareCall.ts";
import type { ToolInput } from "../tools/tool.ts";
import { parseJson } from "../util/parseJson.ts";
import { visibleName } from "../util/plainText.ts";

/** What is kept of a conversation word for word, whoever sums up the rest. */
export interface Kept {
  /** All that the person said, oldest first. */
  readonly said: readonly string[];
  /** The paths that tools were called with, in the order of their first call. */
  readonly files: readonly string[];
}

/** What `path` has of it. Its summaries are not read: the turns they stand for are there still. */
export function keptOf(path: readonly Message[]): Kept {
  const said: string[] = [];
  const files = new Set<string>();
  for (const message of path) {
    if (message.role === "user") said.push(textOf(message));
    for (const part of message.parts) {
      if (part.type === "said") said.push(textOf(part.question));
      if (part.type !== "tool-call") continue;
      const call = prepareCall(agentTools, part.name, part.arguments);
      for (const file of pathsIn(call.type === "call" ? call.input : parseJson(part.arguments))) files.add(file);
      const words = wordsAt(part, call);
      if (words !== undefined) said.push(words);
    }
  }
  return { said, files: [...files] };
}

/** What the person said at a call: no to it, or an answer. */
function wordsAt({ progress }: CallPart, call: PreparedCall | MalformedCall): string | undefined {
  if (call.type !== "call" || call.name !== askUser.name) return noteOf(progress);
  if (progress?.state !== "ended" || progress.outcome !== "done") return noteOf(progress);
  const { question } = call.input as ToolInput<typeof askUser>;
  const answer = progress.content.flatMap((piece) => (piece.type === "text" ? [piece.text] : [])).join("\n");
  return `(Asked: ${question})\n${answer}`;
}

/** The message that stands for the older part; `summary` is a model's, or `outlineOf`. */
export function summaryText({ said, files }: Kept, summary: string): string {
  return [
    "The older part of this conversation was summed up to make room. What the person said in it, word for word:",
    ...said.map((text) => taggedText("said", text)),
    ...(files.length > 0
      ? ["Files that were read or changed:", taggedText("files", files.map(visibleName).join("\n"))]
      : []),
    "What was done and found:",
    taggedText("summary", summary),
  ].join("\n\n");
}

/** Asks for the summary, after all that it is of. */
export const summaryPrompt =
  "Sum up this conversation so that you can go on from the summary alone. Keep: what was decided and why, what was found out (with paths, names and line numbers), what was changed, what failed, and what is still to be done. What the person said and the list of files are kept beside it; leave them out. Write plain text, at most 800 words, nothing else.";

/** Characters of one line of an outline. */
const lineLength = 300;
/** Lines of an outline; the oldest go first. */
const outlineLines = 120;

/** What `path` tells by itself, for when no model can: what was said in each step, and how each call ended. */
export function outlineOf(path: readonly Message[]): string {
  const lines: string[] = [];
  for (const message of path) {
    if (message.role === "user") continue;
    for (const part of message.parts) {
      if (part.type === "text") lines.push(oneLine(part.text));
      else if (part.type === "tool-call") {
        const { progress } = part;
        const outcome = progress?.state === "ended" ? progress.outcome : "not run";
        lines.push(`- ${oneLine(`${part.name} ${part.arguments}`)}: ${outcome}`);
      }
    }
  }
  return lines
    .filter((line) => line !== "")
    .slice(-outlineLines)
    .join("\n");
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= lineLength ? line : `${line.slice(0, lineLength)} …`;
}

/** The names by which tools are told of files. */
const pathFields = ["path", "file_path", "from", "to"];

function pathsIn(input: unknown): readonly string[] {
  if (typeof input !== "object" || input === null) return [];
  return pathFields.flatMap((field) => {
    const value = (input as Record<string, unknown>)[field];
    return typeof value === "string" && value !== "" && value.length < lineLength ? [value] : [];
  });
}
