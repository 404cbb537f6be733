// Brings the imports of a snippet into a file: names are added to the list of their module, and none is lost.

import type { CodeItem } from "../code/codeItem.ts";
import type { Edit } from "./edit.ts";
import { mergeGroups } from "./importGroups.ts";
import { type ImportStatement, readImport } from "./importStatement.ts";
import { Unsure } from "./matchItems.ts";
import { isBlank, type Structure } from "./structure.ts";

interface Import {
  readonly item: CodeItem;
  readonly text: string;
  readonly statement: ImportStatement;
}

/** The edits that bring what the file does not have. Throws `Unsure` where that is not certain. */
export function mergeImports({
  snippet,
  file,
}: {
  readonly snippet: Structure;
  readonly file: Structure;
}): readonly Edit[] {
  const wanted = importsOf(snippet);
  if (wanted.length === 0) return [];
  if (snippet.text.syntax.family === "go") return mergeGroups(snippet, file);
  const present = importsOf(file);
  const bound = new Map(present.flatMap(({ statement }) => statement.locals.map((local) => [local, statement.source])));
  const has = new Set(present.flatMap(({ statement }) => statement.bindings));
  const edits = new Map<Import, string[]>();
  const added: {
    readonly after: Import | undefined;
    readonly before: Import | undefined;
    readonly lines: readonly string[];
  }[] = [];
  for (const [index, each] of wanted.entries()) {
    const missing = each.statement.bindings.filter((binding) => !has.has(binding) && !has.has(asValue(binding)));
    if (missing.length === 0) continue;
    const clash = each.statement.locals.some(
      (local, at) => missing.includes(each.statement.bindings[at] ?? "") && bound.has(local),
    );
    if (clash) throw new Unsure();
    const same = present.filter(({ statement }) => statement.source === each.statement.source);
    const [mate] = same;
    if (mate && same.length === 1 && !edits.has(mate)) {
      const lines = joined(each, mate, file);
      if (lines) {
        edits.set(mate, lines);
        continue;
      }
    }
    if (missing.length < each.statement.bindings.length) throw new Unsure();
    const mateOf = (other: Import) =>
      present.find(
        ({ statement }) =>
          statement.bindings.some((binding) => other.statement.bindings.includes(binding)) ||
          statement.source === other.statement.source,
      );
    const after = wanted.slice(0, index).findLast((other) => mateOf(other));
    const before = wanted.slice(index + 1).find((other) => mateOf(other));
    const isNextTo = (a: Import | undefined, b: Import) =>
      a !== undefined && !snippet.text.lines.slice(a.item.end, b.item.start).some(isBlank);
    const goesAfter = after && (isNextTo(after, each) || !before || !isNextTo(each, before));
    added.push({
      after: goesAfter ? mateOf(after) : undefined,
      before: !goesAfter && before ? mateOf(before) : undefined,
      lines: snippet.text.lines.slice(each.item.start, each.item.end),
    });
  }
  return [
    ...[...edits].map(([{ item }, lines]) => ({ start: item.head, end: item.end, lines })),
    ...added.map(({ after, before, lines }) => {
      if (before) return { start: before.item.start, end: before.item.start, lines };
      const at = after?.item.end ?? lastOfOpening(file)?.end;
      if (at !== undefined) return { start: at, end: at, lines };
      return firstImport(file, lines);
    }),
  ];
}

/** What brings a value brings its type. */
const asValue = (binding: string) => binding.replace("< import type ", "< import ").replace("{type ", "{");

/** The last of the imports that a file begins with: others may stand among the code, or below it. */
function lastOfOpening({ text, items }: Structure): CodeItem | undefined {
  const code = items.filter(({ type }) => type !== "comment");
  const isExport = (item: CodeItem) => text.syntax.family === "js" && /^export\b/.test(text.code[item.head] ?? "");
  const first = code.findIndex((item) => item.type === "import" && !isExport(item));
  const before = code.slice(0, Math.max(0, first));
  if (first === -1 || before.some(({ definition }) => definition?.kind === "callable" || definition?.kind === "type"))
    return undefined;
  const run = code.slice(first);
  const end = run.findIndex((item) => item.type !== "import" || isExport(item));
  return (end === -1 ? run : run.slice(0, end)).at(-1);
}

function importsOf(structure: Structure): readonly Import[] {
  const { text, items } = structure;
  return items
    .filter(({ type }) => type === "import")
    .map((item) => {
      const lines = text.lines
        .slice(item.head, item.end)
        .map((line, index) => withoutComment(line, text.code[item.head + index] ?? ""));
      const joinedText = lines.join("\n").trim();
      const statement = readImport(joinedText, text.syntax.family);
      if (statement === undefined) throw new Unsure();
      return { item, text: joinedText, statement };
    });
}

