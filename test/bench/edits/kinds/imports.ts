// A changed function that needs an import, or names some that the file has.

import { type Kind, whole } from "../case.ts";
import { type Source, write } from "../source.ts";
import { splice, textsOf } from "../text.ts";
import { pick } from "./functions.ts";

const freshImports: Readonly<Record<string, readonly string[]>> = {
  typescript: ['import { performance } from "node:perf_hooks";', 'import * as worker from "node:worker_threads";'],
  tsx: ['import { performance } from "node:perf_hooks";', "import debounce from 'lodash.debounce';"],
  javascript: ['const perfHooks = require("node:perf_hooks");', "const { Worker } = require('node:worker_threads');"],
  python: ["import statistics", "from fractions import Fraction"],
  rust: ["use std::collections::BTreeSet;", "use std::time::Instant;"],
  java: ["import java.util.concurrent.Phaser;", "import java.util.zip.CRC32;"],
  csharp: ["using System.Globalization;", "using System.Numerics;"],
  cpp: ["#include <complex>", "#include <valarray>"],
  ruby: ['require "digest"', 'require "tempfile"'],
  go: ["container/ring", "hash/crc64"],
};

/** The imports of the file's beginning, before its first definition. */
function leading({ outline }: Source): Source["outline"]["imports"] {
  const first =
    outline.definitions.find(({ role }) => role !== "space" && role !== "field")?.lead ?? Number.POSITIVE_INFINITY;
  return outline.imports.filter(({ start }) => start < first);
}

/** One import more; where it stands among the others is a matter of taste. */
export const added: Kind = (source, random) => {
  const imports = leading(source);
  const { name } = source.grammar;
  const fresh = random.of(freshImports[name] ?? [""]);
  if (imports.length === 0 || source.lines.some((line) => line.includes(fresh))) return undefined;
  const isModule = source.lines.some((line) => /^\s*import\b/.test(line));
  if (name === "javascript" && isModule) return undefined;
  const found = pick(source, random);
  if (!found) return undefined;
  const { target, mutant } = found;
  const line = name === "go" ? `import "${fresh}"` : fresh;
  const changed = splice(source.lines, whole(target), textsOf(mutant.rows));
  const places = [...new Set([imports[0]?.start ?? 0, ...imports.map(({ end }) => end)])].filter(
    (at) => at <= target.lead,
  );
  const expected = places.flatMap((at) => [
    splice(changed, { start: at, end: at }, [line]),
    splice(changed, { start: at, end: at }, [line, ""]),
    splice(changed, { start: at, end: at }, ["", line]),
  ]);
  if (name === "go") {
    for (const { start, end } of imports.filter(({ start, end }) => end - start > 1))
      for (let at = start + 1; at < end; at++) expected.push(splice(changed, { start: at, end: at }, [`\t"${fresh}"`]));
  }
  const block = imports.find(({ start, end }) => end - start > 1);
  const asBlock = name === "go" && block && random.below(2) === 0;
  const quoted = asBlock ? /"[^"]+"/.exec(source.lines[block.start + 1] ?? "")?.[0] : undefined;
  const snippetImport = quoted ? ["import (", `\t${quoted}`, `\t"${fresh}"`, ")"] : [line];
  return {
    snippet: [...snippetImport, "", ...textsOf(mutant.rows)].join("\n"),
    expected: expected.map((lines) => write(source, lines)),
    spoken: [whole(target)],
    refusal: "allowed",
  };
};

/** `import { a, b } from "x"` and its like in one line: what stands before the names, the names, what stands after. */
const named: Readonly<Record<string, RegExp>> = {
  typescript: /^(?<before>import (?:type )?\{ ?)(?<names>[\w$]+(?:, [\w$]+)+)(?<after> ?\} from .*)$/,
  javascript: /^(?<before>(?:const|import) \{ ?)(?<names>[\w$]+(?:, [\w$]+)+)(?<after> ?\} (?:from|= require).*)$/,
  python: /^(?<before>from \S+ import )(?<names>\w+(?:, \w+)+)(?<after>)$/,
  rust: /^(?<before>(?:pub )?use [\w:]+::\{)(?<names>\w+(?:, \w+)+)(?<after>\};)$/,
};

function namedImport(
  source: Source,
): { at: number; before: string; names: readonly string[]; after: string } | undefined {
  const pattern = named[source.grammar.name === "tsx" ? "typescript" : source.grammar.name];
  for (const { start, end } of pattern ? leading(source) : []) {
    const groups = end - start === 1 ? pattern?.exec(source.lines[start] ?? "")?.groups : undefined;
    if (groups)
      return {
        at: start,
        before: groups.before ?? "",
        names: (groups.names ?? "").split(", "),
        after: groups.after ?? "",
      };
  }
  return undefined;
}

/** An import of some of the names that the file takes from there, and a new one: all have to be there afterwards. */
export const merged: Kind = (source, random) => {
  const old = namedImport(source);
  const found = old && pick(source, random);
  if (!old || !found) return undefined;
  const { target, mutant } = found;
  const fresh = source.grammar.name === "rust" ? "extra_part" : "extraPart";
  const kept = random.below(3) === 0 ? [] : [random.of(old.names)];
  const lineOf = (names: readonly string[]) => old.before + names.join(", ") + old.after;
  const changed = splice(source.lines, whole(target), textsOf(mutant.rows));
  const orders = old.names.map((_, index) => [...old.names.slice(0, index), fresh, ...old.names.slice(index)]);
  const first = [...kept, fresh];
  orders.push([...old.names, fresh], [...first, ...old.names.filter((name) => !first.includes(name))]);
  const ways = orders.map((names) => splice(changed, { start: old.at, end: old.at + 1 }, [lineOf(names)]));
  // A line of its own for the new name is as good.
  for (const { end } of leading(source)) ways.push(splice(changed, { start: end, end }, [lineOf([fresh])]));
  return {
    snippet: [lineOf([...kept, fresh]), "", ...textsOf(mutant.rows)].join("\n"),
    expected: ways.map((lines) => write(source, lines)),
    spoken: [whole(target), { start: old.at, end: old.at + 1 }],
    refusal: "allowed",
  };
};

/** An import of fewer names than the file has: nothing goes. */
export const fewer: Kind = (source, random) => {
  const old = namedImport(source);
  const found = old && pick(source, random);
  if (!old || !found) return undefined;
  const { target, mutant } = found;
  const line = old.before + random.of(old.names) + old.after;
  return {
    snippet: [line, "", ...textsOf(mutant.rows)].join("\n"),
    expected: [write(source, splice(source.lines, whole(target), textsOf(mutant.rows)))],
    spoken: [whole(target)],
    refusal: "allowed",
  };
};

/** The imports of the file as they are, before the changed function. */
export const repeated: Kind = (source, random) => {
  const imports = leading(source).filter(({ start, end }) => end - start < 8);
  const found = imports.length > 0 ? pick(source, random) : undefined;
  if (!found) return undefined;
  const { target, mutant } = found;
  const some = random
    .shuffled(imports)
    .slice(0, 3)
    .toSorted((a, b) => a.start - b.start);
  const lines = some.flatMap(({ start, end }) => source.lines.slice(start, end));
  return {
    snippet: [...lines, "", ...textsOf(mutant.rows)].join("\n"),
    expected: [write(source, splice(source.lines, whole(target), textsOf(mutant.rows)))],
    spoken: [whole(target)],
    refusal: "allowed",
  };
};
