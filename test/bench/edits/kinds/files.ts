// A file as a whole, a part of a function, and files that changed between the question and the answer.

import { type Kind, replacing, whole } from "../case.ts";
import { bodyIndent, mutate } from "../mutate.ts";
import { functionsOf, isUnique, withLines, write } from "../source.ts";
import { code, indentOf, isBlank, type Row, rowsOf, splice, textsOf } from "../text.ts";
import { markOf } from "./classes.ts";
import { copyNamed, pick } from "./functions.ts";

/** All of it, one function changed. */
export const wholeFile: Kind = (source, random) => {
  const found = source.lines.length < 400 ? pick(source, random) : undefined;
  if (!found) return undefined;
  const lines = splice(source.lines, whole(found.target), textsOf(found.mutant.rows));
  return {
    snippet: lines.join("\n"),
    expected: [write(source, lines)],
    spoken: [whole(found.target)],
    refusal: "allowed",
  };
};

/** A top-level function between two marks that stand for the rest of the file. */
export const wholeFileElided: Kind = (source, random) => {
  const found = pick(source, random, ({ parent }) => parent === undefined);
  if (!found) return undefined;
  const { target, mutant } = found;
  const snippet = [markOf(source, random, ""), code(""), ...mutant.rows, code(""), markOf(source, random, "")];
  return { ...replacing(source, snippet, whole(target), [mutant.rows]), refusal: "allowed" };
};

/** The imports, a mark, a top-level function, a mark. */
export const importsAndElided: Kind = (source, random) => {
  const last = source.outline.imports.at(-1);
  const found = pick(source, random, ({ parent, lead }) => parent === undefined && lead > (last?.end ?? lead) + 2);
  if (!found || !last || last.end > 40) return undefined;
  const { target, mutant } = found;
  const between = source.lines.slice(last.end, target.lead).some((line) => !isBlank(line));
  const after = source.lines.slice(target.end).some((line) => !isBlank(line));
  const snippet = [
    ...rowsOf(source.lines, source.outline, { start: 0, end: last.end }),
    code(""),
    ...(between ? [markOf(source, random, ""), code("")] : []),
    ...mutant.rows,
    ...(after ? [code(""), markOf(source, random, "")] : []),
  ];
  return { ...replacing(source, snippet, whole(target), [mutant.rows]), refusal: "allowed" };
};

/** The whole file but for one function, and nothing says so: it has to stay. */
export const functionMissing: Kind = (source, random) => {
  const found = source.lines.length < 400 ? pick(source, random) : undefined;
  if (!found) return undefined;
  const { target, mutant } = found;
  const missing = random
    .shuffled(functionsOf(source))
    .find(({ lead, end, parent }) => parent?.role !== "function" && (lead >= target.end || end <= target.lead));
  if (!missing) return undefined;
  let { end } = missing;
  while (end < source.lines.length - 1 && isBlank(source.lines[end] ?? "")) end++;
  const gone = { start: missing.lead, end };
  const changes = [
    { at: whole(target), lines: textsOf(mutant.rows) },
    { at: gone, lines: [] },
  ].toSorted((a, b) => b.at.start - a.at.start);
  const lines = changes.reduce<readonly string[]>((all, { at, lines }) => splice(all, at, lines), source.lines);
  const right = splice(source.lines, whole(target), textsOf(mutant.rows));
  return { snippet: lines.join("\n"), expected: [write(source, right)], spoken: [whole(target)], refusal: "right" };
};

/** A statement more in a function, the statements around it left out but for its neighbours. */
export const bodyElided: Kind = (source, random) => {
  for (const target of random.shuffled(functionsOf(source))) {
    if (!isUnique(source, target) || target.statements.length < 5 || !target.inner) continue;
    const indent = bodyIndent(source, target);
    const at = 1 + random.below(target.statements.length - 3);
    const [before, after] = [target.statements[at], target.statements[at + 1]];
    if (indent === undefined || !before || !after || before.end !== after.start) continue;
    const rows = (start: number, end: number) => rowsOf(source.lines, source.outline, { start, end });
    const shown = rows(before.start, after.end);
    const own = source.lines.slice(target.start, target.end).map((line) => line.trim());
    const tells = (text: string) => /\w{2}/.test(text) && own.filter((line) => line === text.trim()).length === 1;
    if (!tells(source.lines[before.start] ?? "") || !tells(source.lines[after.start] ?? "") || shown.length > 12)
      continue;
    if (!tells(source.lines[after.end - 1] ?? "") && after.end - after.start > 1) continue;
    const fresh = code(indent + source.grammar.statement(random.below(900) + 100));
    const last = target.statements.at(-1);
    const more = last && source.lines.slice(after.end, target.inner.end).some((line) => !isBlank(line));
    const snippet = [
      ...rows(target.start, target.inner.start),
      markOf(source, random, indent),
      ...rows(before.start, before.end),
      fresh,
      ...rows(after.start, after.end),
      ...(more ? [markOf(source, random, indent)] : []),
      ...rows(target.inner.end, target.end),
    ];
    return { ...replacing(source, snippet, { start: after.start, end: after.start }, [[fresh]]), refusal: "allowed" };
  }
  return undefined;
};