/** Columns of comments are blank in `code`. */
function withoutComment(line: string, code: string): string {
  return [...line].map((char, index) => (code[index] === " " ? " " : char)).join("");
}

/** The file's statement with what the snippet's brings beside it; undefined when they cannot share one. */
function joined(each: Import, mate: Import, file: Structure): string[] | undefined {
  const lines = file.text.lines.slice(mate.item.head, mate.item.end);
  const hasComment = lines.some(
    (line, index) => withoutComment(line, file.text.code[mate.item.head + index] ?? "").trimEnd() !== line.trimEnd(),
  );
  const isAll = mate.statement.bindings.every((binding) => each.statement.bindings.includes(binding));
  const own = each.statement.names;
  const names = mate.statement.names;
  const outside = ({ statement }: Import) => statement.bindings.filter((binding) => !binding.startsWith("{")).join();
  const isNamed = own !== undefined && names !== undefined && names.length > 0;
  const isList =
    isNamed &&
    (file.text.syntax.family !== "js" ||
      outside(each) === outside(mate) ||
      each.statement.bindings.every((binding) => binding.startsWith("{")));
  if (hasComment) return undefined;
  if (isList)
    return withNames(
      mate,
      own.map(({ text }) => text),
      names.map(({ text }) => text),
    );
  return isAll && file.text.syntax.family === "js" ? each.text.split("\n") : undefined;
}

/** Adds the names of `own` that are not among `names`, each after the one it follows in `own`. */
function withNames({ text, statement }: Import, own: readonly string[], names: readonly string[]): string[] {
  let result = text;
  const at = new Map((statement.names ?? []).map((name) => [name.text, name]));
  const order = [...names];
  for (const [index, name] of own.entries()) {
    if (order.includes(name)) continue;
    const before = own.slice(0, index).findLast((each) => order.includes(each));
    const after = own.slice(index + 1).find((each) => order.includes(each));
    order.splice(
      before !== undefined ? order.indexOf(before) + 1 : after !== undefined ? order.indexOf(after) : order.length,
      0,
      name,
    );
  }
  // From the end, so that places before stay true.
  const known = (statement.names ?? []).toReversed();
  const isPerLine =
    known.length > 0 &&
    known.every(
      ({ start }) =>
        /^\s*$/.test(text.slice(text.lastIndexOf("\n", start) + 1, start)) && text.lastIndexOf("\n", start) !== -1,
    );
  for (const each of known) {
    const index = order.indexOf(each.text);
    const following = order.slice(index + 1, index + 1 + order.slice(index + 1).findIndex((name) => at.has(name)));
    const fresh = order.slice(index + 1).some((name) => at.has(name)) ? following : order.slice(index + 1);
    const indent = isPerLine ? `\n${text.slice(text.lastIndexOf("\n", each.start) + 1, each.start)}` : " ";
    result = result.slice(0, each.end) + fresh.map((name) => `,${indent}${name}`).join("") + result.slice(each.end);
  }
  const [first] = statement.names ?? [];
  const leading = first ? order.slice(0, order.indexOf(first.text)) : [];
  if (first && leading.length > 0) {
    const indent = isPerLine ? `\n${text.slice(text.lastIndexOf("\n", first.start) + 1, first.start)}` : " ";
    result =
      result.slice(0, first.start) + leading.map((name) => `${name},${indent}`).join("") + result.slice(first.start);
  }
  return result.split("\n");
}

/** A file without imports takes them below what has to come first: a shebang, a licence, a package, a directive. */
function firstImport(file: Structure, lines: readonly string[]): Edit {
  const [first] = file.items.filter(({ type }) => type !== "comment");
  const isOpening = (item: CodeItem) =>
    /^(?:package|namespace|module|library|#pragma|#ifndef|#define|"+;?\s*$)/.test(
      (file.text.code[item.head] ?? "").trim(),
    ) && item.end - item.head <= 3;
  const opening = file.items
    .filter(({ type }) => type !== "comment")
    .findLastIndex((_item, index, all) => all.slice(0, index + 1).every(isOpening));
  if (first === undefined) throw new Unsure();
  const last = file.items.filter(({ type }) => type !== "comment")[opening];
  if (last) return { start: last.end, end: last.end, lines: ["", ...lines] };
  const isSpaced = first.start > 0 && !isBlank(file.text.lines[first.start - 1] ?? "");
  // Comments above the first item are its own, unless they open the file.
  return { start: first.start, end: first.start, lines: [...(isSpaced ? [""] : []), ...lines, ""] };
}
