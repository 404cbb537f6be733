// Reads tool calls that a model wrote into its text instead of calling. Forms seen in public threads: MiMo's own
// `<tool_call><function=NAME><parameter=KEY>…` (lidge-jun/opencodex#5499), `<tml:function_calls><invoke name="NAME">…`
// (anomalyco/opencode#43385) and the Hermes form `<tool_call>{"name":…,"arguments":…}` of the models MiMo descends from.

import { parseJson } from "../util/parseJson.ts";
import type { FunctionTool } from "./languageModel.ts";
import { fields, list } from "./wireValue.ts";

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

/** Tags that go around calls. */
const wrappers = /(?:\s|<\/?(?:tool_calls?|(?:tml:)?function_calls)>)*/y;

/** Every call in `markup`, in order; empty when it cannot be read as calls of `tools` and nothing else. */
export function parseLeakedCalls(markup: string, tools: readonly FunctionTool[]): readonly LeakedCall[] {
  const calls: LeakedCall[] = [];
  for (let at = skipWrappers(markup, 0); at < markup.length; at = skipWrappers(markup, at)) {
    const found = markup[at] === "{" ? jsonCallAt(markup, at) : taggedCallAt(markup, at, tools);
    if (!found || !tools.some((tool) => tool.name === found.call.name)) return [];
    calls.push(found.call);
    at = found.end;
  }
  return calls;
}

function skipWrappers(markup: string, at: number): number {
  wrappers.lastIndex = at;
  return at + (wrappers.exec(markup)?.[0].length ?? 0);
}

/** Whether a closing tag that ends `markup` stands in the value of a parameter, and so closes nothing. */
export function endsInsideValue(markup: string): boolean {
  const start = skipWrappers(markup, 0);
  if (markup[start] === "{") return markup.slice(start).replace(jsonString, "").includes('"');
  return markup.lastIndexOf("<parameter") > markup.lastIndexOf("</parameter>");
}

/** The names that `markup` calls, as far as they can be told, whether or not the calls can be read. */
export function namesIn(markup: string): readonly string[] {
  const named = markup.matchAll(/<function=([\w-]+)|<invoke\s+name="([\w-]+)"|"name"\s*:\s*"([\w-]+)"/g);
  return [...named].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
}

/** A call and where it ends. */
interface FoundCall {
  readonly call: LeakedCall;
  readonly end: number;
}

const jsonString = /"(?:[^"\\]|\\[\s\S])*"/g;
const jsonPiece = /"(?:[^"\\]|\\[\s\S])*"|[{}]/g;

/** The object at `at`, which ends with the brace that closes its first. */
function jsonCallAt(text: string, at: number): FoundCall | undefined {
  let depth = 0;
  for (const match of text.slice(at).matchAll(jsonPiece)) {
    if (match[0] === "{") depth++;
    if (match[0] !== "}" || --depth > 0) continue;
    const end = at + match.index + 1;
    const call = parseJsonCall(text.slice(at, end));
    return call && { call, end };
  }
  return undefined;
}

function parseJsonCall(text: string): LeakedCall | undefined {
  const { name, arguments: args = {} } = fields(parseJson(text));
  if (typeof name !== "string") return undefined;
  return { name, arguments: typeof args === "string" ? args : JSON.stringify(args) };
}

const taggedCall =
  /(?:<function=([\w-]+)>([\s\S]*?)<\/function>|<invoke\s+name="([\w-]+)"\s*>([\s\S]*?)<\/invoke>)(?=\s*(?:<(?:\/?(?:tool_calls?|(?:tml:)?function_calls)>|function=|invoke\s)|$))/y;
const parameter =
  /\s*<parameter(?:=([\w-]+)|\s+name="([\w-]+)"[^>]*)>([\s\S]*?)<\/parameter>(?=\s*(?:<parameter[=\s]|$))\s*/y;

function taggedCallAt(text: string, at: number, tools: readonly FunctionTool[]): FoundCall | undefined {
  taggedCall.lastIndex = at;
  const match = taggedCall.exec(text);
  const parameters = match && sequence(parameter, (match[2] ?? match[4] ?? "").trim());
  if (!parameters) return undefined;
  const name = match[1] ?? match[3] ?? "";
  const schema = tools.find((tool) => tool.name === name)?.parameters;
  const input = parameters.map(([, a, b, value = ""]) => {
    const key = a ?? b ?? "";
    return [key, readValue(value.replace(/^\n|\n$/g, ""), typesOf(schema, key))];
  });
  return { call: { name, arguments: JSON.stringify(Object.fromEntries(input)) }, end: at + match[0].length };
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

/** The types that a parameter may have, as far as its schema lists them. */
function typesOf(schema: FunctionTool["parameters"], key: string): readonly unknown[] {
  const properties = fields(schema?.properties);
  return Object.hasOwn(properties, key) ? typesIn(properties[key]) : [];
}

function typesIn(schema: unknown): readonly unknown[] {
  const { type, anyOf, oneOf } = fields(schema);
  return [...(Array.isArray(type) ? type : [type]), ...[...list(anyOf), ...list(oneOf)].flatMap(typesIn)];
}

/** This markup has no types: what may be a string is taken as it stands, but for a `null` that is allowed; anything else as JSON if it is. */
function readValue(text: string, types: readonly unknown[]): unknown {
  if (types.includes("string")) return text === "null" && types.includes("null") ? null : text;
  const value = parseJson(text);
  return value === undefined ? text : value;
}
