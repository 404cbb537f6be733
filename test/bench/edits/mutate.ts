// Changes to a function, of the kinds that models are asked for. Each works on its lines and by the parser's tree.

import type { Definition, Rows } from "./outline.ts";
import type { Random } from "./random.ts";
import type { Source } from "./source.ts";
import { code, indentOf, isBlank, type Row, rowsOf } from "./text.ts";

/** A changed function: the rows that stand in place of `[lead, end)`; the first `comments` of them lie above `start`. */
export interface Mutant {
  readonly rows: readonly Row[];
  readonly comments: number;
}

type Mutation = (source: Source, definition: Definition, random: Random) => Row[] | undefined;

/** A change to `definition`, or undefined when none of the kinds fits. `start` to `end` change, comments above do not. */
export function mutate(source: Source, definition: Definition, random: Random): Mutant | undefined {
  const { lead, start } = definition;
  for (const mutation of random.shuffled([insert, insert, remove, rename, wrap, replaceBody, addParameter, editText])) {
    const changed = mutation(source, definition, random);
    if (changed)
      return {
        rows: [...rowsOf(source.lines, source.outline, { start: lead, end: start }), ...changed],
        comments: start - lead,
      };
  }
  return undefined;
}

/** Rows of the definition alone, with a way to change some of them. */
function edited(
  source: Source,
  { start, end }: Rows,
  edits: readonly (Rows & { readonly rows: readonly Row[] })[],
): Row[] {
  const result: Row[] = [];
  let at = start;
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    result.push(...rowsOf(source.lines, source.outline, { start: at, end: edit.start }), ...edit.rows);
    at = edit.end;
  }
  return [...result, ...rowsOf(source.lines, source.outline, { start: at, end })];
}

