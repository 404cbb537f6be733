// A function or method by itself, in the ways models write it.

import { type Kind, replacing, whole } from "../case.ts";
import { type Mutant, mutate } from "../mutate.ts";
import type { Definition } from "../outline.ts";
import type { Random } from "../random.ts";
import { functionsOf, isUnique, type Source, withLines, write } from "../source.ts";
import { code, flush, indentOf, isBlank, type Row, reindent, rowsOf, splice, textsOf } from "../text.ts";

/** A function that is the only one of its name, changed. */
export function pick(
  source: Source,
  random: Random,
  fits: (definition: Definition) => boolean = () => true,
): { target: Definition; mutant: Mutant } | undefined {
  for (const target of random.shuffled(functionsOf(source))) {
    if (!isUnique(source, target) || !fits(target)) continue;
    const mutant = mutate(source, target, random);
    if (mutant && !isSame(source, target, mutant.rows)) return { target, mutant };
  }
  return undefined;
}

export const baseOf = ({ lines }: Source, { start }: Definition) => indentOf(lines[start] ?? "");

function isSame({ lines }: Source, { lead, end }: Definition, rows: readonly Row[]): boolean {
  return lines.slice(lead, end).join("\n") === textsOf(rows).join("\n");
}

/** All of it, indented as in the file. */
export const asItStands: Kind = (source, random) => {
  const found = pick(source, random);
  if (!found) return undefined;
  const { target, mutant } = found;
  return { ...replacing(source, mutant.rows, whole(target), [mutant.rows]), refusal: "allowed" };
};

/** Without the comment above it, which stays. */
export const withoutComment: Kind = (source, random) => {
  const found = pick(source, random, ({ lead, start }) => lead < start);
  if (!found) return undefined;
  const { target, mutant } = found;
  const rows = mutant.rows.slice(mutant.comments);
  return { ...replacing(source, rows, target, [rows]), refusal: "allowed" };
};

