// Code whose indentation or braces mislead who reads lines alone: texts, comments, labels and directives at column 0, and
// braces on a line of their own.

import { type Kind, replacing, whole } from "../case.ts";
import { bodyIndent } from "../mutate.ts";
import type { Definition } from "../outline.ts";
import type { Random } from "../random.ts";
import { functionsOf, isUnique, type Source, withLines } from "../source.ts";
import { indentOf, type Row, splice } from "../text.ts";
import { flushed, pick } from "./functions.ts";

/** The file with some lines more in one function, before that function is changed. */
function withInjected(
  lines: (source: Source, indent: string, random: Random) => readonly string[],
  unlike?: RegExp,
): Kind {
  return (source, random) => {
    if (unlike?.test(source.grammar.name)) return undefined;
    for (const target of random.shuffled(functionsOf(source))) {
      const indent = bodyIndent(source, target);
      const at = target.statements[1] ?? undefined;
      if (!isUnique(source, target) || indent === undefined || !at) continue;
      const changed = withLines(
        source,
        splice(source.lines, { start: at.start, end: at.start }, lines(source, indent, random)),
      );
      if (!changed || !isUnique(changed, target)) continue;
      const found = pick(changed, random, ({ name }) => name === target.name);
      if (!found) continue;
      const { mutant } = found;
      const asFlushed =
        random.below(2) === 0 && indentOf(changed.lines[found.target.start] ?? "") !== ""
          ? flushed(changed, found.target, mutant.rows)
          : undefined;
      if (asFlushed) return { ...asFlushed, source: changed };
      return { ...replacing(changed, mutant.rows, whole(found.target), [mutant.rows]), refusal: "allowed" };
    }
    return undefined;
  };
}

/** A text with lines at column 0, which have to stay there. */
export const literal: Kind = withInjected((source, indent, random) => {
  const [first, ...rest] = source.grammar.literal([
    "run <name>",
    "",
    "  options:",
    "\tall",
    ...(random.below(2) === 0 ? ["} // end"] : []),
  ]);
  const last = rest.at(-1) ?? "";
  return [indent + first, ...rest.slice(0, -1), last];
}, /css/);

/** A statement commented out at column 0. */
export const oldComment: Kind = withInjected((source) => [
  source.grammar.comment("oldStep(1);"),
  source.grammar.comment("oldStep(2);"),
]);

/** A label at column 0. */
export const label: Kind = withInjected(
  (source, indent) => [
    source.grammar.name === "rust" ? "'retry: loop { break 'retry; }" : "retry:",
    indent + loopOf(source),
  ],
  /python|ruby|csharp|rust|css|php/,
);

const loopOf = ({ grammar }: Source) => (grammar.name === "go" ? "for {\n}".replace("\n", " ") : "for (;;) { break; }");

/** Conditional compilation at column 0. */
export const directive: Kind = withInjected(
  (source, indent) => ["#if DEBUG", indent + source.grammar.statement(7), "#endif"],
  /typescript|tsx|javascript|python|ruby|go|rust|java|php|css/,
);

const ownLine = (row: string) => {
  const indent = indentOf(row);
  return [row.replace(/\s*\{\s*$/, ""), `${indent}{`];
};

/** The lines of functions and classes that end in `{`, which is then on a line of its own. */
function openings(definitions: readonly Definition[], { lines }: Source): ReadonlySet<number> {
  return new Set(
    definitions
      .filter(({ inner, alone }) => alone && inner !== undefined)
      .map(({ inner }) => (inner?.start ?? 0) - 1)
      .filter((row) => /^\s*\S.*\{\s*$/.test(lines[row] ?? "")),
  );
}

/** The whole file in Allman's style, the snippet too. */
export const allman: Kind = (source, random) => {
  if (/python|ruby|go|csharp/.test(source.grammar.name)) return undefined;
  const rows = openings(source.outline.all, source);
  if (rows.size < 2) return undefined;
  const changed = withLines(
    source,
    source.lines.flatMap((line, row) => (rows.has(row) ? ownLine(line) : [line])),
  );
  if (!changed) return undefined;
  const found = pick(changed, random);
  if (!found) return undefined;
  return { ...replacing(changed, found.mutant.rows, whole(found.target), [found.mutant.rows]), refusal: "allowed" };
};

/** The snippet has its braces where the file does not: either style is right. */
export const otherBraces: Kind = (source, random) => {
  if (/python|ruby|go/.test(source.grammar.name)) return undefined;
  const found = pick(source, random);
  if (!found) return undefined;
  const { target, mutant } = found;
  const open = (target.inner?.start ?? 0) - 1;
  const text = source.lines[open] ?? "";
  const at = mutant.rows.findIndex((row) => row.text === text);
  if (at === -1) return undefined;
  let rows: Row[];
  if (/^\s*\{\s*$/.test(text)) {
    const before = mutant.rows[at - 1];
    if (before?.kind !== "code" || /^\s*(?:#|\/\/)|\/\/|[{};]\s*$/.test(before.text)) return undefined;
    rows = [
      ...mutant.rows.slice(0, at - 1),
      { ...before, text: `${before.text.trimEnd()} {` },
      ...mutant.rows.slice(at + 1),
    ];
  } else if (/\S\s*\{\s*$/.test(text)) {
    rows = [
      ...mutant.rows.slice(0, at),
      ...ownLine(text).map((each): Row => ({ text: each, kind: "code" })),
      ...mutant.rows.slice(at + 1),
    ];
  } else return undefined;
  return { ...replacing(source, rows, whole(target), [rows, mutant.rows]), refusal: "allowed" };
};
