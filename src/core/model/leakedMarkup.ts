// Reads tool calls that a model wrote into its text instead of calling. Forms seen in public threads: MiMo's own
// `<tool_call><function=NAME><parameter=KEY>…` (lidge-jun/opencodex#5499), `<tml:function_calls><invoke name="NAME">…`
// (anomalyco/opencode#43385) and the Hermes form `<tool_call>{"name":…,"arguments":…}` of the models MiMo descends from.

import type { FunctionTool } from "./languageModel.ts";

/** A call found in text. */
export interface LeakedCall {
  readonly name: string;
  /** JSON. */
  readonly arguments: string;
}

/** What opens a call, and what closes it. */
export const envelopes: ReadonlyMap<string, string> = new Map([
  ["<tool_call>", "</tool_call>"],
  ["<tool_calls>", "</tool_calls>"],
  ["<function_calls>", "</function_calls>"],
  ["<tml:function_calls>", "</tml:function_calls>"],
  ["<function=", "</function>"],
  ["<invoke name=", "</invoke>"],
]);

/** Closing tags that are left behind where the beginning of a call was understood and its end was not. */
export const orphans: readonly string[] = ["</parameter>", "</function>", "</invoke>", "</tool_call>"];

/** Every call in `markup`, in order; empty when it cannot be read as calls of `tools` and nothing else. */
export function parseLeakedCalls(markup: string, tools: readonly FunctionTool[]): readonly LeakedCall[] {
  const inner = markup.replace(/<\/?(?:tool_calls?|(?:tml:)?function_calls)>/g, "").trim();
  const calls = inner.startsWith("{") ? parseJsonCalls(inner) : parseTaggedCalls(inner, tools);
  return calls.every(({ name }) => tools.some((tool) => tool.name === name)) ? calls : [];
}

/** The names that `markup` calls, as far as they can be told, whether or not the calls can be read. */
export function namesIn(markup: string): readonly string[] {
  const named = markup.matchAll(/<function=([\w-]+)|<invoke\s+name="([\w-]+)"|"name"\s*:\s*"([\w-]+)"/g);
  return [...named].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
}

/** One object to a line, or a single one. */
function parseJsonCalls(text: string): LeakedCall[] {
  const whole = parseJsonCall(text);
  if (whole) return [whole];
  const calls = text.split(/\n+/).map((line) => parseJsonCall(line));
  return calls.every((call) => call !== undefined) ? calls : [];
}

function parseJsonCall(text: string): LeakedCall | undefined {
  try {
    const { name, arguments: args = {} } = JSON.parse(text) as { name?: unknown; arguments?: unknown };
    if (typeof name !== "string") return undefined;
    return { name, arguments: typeof args === "string" ? args : JSON.stringify(args) };
  } catch {
    return undefined;
  }
}

const taggedCall =
  /\s*(?:<function=([\w-]+)>([\s\S]*?)<\/function>|<invoke\s+name="([\w-]+)"\s*>([\s\S]*?)<\/invoke>)\s*/y;
const parameter =
  /\s*<parameter(?:=([\w-]+)|\s+name="([\w-]+)"[^>]*)>([\s\S]*?)<\/parameter>(?=\s*(?:<parameter[=\s]|$))\s*/y;

function parseTaggedCalls(text: string, tools: readonly FunctionTool[]): LeakedCall[] {
  const calls: LeakedCall[] = [];
  for (const match of sequence(taggedCall, text) ?? []) {
    const name = match[1] ?? match[3] ?? "";
    const parameters = sequence(parameter, (match[2] ?? match[4] ?? "").trim());
    if (!parameters) return [];
    const schema = tools.find((tool) => tool.name === name)?.parameters;
    const input = parameters.map(([, a, b, value = ""]) => {
      const key = a ?? b ?? "";
      return [key, readValue(value.replace(/^\n|\n$/g, ""), typeOf(schema, key))];
    });
    calls.push({ name, arguments: JSON.stringify(Object.fromEntries(input)) });
  }
  return calls;
}

/** The matches of a sticky pattern that together make up all of `text`; undefined when something else is in it. */
function sequence(pattern: RegExp, text: string): RegExpExecArray[] | undefined {
  const matches: RegExpExecArray[] = [];
  let end = 0;
  while (end < text.length) {
    pattern.lastIndex = end;
    const match = pattern.exec(text);
    if (!match || match[0] === "") return undefined;
    matches.push(match);
    end += match[0].length;
  }
  return matches;
}

function typeOf(schema: FunctionTool["parameters"], key: string): unknown {
  const properties = schema?.properties as Record<string, { type?: unknown }> | undefined;
  return properties && Object.hasOwn(properties, key) ? properties[key]?.type : undefined;
}

/** This markup has no types: a declared string is taken as it stands, anything else as JSON if it is. */
function readValue(text: string, type: unknown): unknown {
  if (type === "string") return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