/** Some statements of a function, the first and the last as they were. */
export const statements: Kind = (source, random) => {
  const trimmed = source.lines.map((line) => line.trim());
  const tells = (line: string | undefined) =>
    /\w{3}/.test(line ?? "") && trimmed.filter((each) => each === line?.trim()).length === 1;
  for (const target of random.shuffled(functionsOf(source))) {
    const indent = bodyIndent(source, target);
    if (indent === undefined || target.statements.length < 4) continue;
    const at = random.below(target.statements.length - 2);
    const [first, middle, last] = target.statements.slice(at, at + 3);
    if (!first || !middle || !last || !tells(source.lines[first.start]) || !tells(source.lines[last.end - 1])) continue;
    const fresh = code(indent + source.grammar.statement(random.below(900) + 100));
    const range = { start: first.start, end: last.end };
    const rows = [
      ...rowsOf(source.lines, source.outline, { start: first.start, end: middle.start }),
      fresh,
      ...rowsOf(source.lines, source.outline, { start: middle.start, end: last.end }),
    ];
    if (rows.length > 40) continue;
    return { ...replacing(source, rows, range, [rows]), refusal: "right" };
  }
  return undefined;
};

/** A block that looks like a definition to some: `foreach (…) {`, `lock (…) {`, `describe(…)`. */
export const lookAlike: Kind = (source, random) => {
  for (const target of random.shuffled(functionsOf(source))) {
    for (const block of random.shuffled(target.statements)) {
      const head = source.lines[block.start] ?? "";
      const next = source.lines[block.start + 1] ?? "";
      if (
        block.end - block.start < 3 ||
        /^\s*(?:switch|match)\b/.test(head) ||
        !/^\s*(?:[\w.]+\s*\(.*|(?:for|if|while|using|with|unless)\b.*)[{:]\s*$/.test(head)
      )
        continue;
      if (isBlank(next) || indentOf(next).length <= indentOf(head).length) continue;
      const fresh = code(indentOf(next) + source.grammar.statement(random.below(900) + 100));
      const rows = [
        ...rowsOf(source.lines, source.outline, { start: block.start, end: block.start + 1 }),
        fresh,
        ...rowsOf(source.lines, source.outline, { start: block.start + 1, end: block.end }),
      ];
      return { ...replacing(source, rows, block, [rows]), refusal: "right" };
    }
  }
  return undefined;
};

/** A definition without members: an enum, an interface, a struct, a property. */
export const data: Kind = (source, random) => {
  for (const target of random.shuffled(source.outline.all)) {
    if (target.role !== "data" || !target.alone || !isUnique(source, target) || target.end - target.start < 3) continue;
    const closing = source.lines[target.end - 1] ?? "";
    const last = source.lines[target.end - 2] ?? "";
    if (!/^\s*[\]})]/.test(closing) || isBlank(last) || indentOf(last).length <= indentOf(closing).length) continue;
    const old = rowsOf(source.lines, source.outline, whole(target));
    const rows = [
      ...old.slice(0, -1),
      code(indentOf(last) + source.grammar.comment("More to come.")),
      ...old.slice(-1),
    ];
    return { ...replacing(source, rows, whole(target), [rows]), refusal: "allowed" };
  }
  return undefined;
};

