// What a call was made with, for people: as the tool's fields read it, or as much as can be seen of what still comes.

import type { CallPart } from "../../core/conversation/message.ts";
import { agentTools } from "../../core/tools/agentTools.ts";
import { prepareCall } from "../../core/tools/prepareCall.ts";
import { parseToolArguments } from "../../core/tools/toolArguments.ts";

/** As much of arguments as is looked at while they come, in UTF-16 units: what a line names stands at their beginning. */
export const lookedAt = 600;

const beginnings =
  /"(path|file_path|from|to|command|cmd|query|pattern|name|id|url|question)"\s*:\s*"((?:[^"\\]|\\.)*)("?)/g;
const aliases: Readonly<Record<string, string>> = { file_path: "path", cmd: "command" };

/** The tool's name, as the tool has it where it is one of ours, and its arguments; of those that make no sense, what they say. */
export function callArguments(call: CallPart): {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
} {
  const isWhole = call.progress !== undefined;
  // Half of it says nothing of its fields yet, and reading it at each piece would cost its length each time.
  if (!isWhole) return { name: known(call.name), input: beginningOf(call.arguments.slice(0, lookedAt)) };
  const prepared = prepareCall(agentTools, call.name, call.arguments);
  if (prepared.type === "call") return { name: prepared.name, input: prepared.input as Record<string, unknown> };
  const read = parseToolArguments(call.arguments);
  return { name: known(call.name), input: read.ok ? read.input : {} };
}

function known(name: string): string {
  const prepared = agentTools.find((tool) => tool.name === name);
  return prepared?.name ?? name;
}

/** What can be told of arguments that are being written: the texts that a line is made of. */
function beginningOf(json: string): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const [, name = "", value = "", end] of json.matchAll(beginnings)) {
    // A path is named when it is all there; a command may grow before the eyes.
    if (end === "") continue;
    try {
      found[aliases[name] ?? name] ??= JSON.parse(`"${value}"`);
    } catch {
      // Not yet, or never.
    }
  }
  return found;
}
