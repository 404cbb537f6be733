// A class of which the snippet has a part: with a mark for what it leaves out, or without one.

import { type Kind, replacing, whole } from "../case.ts";
import { type Mutant, mutate } from "../mutate.ts";
import type { Definition, Rows } from "../outline.ts";
import type { Random } from "../random.ts";
import { classesOf, functionsOf, type Source, write } from "../source.ts";
import { code, indentOf, isBlank, type Row, rowsOf, splice, textsOf } from "../text.ts";
import { copyNamed } from "./functions.ts";

/** What models write for code they leave out. */
const marks = [
  "... existing code ...",
  "... existing code ...",
  "... rest of the class ...",
  "... other methods remain unchanged ...",
  "... existing methods ...",
  "...",
  "... 其余代码不变 ...",
  "... 其他方法保持不变 ...",
  "... (rest of the code remains the same)",
  "…existing code…",
];

/** The same without dots. */
const wordedMarks = [
  "rest of the code remains unchanged",
  "Existing code here",
  "(unchanged)",
  "Other methods stay the same",
  "其余代码保持不变",
];

export const markOf = (source: Source, random: Random, indent: string) =>
  code(indent + source.grammar.comment(random.of(marks)));

/** A class that is the only one of its name, and one of its methods, the only one of that name in it, changed. */
export function pickMember(
  source: Source,
  random: Random,
  fits: (holder: Definition, member: Definition) => boolean = () => true,
): { holder: Definition; member: Definition; mutant: Mutant } | undefined {
  const functions = new Set(functionsOf(source));
  for (const holder of random.shuffled(classesOf(source))) {
    const alike = source.outline.all.filter(
      (each) =>
        each.name === holder.name && each.role !== "function" && !(holder.type === "impl_item" && each.role === "data"),
    );
    if (alike.length !== 1 || !holder.inner) continue;
    for (const member of random.shuffled(holder.members)) {
      if (!functions.has(member) || !fits(holder, member)) continue;
      if (holder.members.filter(({ name }) => name === member.name).length !== 1) continue;
      const mutant = mutate(source, member, random);
      if (mutant) return { holder, member, mutant };
    }
  }
  return undefined;
}

const speaks = (source: Source, { start, end }: Rows) => source.lines.slice(start, end).some((line) => !isBlank(line));
const gap = (random: Random) => (random.below(2) === 0 ? [code("")] : []);

/** The lines of a class up to its first member, and those that close it. */
export function frame(
  source: Source,
  { start, end, inner }: Definition,
): { opening: Row[]; closing: Row[]; inner: Rows } {
  const body = inner ?? { start: end, end };
  return {
    opening: rowsOf(source.lines, source.outline, { start, end: body.start }),
    closing: rowsOf(source.lines, source.outline, { start: body.end, end }),
    inner: body,
  };
}

/** The class with some members only; `mark` stands for the rest, undefined for none. */
function abridged(
  source: Source,
  holder: Definition,
  shown: readonly { at: Rows; rows: readonly Row[] }[],
  mark: (() => Row) | undefined,
  random: Random,
): Row[] {
  const { opening, closing, inner } = frame(source, holder);
  const rows = [...opening];
  let from = inner.start;
  for (const { at, rows: text } of shown) {
    const left = speaks(source, { start: from, end: at.start });
    if (left && mark) rows.push(mark(), ...gap(random));
    else if (from > inner.start) rows.push(code(""));
    rows.push(...text);
    from = at.end;
  }
  if (mark && speaks(source, { start: from, end: inner.end })) rows.push(...gap(random), mark());
  return [...rows, ...closing];
}

const memberIndent = (source: Source, { start }: Definition) => indentOf(source.lines[start] ?? "");

function elidedWith(words: readonly string[]): Kind {
  return (source, random) => {
    const found = pickMember(source, random);
    if (!found) return undefined;
    const { holder, member, mutant } = found;
    const mark = () => code(memberIndent(source, member) + source.grammar.comment(random.of(words)));
    const bare = random.below(2) === 0;
    const shown = { at: bare ? member : whole(member), rows: bare ? mutant.rows.slice(mutant.comments) : mutant.rows };
    const snippet = abridged(source, holder, [shown], mark, random);
    return { ...replacing(source, snippet, whole(member), [mutant.rows]), refusal: "allowed" };
  };
}

/** The changed method alone, "... existing code ..." for the rest. */
export const elided = elidedWith(marks);
/** The same with words that have no dots. */
export const elidedInWords = elidedWith(wordedMarks);

