// From what the model wrote to a call that makes sense, or a word about why it makes none.

import { readFields } from "./fields.ts";
import type { ForeignTool } from "./foreign/foreignTool.ts";
import { readForeignCall } from "./foreign/readForeignCall.ts";
import type { CallKind, ToolDefinition } from "./tool.ts";

/** A call whose arguments make sense. */
export interface PreparedCall {
  readonly type: "call";
  readonly name: string;
  readonly kind: CallKind;
  readonly changes: boolean;
  /** As the tool's fields say. */
  readonly input: unknown;
  /** The same for calls that ask for the same, whatever order or form their arguments came in. */
  readonly key: string;
  /** Set for a tool that is not ours. */
  readonly foreign?: ForeignTool;
}

/** A call that cannot be run as it is. */
export interface MalformedCall {
  readonly type: "malformed";
  readonly text: string;
}

/** Names that a call without one is answered with. */
const mostNames = 40;
/** Characters of a name that are said back. */
const mostName = 80;

/** Understands a call to one of `tools`, or of `foreign`, which none of ours is taken for. Never throws, whatever it is. */
export function prepareCall(
  tools: readonly ToolDefinition[],
  name: string,
  json: string,
  foreign: readonly ForeignTool[] = [],
): PreparedCall | MalformedCall {
  try {
    return understood(tools, name, json, foreign);
  } catch {
    // Nothing that is known leads here; if something does, the model is told instead of the run being ended.
    return {
      type: "malformed",
      text: `${name.slice(0, mostName)}: the arguments cannot be understood. Write them plainly.`,
    };
  }
}

function understood(
  tools: readonly ToolDefinition[],
  name: string,
  json: string,
  foreign: readonly ForeignTool[],
): PreparedCall | MalformedCall {
  const other = foreign.find(({ definition }) => definition.name === name);
  const tool = other ? undefined : toolNamed(tools, name);
  if (!tool) {
    const named = other ?? foreignNamed(foreign, name);
    if (named) return prepareForeignCall(named, json);
    const asked = name === "" ? "The call has no name" : `There is no tool \`${name.slice(0, mostName)}\``;
    const known = [...tools, ...foreign.map(({ definition }) => definition)].map((each) => each.name);
    const more = known.length > mostNames ? ` and ${known.length - mostNames} more` : "";
    return { type: "malformed", text: `${asked}. There are: ${known.slice(0, mostNames).join(", ")}${more}.` };
  }
  const read = readFields(tool.fields, json);
  if (!read.ok) return { type: "malformed", text: `${tool.name}: ${read.problem}` };
  const { changes } = tool;
  const kind = tool.kindOf?.(read.input) ?? tool.kind;
  return { type: "call", name: tool.name, kind, changes, input: read.input, key: JSON.stringify(read.input) };
}

function prepareForeignCall(foreign: ForeignTool, json: string): PreparedCall | MalformedCall {
  const { name } = foreign.definition;
  const read = readForeignCall(foreign, json);
  if (!read.ok) return { type: "malformed", text: `${name}: ${read.problem}` };
  const { input, key } = read;
  // Whatever it does, nobody here knows it: one after the other, and what was found before may be otherwise after it.
  return { type: "call", name, kind: "acts", changes: true, input, key, foreign };
}

/** Names as other clients have them are one step away: `readFile`, `functions.read_file`, `READ_FILE`. */
function toolNamed(tools: readonly ToolDefinition[], name: string): ToolDefinition | undefined {
  const plain = plainName(name);
  return tools.find((tool) => tool.name === name) ?? tools.find((tool) => plainName(tool.name) === plain);
}

/** The same among those of others, where only one can be meant. */
function foreignNamed(tools: readonly ForeignTool[], name: string): ForeignTool | undefined {
  const plain = plainName(name);
  const [only, ...more] = tools.filter(({ definition }) => plainName(definition.name) === plain);
  return more.length === 0 ? only : undefined;
}

const plainName = (name: string) =>
  name
    .replace(/^.*[.:/]/, "")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