/** With another comment above it. */
export const commentChanged: Kind = (source, random) => {
  const found = pick(source, random, ({ lead, start }) => lead < start);
  if (!found) return undefined;
  const { target, mutant } = found;
  const at = mutant.rows.findIndex(
    ({ text }, index) => index < mutant.comments && /^[\s/*#!]*[A-Z].*\w[.\w]$/.test(text),
  );
  if (at === -1) return undefined;
  const rows = mutant.rows.map((row, index) => (index === at ? { ...row, text: `${row.text} Changed` } : row));
  return { ...replacing(source, rows, whole(target), [rows]), refusal: "allowed" };
};

/** With a comment where there was none. */
export const commentAdded: Kind = (source, random) => {
  const free = ({ lead, start }: Definition) => lead === start && isBlank(source.lines[start - 1] ?? "");
  const found = pick(source, random, free);
  if (!found) return undefined;
  const { target, mutant } = found;
  const rows = [code(baseOf(source, target) + source.grammar.comment("Says what it does.")), ...mutant.rows];
  return { ...replacing(source, rows, whole(target), [rows]), refusal: "allowed" };
};

/** A method without the decorators the file has, which stay. */
export const withoutDecorator: Kind = (source, random) => {
  const decorated = ({ start, head, lead }: Definition) =>
    lead === start && head > start && /^\s*(?:@\w|\[\w|#\[)/.test(source.lines[start] ?? "");
  const found = pick(source, random, decorated);
  if (!found) return undefined;
  const { target, mutant } = found;
  const last = source.lines.findLastIndex(
    (line, row) =>
      row >= target.start && row < target.head && /^\s*(?:@\w[^()]*(?:\([^()]*\))?|\[.*\]|#\[.*\])\s*$/.test(line),
  );
  if (last !== target.head - 1) return undefined;
  const rows = mutant.rows.slice(target.head - target.start);
  return { ...replacing(source, rows, { start: target.head, end: target.end }, [rows]), refusal: "right" };
};

/** A method that begins at column 0, as models write it; the inside of literals stays where it was. */
export const atColumnZero: Kind = (source, random) => {
  const found = pick(source, random, (target) => baseOf(source, target) !== "");
  if (!found) return undefined;
  return flushed(source, found.target, found.mutant.rows);
};

/** The snippet without its base indentation, and what may come of lines whose place in the file one cannot tell. */
export function flushed(source: Source, target: Definition, rows: readonly Row[]): ReturnType<Kind> {
  const base = baseOf(source, target);
  const snippet = flush(rows, base);
  if (!snippet) return undefined;
  // Inside a docstring and before a directive white space means nothing: either reading is right.
  const movedDoc = rows.map((row, index) => (row.kind === "doc" ? (snippet[index] ?? row) : row));
  const movedDirective = rows.map((row) =>
    row.kind === "directive" && !row.text.startsWith(base) ? { ...row, text: base + row.text } : row,
  );
  return { ...replacing(source, snippet, whole(target), [rows, movedDoc, movedDirective]), refusal: "allowed" };
}

/** Spaces for the file's tabs, or tabs for its spaces. */
export const otherTabs: Kind = (source, random) => inUnit(source, random, source.unit === "\t" ? "    " : "\t");

/** Two spaces for the file's four, or four for its two. */
export const otherWidth: Kind = (source, random) =>
  source.unit === "\t" ? undefined : inUnit(source, random, source.unit === "  " ? "    " : "  ");

function inUnit(source: Source, random: Random, unit: string): ReturnType<Kind> {
  const even = (target: Definition) =>
    reindent(rowsOf(source.lines, source.outline, whole(target)), source.unit, unit) !== undefined;
  const found = pick(source, random, even);
  const { target, mutant } = found ?? {};
  const rows = mutant && reindent(mutant.rows, source.unit, unit);
  if (!target || !rows) return undefined;
  return { ...replacing(source, rows, whole(target), [mutant.rows]), refusal: "allowed" };
}

/** A method at column 0 in the other of tabs and spaces. */
export const atColumnZeroTabs: Kind = (source, random) => {
  const unit = source.unit === "\t" ? "    " : "\t";
  const even = (target: Definition) =>
    baseOf(source, target) !== "" &&
    reindent(rowsOf(source.lines, source.outline, whole(target)), source.unit, unit) !== undefined;
  const found = pick(source, random, even);
  const made = found && flush(found.mutant.rows, baseOf(source, found.target));
  const rows = made && reindent(made, source.unit, unit);
  if (!found || !rows) return undefined;
  return { ...replacing(source, rows, whole(found.target), [found.mutant.rows]), refusal: "allowed" };
};

/** The file's own words: nothing is to be done. */
export const unchanged: Kind = (source, random) => {
  const found = pick(source, random);
  if (!found) return undefined;
  const rows = rowsOf(source.lines, source.outline, whole(found.target));
  return { ...replacing(source, rows, whole(found.target), [rows]), refusal: "allowed" };
};

/** Two functions of the same level in one snippet, in either order. */
export const two: Kind = (source, random) => {
  const found = pick(source, random);
  if (!found) return undefined;
  const other = pick(
    source,
    random,
    (each) =>
      each !== found.target &&
      each.parent === found.target.parent &&
      (each.lead >= found.target.end || each.end <= found.target.lead),
  );
  if (!other) return undefined;
  const pair = random.shuffled([found, other]);
  const snippet = pair.flatMap(({ mutant }, index) => [...(index > 0 ? [code("")] : []), ...mutant.rows]);
  const lines = [found, other]
    .toSorted((a, b) => b.target.lead - a.target.lead)
    .reduce<readonly string[]>(
      (all, { target, mutant }) => splice(all, whole(target), textsOf(mutant.rows)),
      source.lines,
    );
  return {
    snippet: textsOf(snippet).join("\n"),
    expected: [write(source, lines)],
    spoken: pair.map(({ target }) => whole(target)),
    refusal: "allowed",
  };
};

/** A function with another one in it. */
export const withInner: Kind = (source, random) => {
  const found = pick(source, random, ({ members }) => members.some(({ role }) => role === "function"));
  if (!found) return undefined;
  return { ...replacing(source, found.mutant.rows, whole(found.target), [found.mutant.rows]), refusal: "allowed" };
};

/** A function in another one. */
export const innerAlone: Kind = (source, random) => {
  const found = pick(source, random, ({ parent }) => parent?.role === "function");
  if (!found) return undefined;
  return { ...replacing(source, found.mutant.rows, whole(found.target), [found.mutant.rows]), refusal: "allowed" };
};

/** One of several of its name: the right one, or none. */
export const sameName: Kind = (source, random) => {
  for (const target of random.shuffled(functionsOf(source))) {
    if (isUnique(source, target)) continue;
    const mutant = mutate(source, target, random);
    if (!mutant) continue;
    return { ...replacing(source, mutant.rows, whole(target), [mutant.rows]), refusal: "right" };
  }
  return undefined;
};

/** A known function, and a new one after it. */
export const added: Kind = (source, random) => {
  const found = pick(source, random);
  if (!found) return undefined;
  const { target, mutant } = found;
  const fresh = copyNamed(source, target, `${target.name}Extra`);
  if (!fresh) return undefined;
  const ways = ["", "\n", "\n\n"].map((gap) => [...mutant.rows, ...[...gap].map(() => code("")), ...fresh]);
  return { ...replacing(source, [...mutant.rows, code(""), ...fresh], whole(target), ways), refusal: "allowed" };
};

/** The definition under another name, without comments; undefined when its head has the name twice. */
export function copyNamed(source: Source, target: Definition, name: string): Row[] | undefined {
  const rows = rowsOf(source.lines, source.outline, target);
  const head = source.lines[target.head] ?? "";
  // What a language itself calls has no second one.
  const isFree = /^(?!constructor$|__)[A-Za-z_$][\w$]*$/.test(target.name) && target.name !== target.parent?.name;
  if (!isFree || head.split(target.name).length !== 2) return undefined;
  return rows.map((row, index) =>
    index === target.head - target.start ? { ...row, text: head.replace(target.name, () => name) } : row,
  );
}

/** Any case on the file with other line endings, a byte order mark, or no final newline. */
export function onDisk(change: (source: Source) => Source | undefined, snippetEol = "\n"): Kind {
  return (source, random, others) => {
    const changed = change(source);
    const made = changed && asItStands(changed, random, others);
    return made && { ...made, source: changed, snippet: made.snippet.replaceAll("\n", snippetEol) };
  };
}

/** Without the file's last, empty line; its last function is the one that changes. */
export const noFinalNewline: Kind = (source, random) => {
  if (source.lines.at(-1) !== "") return undefined;
  const changed = withLines(source, source.lines.slice(0, source.lines.findLastIndex((line) => !isBlank(line)) + 1));
  if (!changed) return undefined;
  const last = Math.max(...functionsOf(changed).map(({ end }) => end));
  const found = pick(changed, random, ({ end }) => end === last);
  if (!found) return undefined;
  return { ...replacing(changed, found.mutant.rows, whole(found.target), [found.mutant.rows]), refusal: "allowed" };
};
