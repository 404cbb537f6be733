// Names of other people's tools as the service takes them: `[a-zA-Z0-9_-]{1,64}` (API document), and never one of ours.

import type { ForeignToolId } from "./foreignTool.ts";

/** What every such name begins with. No tool of ours does: a stranger's can neither stand for one nor hide it. */
export const foreignPrefixes = ["mcp_", "ext_"] as const;

const longest = 64;

/**
 * The name of a tool in requests. It depends on the tool alone, so that it stays whatever else is chosen; a name that had to
 * be changed or cut ends with a mark of the whole, so that two that differ stay two.
 */
export function foreignName({ source, name }: ForeignToolId): string {
  const begins = foreignPrefixes.some((prefix) => name.startsWith(prefix));
  const prefixed = begins ? name : `ext_${name}`;
  const plain = prefixed.replace(/[^a-zA-Z0-9_-]/g, "_");
  if (plain === prefixed && plain.length <= longest) return plain;
  const mark = `_${hash(`${source}\n${name}`)}`;
  return plain.slice(0, longest - mark.length) + mark;
}

/** FNV-1a over UTF-16 units, 32 bits: tells names apart, and protects nothing. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return (value >>> 0).toString(16).padStart(8, "0");
}
