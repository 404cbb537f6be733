// A changed function that needs an import, or names some that the file has.

import { type Kind, whole } from "../case.ts";
import type { Rows } from "../outline.ts";
import { type Source, write } from "../source.ts";
import { indentOf, splice, textsOf } from "../text.ts";
import { elided } from "./classes.ts";
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
  php: ["use DateTimeImmutable;", "use InvalidArgumentException;"],
  ruby: ['require "digest"', 'require "tempfile"'],
  go: ["container/ring", "hash/crc64"],
};

/** Whether the file imports what `fresh` brings, in whatever form. */
function isKnown({ lines, outline }: Source, fresh: string): boolean {
  const name = /\w+(?=\W*$)/.exec(fresh)?.[0] ?? fresh;
  const text = outline.imports.flatMap(({ start, end }) => lines.slice(start, end)).join("\n");
  return new RegExp(`\\b${name}\\b`).test(text);
}

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
  if (imports.length === 0 || isKnown(source, fresh)) return undefined;
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
const inOneLine: Readonly<Record<string, RegExp>> = {
  typescript: /^(?<before>import (?:type )?\{ ?)(?<names>[\w$]+(?:, [\w$]+)+)(?<after> ?\} from .*)$/,
  javascript: /^(?<before>(?:const|import) \{ ?)(?<names>[\w$]+(?:, [\w$]+)+)(?<after> ?\} (?:from|= require).*)$/,
  python: /^(?<before>from \S+ import )(?<names>\w+(?:, \w+)+)(?<after>)$/,
  rust: /^(?<before>(?:pub )?use [\w:]+::\{)(?<names>\w+(?:, \w+)+)(?<after>\};)$/,
};

/** Names that come from one place, and how one writes them. */
interface NamedImport {
  readonly rows: Rows;
  readonly names: readonly string[];
  /** The import of `names` in one line. */
  line(names: readonly string[]): string;
  /** As it stands in the file, with one name more: all places it may have. */
  with(fresh: string, kept: readonly string[]): readonly (readonly string[])[];
}

const patternOf = ({ grammar }: Source) => inOneLine[grammar.name === "tsx" ? "typescript" : grammar.name];

function oneLineImport(source: Source): NamedImport | undefined {
  const pattern = patternOf(source);
  for (const rows of pattern ? leading(source) : []) {
    const groups = rows.end - rows.start === 1 ? pattern?.exec(source.lines[rows.start] ?? "")?.groups : undefined;
    if (!groups) continue;
    const names = (groups.names ?? "").split(", ");
    const line = (some: readonly string[]) => (groups.before ?? "") + some.join(", ") + (groups.after ?? "");
    return {
      rows,
      names,
      line,
      with: (fresh, kept) => {
        const first = [...kept, fresh];
        const orders = names.map((_, index) => [...names.slice(0, index), fresh, ...names.slice(index)]);
        orders.push([...names, fresh], [...first, ...names.filter((name) => !first.includes(name))]);
        return orders.map((some) => [line(some)]);
      },
    };
  }
  return undefined;
}

/** An import with a line for each name. */
function longImport(source: Source): NamedImport | undefined {
  const { lines } = source;
  for (const rows of patternOf(source) ? leading(source) : []) {
    const opening = lines[rows.start] ?? "";
    const closing = lines[rows.end - 1] ?? "";
    const inner = lines.slice(rows.start + 1, rows.end - 1);
    if (inner.length < 2 || !/[{(]$/.test(opening) || !/^[})]/.test(closing)) continue;
    if (!inner.every((each) => /^\s+[\w$]+,?$/.test(each))) continue;
    const names = inner.map((each) => each.trim().replace(",", ""));
    const isPython = opening.endsWith("(");
    const padding = source.grammar.name === "rust" ? "" : " ";
    const indent = indentOf(inner[0] ?? "");
    const last = inner.at(-1) ?? "";
    return {
      rows,
      names,
      line: (some) =>
        isPython
          ? `${opening.slice(0, -1)}${some.join(", ")}`
          : opening + padding + some.join(", ") + padding + closing,
      with: (fresh) => [
        ...inner.map((_, at) => [opening, ...inner.slice(0, at), `${indent}${fresh},`, ...inner.slice(at), closing]),
        ...["", ","].map((comma) => {
          const before = [...inner.slice(0, -1), last.endsWith(",") ? last : `${last},`];
          return [opening, ...before, `${indent}${fresh}${comma}`, closing];
        }),
      ],
    };
  }
  return undefined;
}

function mergedInto(importOf: (source: Source) => NamedImport | undefined): Kind {
  return (source, random) => {
    const old = importOf(source);
    const found = old && pick(source, random);
    if (!old || !found) return undefined;
    const { target, mutant } = found;
    const fresh = source.grammar.name === "rust" ? "extra_part" : "extraPart";
    const kept = random.below(3) === 0 ? [] : [random.of(old.names)];
    const changed = splice(source.lines, whole(target), textsOf(mutant.rows));
    const ways = old.with(fresh, kept).map((lines) => splice(changed, old.rows, lines));
    // A line of its own for the new name is as good.
    for (const { end } of leading(source)) ways.push(splice(changed, { start: end, end }, [old.line([fresh])]));
    return {
      snippet: [old.line([...kept, fresh]), "", ...textsOf(mutant.rows)].join("\n"),
      expected: ways.map((lines) => write(source, lines)),
      spoken: [whole(target), old.rows],
      refusal: "allowed",
    };
  };
}

/** An import of some of the names that the file takes from there, and a new one: all have to be there afterwards. */
export const merged = mergedInto(oneLineImport);
/** The same where the file has a line for each name. */
export const mergedLong = mergedInto(longImport);

/** An import of fewer names than the file has: nothing goes. */
export const fewer: Kind = (source, random) => {
  const old = random.below(2) === 0 ? oneLineImport(source) : (longImport(source) ?? oneLineImport(source));
  const found = old && pick(source, random);
  if (!old || !found) return undefined;
  const { target, mutant } = found;
  return {
    snippet: [old.line([random.of(old.names)]), "", ...textsOf(mutant.rows)].join("\n"),
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

/** A new import, then the class with one changed method and marks for the rest. */
export const addedToElided: Kind = (source, random, others) => {
  const imports = leading(source);
  const { name } = source.grammar;
  const fresh = random.of(freshImports[name] ?? [""]);
  const isModule = source.lines.some((line) => /^\s*import\b/.test(line));
  if (imports.length === 0 || name === "go" || (name === "javascript" && isModule)) return undefined;
  if (isKnown(source, fresh)) return undefined;
  const made = elided(source, random, others);
  const place = made?.spoken[0];
  if (!made || !place) return undefined;
  const eol = source.eol;
  const expected = made.expected.flatMap((text) =>
    [imports[0]?.start ?? 0, ...imports.map(({ end }) => end)].flatMap((at) => {
      const lines = text.split(eol);
      return [[fresh], [fresh, ""], ["", fresh]].map((some) => splice(lines, { start: at, end: at }, some).join(eol));
    }),
  );
  return { ...made, snippet: `${fresh}\n\n${made.snippet}`, expected };
};
