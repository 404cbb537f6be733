// Reads the arguments of a tool call. Models write them by hand: possibly empty, possibly no JSON, possibly with
// parameters nobody declared (API document: Tool calls in pieces).

import { parseJson } from "../util/parseJson.ts";

/** The arguments as an object; `repaired` when they were not JSON as written. */
export type ToolArguments =
  | { readonly ok: true; readonly input: Readonly<Record<string, unknown>>; readonly repaired: boolean }
  /** Nothing sensible can be read. */
  | { readonly ok: false };

/**
 * Reads `json` by these rules, the first that yields an object: nothing at all is `{}`; as it is; a JSON string that
 * holds JSON; without a Markdown fence; an empty object written before the real one; raw line breaks and tabs inside
 * strings; commas before a closing bracket; brackets left over at the end. Values are never guessed: a text that was
 * cut off stays unread, since half a file is worse than none. So does one that is nested too deep.
 */
export function parseToolArguments(json: string): ToolArguments {
  const text = json.trim();
  if (text === "") return { ok: true, input: {}, repaired: false };
  const plain = asObject(text);
  if (plain) return { ok: true, input: plain, repaired: false };
  for (const candidate of repairs(text)) {
    const input = asObject(candidate);
    if (input) return { ok: true, input, repaired: true };
  }
  return { ok: false };
}

/**
 * `input` without the parameters that `schema` neither declares nor allows. Only a schema with
 * `additionalProperties: false` forbids any.
 */
export function dropUnknownArguments(
  input: Readonly<Record<string, unknown>>,
  schema: Readonly<Record<string, unknown>> | undefined,
): Readonly<Record<string, unknown>> {
  const declared = schema?.properties;
  if (schema?.additionalProperties !== false || !isRecord(declared)) return input;
  return Object.fromEntries(Object.entries(input).filter(([name]) => Object.hasOwn(declared, name)));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function asObject(text: string): Record<string, unknown> | undefined {
  const value = parseJson(text);
  if (typeof value === "string") return asObject(value.trim());
  return isRecord(value) ? value : undefined;
}

/** Without the fence around it. By its ends alone: no expression looks for one in a long text that has none. */
function unfenced(text: string): string {
  const [begin = ""] = /^```(?:json)?[^\S\n]*\n/.exec(text) ?? [];
  return begin !== "" && text.endsWith("```") && text.length >= begin.length + 3
    ? text.slice(begin.length, -3).trim()
    : text;
}

function* repairs(text: string): Iterable<string> {
  const bare = unfenced(text);
  yield bare;
  const whole = bare.replace(/^\{\s*\}\s*(?=\{)/, "");
  yield whole;
  const { json, rest } = tidy(whole);
  if (/^[\s}\]]*$/.test(rest)) yield json;
}

/**
 * Copies the first value of `text`, escaping control characters inside strings and leaving out commas that nothing
 * follows. `rest` is what stands after the value.
 */
function tidy(text: string): { readonly json: string; readonly rest: string } {
  let json = "";
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    if (inString) {
      if (char === "\\") {
        json += char + text.charAt(++i);
      } else {
        if (char === '"') inString = false;
        json += char < " " ? JSON.stringify(char).slice(1, -1) : char;
      }
      continue;
    }
    if (char === '"') inString = true;
    else if (char === "," && /^\s*[}\]]/.test(text.slice(i + 1, i + 200))) continue;
    else if (char === "{" || char === "[") depth++;
    else if (char === "}" || char === "]") depth--;
    json += char;
    if (depth === 0 && (char === "}" || char === "]")) return { json, rest: text.slice(i + 1) };
  }
  return { json, rest: "" };
}
