// What an import brings, read from its text: enough to say whether a file has it, and where a name would be added.

import type { Family } from "../code/syntax.ts";

/** A name in a list, as it is written, and where its text stands in the statement. */
export interface ImportedName {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** One import. */
export interface ImportStatement {
  /** What it imports from, and in which way: two of the same source can share a list of names. */
  readonly source: string;
  /** All that it brings, one word each; what has all of them brings the same. */
  readonly bindings: readonly string[];
  /** The names it binds in the file, as far as can be told. */
  readonly locals: readonly string[];
  /** Its list of names; undefined when it has none. */
  readonly names: readonly ImportedName[] | undefined;
}

const squeeze = (text: string) => text.replaceAll(/\s+/g, " ").trim();

/** Reads one import, whose lines are joined by `\n` and have no comments; undefined where it is not understood. */
export function readImport(text: string, family: Family): ImportStatement | undefined {
  switch (family) {
    case "js":
      return readJs(text);
    case "python":
      return readPython(text);
    case "rust":
      return readRust(text);
    default: {
      const words = squeeze(text).replace(/\s*;$/, "");
      return { source: words, bindings: [words], locals: [], names: undefined };
    }
  }
}

/** The entries between two brackets of a text, without empty ones. */
function listOf(text: string, open: number, close: number): ImportedName[] {
  const names: ImportedName[] = [];
  let position = open + 1;
  for (const part of text.slice(open + 1, close).split(",")) {
    const start = position + (part.length - part.trimStart().length);
    if (part.trim() !== "") names.push({ text: squeeze(part), start, end: start + part.trim().length });
    position += part.length + 1;
  }
  return names;
}

function readJs(text: string): ImportStatement | undefined {
  const required =
    /^(?:const|let|var)\s+(?<what>[\s\S]*?)\s*=\s*require\s*\(\s*(?<from>["'`][^"'`]*["'`])\s*\)\s*;?\s*$/.exec(
      text,
    )?.groups;
  const exported = /^export\b/.test(text);
  const from =
    required?.from ??
    /\bfrom\s*(?<from>["'][^"']*["'])/.exec(text)?.groups?.from ??
    /^import\s*(?<from>["'][^"']*["'])/.exec(text)?.groups?.from;
  if (from === undefined && !/^export\s*\{/.test(text)) {
    const words = squeeze(text).replace(/;$/, "");
    return { source: words, bindings: [words], locals: [], names: undefined };
  }
  const module = (from ?? "").slice(1, -1);
  const isType = /^(?:import|export)\s+type\b(?!\s*,|\s+from)/.test(text);
  const way = `${required ? "require" : exported ? "export" : "import"}${isType ? " type" : ""}`;
  const open = text.indexOf("{");
  const close = text.indexOf("}");
  const names = open === -1 || close < open ? undefined : listOf(text, open, close);
  const rest = (
    required?.what ??
    text
      .replace(/^(?:import|export)\s+(?:type\s+)?/, "")
      .replace(/\bfrom\b[\s\S]*$/, "")
      .replace(/^["'][\s\S]*$/, "")
  )
    .replace(/\{[\s\S]*?\}/, "")
    .split(",")
    .map(squeeze)
    .filter((part) => part !== "" && part !== ";");
  const bindings = [
    ...rest.map((part) => (part.startsWith("*") ? part : `default ${part}`)),
    ...(names ?? []).map(({ text: name }) => `{${name}}`),
  ];
  const locals = [...rest, ...(names ?? []).map(({ text: name }) => name)].map((part) =>
    part.replace(/^.*\bas\s+|^type\s+|^\w+\s*:\s*/, "").trim(),
  );
  const isSideEffect = bindings.length === 0;
  return {
    source: `${way} ${module}`,
    bindings: isSideEffect ? [`run ${module}`] : bindings.map((binding) => `${binding} < ${way} ${module}`),
    locals: exported ? [] : locals,
    names,
  };
}

function readPython(text: string): ImportStatement | undefined {
  const flat = text.replaceAll("\\\n", "  ");
  const found = /^from\s+(?<module>\S+)\s+import\s+(?<names>[\s\S]*)$/.exec(flat);
  if (!found) {
    const parts = squeeze(flat.replace(/^import\b/, ""))
      .split(",")
      .map(squeeze);
    return {
      source: `import ${parts.join(", ")}`,
      bindings: parts.map((part) => `import ${part}`),
      locals: parts,
      names: undefined,
    };
  }
  const module = found.groups?.module ?? "";
  const from = flat.length - (found.groups?.names ?? "").length;
  const open = flat.indexOf("(", from);
  const close = open === -1 ? flat.trimEnd().length : flat.lastIndexOf(")");
  const names = listOf(flat, open === -1 ? from - 1 : open, close);
  return {
    source: `from ${module}`,
    bindings: names.map((each) => `${module} ${each.text}`),
    locals: names.map((each) => each.text.replace(/^.*\bas\s+/, "")),
    names,
  };
}

/** `use a::{b, c::d}` brings `a::b` and `a::c::d`. */
function readRust(text: string): ImportStatement | undefined {
  const body = squeeze(text).replace(/\s*;$/, "");
  const found = /^(?<way>(?:pub(?:\s*\([^)]*\))?\s+)?use)\s+(?<path>.*)$/.exec(body)?.groups;
  if (!found) return { source: body, bindings: [body], locals: [], names: undefined };
  const way = squeeze(found.way ?? "");
  const leaves = leavesOf((found.path ?? "").replaceAll(/\s*(::|[{},])\s*/g, "$1"));
  if (leaves === undefined) return undefined;
  const open = text.indexOf("{");
  const isFlat = open !== -1 && text.indexOf("{", open + 1) === -1;
  const prefix = /^.*?use\s+(?<path>[\s\S]*?)\{/.exec(text)?.groups?.path;
  return {
    source: `${way} ${isFlat ? squeeze(prefix ?? "").replaceAll(" ", "") : (found.path ?? "")}`,
    bindings: leaves.map((leaf) => `${way} ${leaf}`),
    locals: leaves
      .map((leaf) => leaf.replace(/^.*(?:::|\sas\s)/, ""))
      .filter((name) => name !== "*" && name !== "_" && name !== "self"),
    names: isFlat ? listOf(text, open, text.lastIndexOf("}")) : undefined,
  };
}

function leavesOf(path: string): string[] | undefined {
  const open = path.indexOf("{");
  if (open === -1) return path === "" ? undefined : [path.trim()];
  if (!path.endsWith("}")) return undefined;
  const prefix = path.slice(0, open);
  const parts: string[] = [];
  let depth = 0;
  let from = open + 1;
  for (let index = open + 1; index < path.length; index++) {
    const char = path[index];
    if (char === "{") depth++;
    else if (char === "}" && depth-- === 0 && index < path.length - 1) return undefined;
    if ((char === "," && depth === 0) || index === path.length - 1) {
      parts.push(path.slice(from, index));
      from = index + 1;
    }
  }
  const leaves: string[] = [];
  for (const part of parts.filter((each) => each.trim() !== "")) {
    const inner = leavesOf(prefix + part.trim());
    if (inner === undefined) return undefined;
    for (const leaf of inner) leaves.push(leaf);
  }
  return leaves;
}