/** Something came in above the function meanwhile. */
export const moved: Kind = (source, random) => {
  const found = pick(source, random);
  if (!found) return undefined;
  const { target, mutant } = found;
  const before = random.of(source.outline.definitions.filter(({ alone, lead }) => alone && lead <= target.lead));
  if (!before) return undefined;
  const base = indentOf(source.lines[before.start] ?? "");
  const lines = Array.from(
    { length: 3 + random.below(20) },
    (_, n) => base + source.grammar.comment(`A note of ${n} words.`),
  );
  const changed = withLines(source, splice(source.lines, { start: before.lead, end: before.lead }, [...lines, ""]));
  if (!changed) return undefined;
  const by = lines.length + 1;
  const range = { start: target.lead + by, end: target.end + by };
  return { ...replacing(changed, mutant.rows, range, [mutant.rows]), refusal: "allowed" };
};

/** Another function was changed by hand meanwhile. */
export const editedMeanwhile: Kind = (source, random) => {
  const found = pick(source, random);
  if (!found) return undefined;
  const { target, mutant } = found;
  const other = random.shuffled(functionsOf(source)).find((each) => each.lead >= target.end || each.end <= target.lead);
  const edit = other && mutate(source, other, random);
  const changed = edit && withLines(source, splice(source.lines, whole(other), textsOf(edit.rows)));
  if (!changed || !isUnique(changed, target)) return undefined;
  const by = other.end <= target.lead ? edit.rows.length - (other.end - other.lead) : 0;
  return {
    ...replacing(changed, mutant.rows, { start: target.lead + by, end: target.end + by }, [mutant.rows]),
    refusal: "allowed",
  };
};

/** The function has another name by now. */
export const renamedMeanwhile: Kind = (source, random) => {
  const found = pick(source, random);
  if (!found) return undefined;
  const { target, mutant } = found;
  const pattern = new RegExp(`(?<![\\w$])${target.name.replace(/\W/g, "\\$&")}(?![\\w$])`, "g");
  const changed = withLines(
    source,
    source.lines.map((line) => line.replace(pattern, `${target.name}Anew`)),
  );
  // A name that goes over several lines, such as a list of selectors, is in no line and was not renamed.
  if (!changed || changed.lines.every((line, row) => line === source.lines[row])) return undefined;
  const spoken = [whole(target)];
  return { source: changed, snippet: textsOf(mutant.rows).join("\n"), expected: [], spoken, refusal: "right" };
};

/** The function is gone by now. */
export const removedMeanwhile: Kind = (source, random) => {
  const found = pick(source, random);
  if (!found) return undefined;
  const { target, mutant } = found;
  const changed = withLines(source, splice(source.lines, whole(target), []));
  if (!changed || changed.outline.names.has(target.name)) return undefined;
  return { source: changed, snippet: textsOf(mutant.rows).join("\n"), expected: [], spoken: [], refusal: "right" };
};

/** A function of another file. */
export const stranger: Kind = (source, random, others) => {
  for (const other of random.shuffled(others).slice(0, 5)) {
    const target = random
      .shuffled(functionsOf(other))
      .find(({ name }) => !source.lines.some((line) => line.includes(name)));
    if (!target || other === source) continue;
    return {
      snippet: textsOf(rowsOf(other.lines, other.outline, whole(target))).join("\n"),
      expected: [],
      spoken: [],
      refusal: "right",
    };
  }
  return undefined;
};

/** The block's first line names the file, under the path it had when it was asked about. */
export const pathComment: Kind = (source, random) => {
  const found = pick(source, random);
  if (!found) return undefined;
  const { target, mutant } = found;
  const path = `src/${source.path.split("/").at(-1)}`;
  const opening = [
    code(source.grammar.comment(random.below(2) === 0 ? path : `File: ${path}`)),
    ...(random.below(2) === 0 ? [code("")] : []),
  ];
  return { ...replacing(source, [...opening, ...mutant.rows], whole(target), [mutant.rows]), path, refusal: "allowed" };
};

/** A function and its copy under another name, of which the snippet has both, the new one first. */
export const addedBefore: Kind = (source, random) => {
  const found = pick(source, random);
  if (!found) return undefined;
  const { target, mutant } = found;
  const fresh = copyNamed(source, target, `${target.name}Base`);
  if (!fresh) return undefined;
  const gaps: Row[][] = [[], [code("")], [code(""), code("")]];
  const ways = gaps.map((gap) => [...fresh, ...gap, ...mutant.rows]);
  return { ...replacing(source, [...fresh, code(""), ...mutant.rows], whole(target), ways), refusal: "allowed" };
};