/** The indentation of the body's code. */
export function bodyIndent(source: Source, { statements }: Definition): string | undefined {
  const indents = statements
    .map(({ start }) => source.lines[start] ?? "")
    .filter((line) => !/^\s*#(?:if|endif|else|region|pragma|define)/.test(line) && !/^\w+:/.test(line))
    .map(indentOf);
  return indents.length > 0 && indents.every((indent) => indent === indents[0]) ? indents[0] : undefined;
}

/** A place between statements, never before a docstring or `super()`. */
function between({ statements }: Definition, random: Random): Rows | undefined {
  const places = statements.slice(1);
  return places.length > 0 ? random.of(places) : undefined;
}

const insert: Mutation = (source, definition, random) => {
  const at = between(definition, random);
  const indent = bodyIndent(source, definition);
  if (!at || indent === undefined) return undefined;
  const row = code(indent + source.grammar.statement(random.below(900) + 100));
  return edited(source, definition, [{ start: at.start, end: at.start, rows: [row] }]);
};

const remove: Mutation = (source, definition, random) => {
  if (definition.statements.length < 3) return undefined;
  const gone = random.of(definition.statements.slice(1, -1));
  if (/^\s*(?:#|\w+:)/.test(source.lines[gone.start] ?? "")) return undefined;
  return edited(source, definition, [{ ...gone, rows: [] }]);
};

const rename: Mutation = (source, definition, random) => {
  const first = definition.statements[0]?.start ?? definition.end;
  const counts = new Map<string, number>();
  const codeRows = rowsOf(source.lines, source.outline, { start: first, end: definition.end });
  for (const { text, kind } of codeRows) {
    if (kind !== "code") continue;
    for (const [word] of text
      .replace(/(["'`]).*?\1|\/\/.*|#.*/g, "")
      .matchAll(/(?<![.$\w"'`@#])[a-z]\w{3,}\b(?!\s*[(:])/g))
      counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const names = [...counts].filter(([word, count]) => count > 1 && !keywords.has(word) && word !== definition.name);
  if (names.length === 0) return undefined;
  const [word] = random.of(names);
  const pattern = new RegExp(`(?<![.$\\w"'\`@#])${word}\\b(?!\\s*[(:])`, "g");
  const rows = codeRows.map((row) =>
    row.kind === "code" ? { ...row, text: row.text.replace(pattern, `${word}2`) } : row,
  );
  return [...rowsOf(source.lines, source.outline, { start: definition.start, end: first }), ...rows];
};

const keywords = new Set(
  "void char bool long double float return const else auto this self true false null None True False await async yield break continue case default static final public private protected class struct enum func func string byte error impl match move loop while where unsafe mut ref type super throw throws catch finally with from import export function typeof instanceof undefined delete internal object decimal params using lock foreach unless until then elsif ensure rescue begin print raise pass lambda global assert except range defer select switch chan fallthrough goto package interface unsigned signed short virtual override template typename namespace operator nullptr sizeof usize isize super crate dyn never unknown number boolean require defined nonlocal".split(
    " ",
  ),
);

const wrap: Mutation = (source, definition, random) => {
  const indent = bodyIndent(source, definition);
  const at = between({ ...definition, statements: definition.statements.slice(0, -1) }, random);
  if (indent === undefined || !at) return undefined;
  const rows = rowsOf(source.lines, source.outline, at);
  if (rows.some(({ kind, text }) => kind !== "code" || (!isBlank(text) && !text.startsWith(indent)))) return undefined;
  // A declaration in a block of its own would be lost to what follows.
  if (/^\s*(?:const|let|var|auto|int|static|type|#|\w+:|func|def|function|class)\b/.test(rows[0]?.text ?? ""))
    return undefined;
  const allman = source.grammar.name === "csharp";
  const [opening, closing] = allman ? ["if (isReady)", "}"] : source.grammar.condition;
  const open = allman ? [code(indent + opening), code(`${indent}{`)] : [code(indent + opening)];
  const inward = rows.map((row) => (isBlank(row.text) ? row : { ...row, text: source.unit + row.text }));
  return edited(source, definition, [
    { ...at, rows: [...open, ...inward, ...(closing ? [code(indent + closing)] : [])] },
  ]);
};

const replaceBody: Mutation = (source, definition, random) => {
  const indent = bodyIndent(source, definition);
  const { statements } = definition;
  const [first, last] = [statements[0], statements.at(-1)];
  if (indent === undefined || !first || !last || statements.length < 2) return undefined;
  const rows = [1, 2, 3].slice(random.below(2)).map((n) => code(indent + source.grammar.statement(n * 11)));
  return edited(source, definition, [{ start: first.start, end: last.end, rows }]);
};

const addParameter: Mutation = (source, definition) => {
  const { parameters, start, end } = definition;
  if (!parameters || parameters.line < start || parameters.line >= end) return undefined;
  const { line, column, any } = parameters;
  const text = source.lines[line] ?? "";
  const before = text.slice(0, column).trimEnd();
  // One written over several lines ends as its language likes it.
  if (isBlank(before) || before.endsWith(",") || /[.*]{3}|\*\w+$|\bvoid$|self$|\bparams\b/.test(before))
    return undefined;
  const changed = `${text.slice(0, column)}${any ? ", " : ""}${source.grammar.parameter("extraCount")}${text.slice(column)}`;
  return edited(source, definition, [{ start: line, end: line + 1, rows: [code(changed)] }]);
};

const editText: Mutation = (source, definition, random) => {
  const first = definition.statements[0]?.start ?? definition.end;
  const places = rowsOf(source.lines, source.outline, { start: first, end: definition.end })
    .map((row, index) => ({ row, line: first + index }))
    .filter(({ row }) => row.kind === "code" && /^[^"'`#/]*"[\w ]{2,}"[^"'`#]*$/.test(row.text));
  if (places.length === 0) return undefined;
  const { row, line } = random.of(places);
  const text = row.text.replace(/"([\w ]{2,})"/, '"$1 changed"');
  return edited(source, definition, [{ start: line, end: line + 1, rows: [code(text)] }]);
};
