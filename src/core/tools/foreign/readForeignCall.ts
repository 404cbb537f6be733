// A call to a tool of others: its arguments are as the tool's schema has them, which is looked at no closer than a model
// needs to be told what it forgot. The tool judges the rest.

import { fields, list } from "../../model/wireValue.ts";
import { dropUnknownArguments, parseToolArguments } from "../toolArguments.ts";
import type { ForeignTool } from "./foreignTool.ts";

/** Arguments that can be handed on, or what is wrong with them, in words for the model. */
export type ForeignCallRead =
  /** `key` is the same whatever order they came in. */
  | { readonly ok: true; readonly input: unknown; readonly key: string }
  | { readonly ok: false; readonly problem: string };

/** Reads the arguments of a call to `tool`. Never throws. */
export function readForeignCall(tool: ForeignTool, json: string): ForeignCallRead {
  const read = parseToolArguments(json);
  if (!read.ok) return { ok: false, problem: "the arguments are no JSON object, were cut off or are nested too deep." };
  const input = dropUnknownArguments(read.input, tool.schema);
  const missing = list(tool.schema?.required).filter((each) => typeof each === "string" && !Object.hasOwn(input, each));
  if (missing.length > 0) {
    const known = Object.keys(fields(tool.schema?.properties)).slice(0, 40).join(", ");
    return { ok: false, problem: `\`${missing.join("`, `")}\` is missing. It takes: ${known}.` };
  }
  return { ok: true, input, key: JSON.stringify(sorted(input)) };
}

/** The same for objects whose fields came in another order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, sorted(inner)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