/** Two changed methods, with marks around them. */
export const elidedTwo: Kind = (source, random) => {
  const found = pickMember(source, random);
  if (!found) return undefined;
  const { holder } = found;
  const other = pickMember(source, random, (each, member) => each === holder && member !== found.member);
  if (!other) return undefined;
  const pair = [found, other].toSorted((a, b) => a.member.lead - b.member.lead);
  const mark = () => markOf(source, random, memberIndent(source, found.member));
  const shown = pair.map(({ member, mutant }) => ({ at: whole(member), rows: mutant.rows }));
  const lines = pair
    .toReversed()
    .reduce<readonly string[]>(
      (all, { member, mutant }) => splice(all, whole(member), textsOf(mutant.rows)),
      source.lines,
    );
  return {
    snippet: textsOf(abridged(source, holder, shown, mark, random)).join("\n"),
    expected: [write(source, lines)],
    spoken: pair.map(({ member }) => whole(member)),
    refusal: "allowed",
  };
};

/** All members are there, one is changed. */
export const complete: Kind = (source, random) => {
  const found = pickMember(source, random);
  if (!found) return undefined;
  const { holder, member, mutant } = found;
  const before = rowsOf(source.lines, source.outline, { start: holder.lead, end: member.lead });
  const after = rowsOf(source.lines, source.outline, { start: member.end, end: holder.end });
  const rows = [...before, ...mutant.rows, ...after];
  return { ...replacing(source, rows, whole(holder), [rows]), refusal: "allowed" };
};

/** One method is not there and nothing says so: it has to stay. */
export const memberMissing: Kind = (source, random) => {
  const found = pickMember(source, random);
  if (!found) return undefined;
  const { holder, member, mutant } = found;
  const functions = new Set(functionsOf(source));
  const others = holder.members.filter((each) => each !== member && functions.has(each));
  if (others.length === 0) return undefined;
  const missing = random.of(others);
  let { end } = missing;
  while (isBlank(source.lines[end] ?? "x") && end < holder.end) end++;
  const keep = (range: Rows) => rowsOf(source.lines, source.outline, range);
  const [first, second] = [
    { range: whole(member), rows: mutant.rows },
    { range: { start: missing.lead, end }, rows: [] as Row[] },
  ].toSorted((a, b) => a.range.start - b.range.start) as [
    { range: Rows; rows: readonly Row[] },
    { range: Rows; rows: readonly Row[] },
  ];
  const snippet = [
    ...keep({ start: holder.lead, end: first.range.start }),
    ...first.rows,
    ...keep({ start: first.range.end, end: second.range.start }),
    ...second.rows,
    ...keep({ start: second.range.end, end: holder.end }),
  ];
  return { ...replacing(source, snippet, whole(member), [mutant.rows]), refusal: "right" };
};

/** The changed method is all the snippet has of the class, and nothing says so. */
export const memberOnly: Kind = (source, random) => {
  const found = pickMember(source, random);
  if (!found) return undefined;
  const { holder, member, mutant } = found;
  const snippet = abridged(source, holder, [{ at: whole(member), rows: mutant.rows }], undefined, random);
  return { ...replacing(source, snippet, whole(member), [mutant.rows]), refusal: "right" };
};

/** A new method after a known one. */
export const memberAdded: Kind = (source, random) => {
  const found = pickMember(source, random);
  if (!found) return undefined;
  const { holder, member } = found;
  const fresh = copyNamed(source, member, `${member.name}Extra`);
  if (!fresh) return undefined;
  const old = rowsOf(source.lines, source.outline, whole(member));
  const mark = () => markOf(source, random, memberIndent(source, member));
  const snippet = abridged(source, holder, [{ at: whole(member), rows: [...old, code(""), ...fresh] }], mark, random);
  const ways = [
    [...old, ...fresh],
    [...old, code(""), ...fresh],
  ];
  return { ...replacing(source, snippet, whole(member), ways), refusal: "allowed" };
};

/** A new method after all the others, which a mark stands for. */
export const memberAppended: Kind = (source, random) => {
  const found = pickMember(source, random);
  if (!found) return undefined;
  const { holder, member } = found;
  const fresh = copyNamed(source, member, `${member.name}Extra`);
  const last = holder.members.at(-1);
  if (!fresh || !last) return undefined;
  const { opening, closing, inner } = frame(source, holder);
  const snippet = [...opening, markOf(source, random, memberIndent(source, member)), code(""), ...fresh, ...closing];
  const expected = [last.end, inner.end].flatMap((at) =>
    [fresh, [code(""), ...fresh]].map((rows) =>
      write(source, splice(source.lines, { start: at, end: at }, textsOf(rows))),
    ),
  );
  return { snippet: textsOf(snippet).join("\n"), expected, spoken: [], refusal: "allowed" };
};
