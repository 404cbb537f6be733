// Puts the items of a snippet in place of those they mean, level by level: a class gives way member by member, and what
// the snippet does not speak of stays where it is.

import type { CodeItem, IsGap } from "../code/codeItem.ts";
import type { LineRange } from "../code/lineRange.ts";
import { type Dressing, dress, type IndentStyle, styleOf } from "./dress.ts";
import { fillGaps } from "./fillGaps.ts";
import { matchItems, sharedLines, Unsure } from "./matchItems.ts";
import { mergeImports } from "./mergeImports.ts";
import { allDefinitions, type Found, isBlank, isTelling, linesIn, type Structure, wordsOf } from "./structure.ts";

/** Lines to put in place of a range of the file. */
export interface Edit extends LineRange {
  readonly lines: readonly string[];
}

/** The two texts. */
export interface Merge {
  readonly snippet: Structure;
  readonly file: Structure;
  readonly isGap: IsGap;
  readonly snippetStyle: IndentStyle;
  readonly fileStyle: IndentStyle;
  /** The file's lines without their blanks. */
  readonly known: ReadonlySet<string>;
  /** Whether what is known of the file otherwise has this definition in the same lines. */
  readonly isCertain: (item: CodeItem) => boolean;
}

const indentOf = (line: string | undefined) => /^[ \t]*/.exec(line ?? "")?.[0] ?? "";
const isList = (item: CodeItem | undefined) => item?.place === "list";

/** The edits that bring `snippet` into `file`, in order. Throws `Unsure`. Nothing to do is an empty list. */
export function mergeItems(merge: Merge): readonly Edit[] {
  const { snippet, file } = merge;
  const edits = [
    ...mergeImports(merge),
    ...mergeLevel(
      merge,
      snippet.items.filter(({ type }) => type !== "import"),
      file.items,
      undefined,
      rootMates(merge),
    ),
  ].toSorted((a, b) => a.start - b.start || a.end - b.end);
  for (const [index, edit] of edits.entries()) {
    const before = edits[index - 1];
    if (before && before.end > edit.start) throw new Unsure();
  }
  return edits;
}

/** The file's definitions that the snippet's outer ones mean, wherever they stand. */
function rootMates(merge: Merge): ReadonlyMap<CodeItem, CodeItem> {
  const { snippet, file, isGap } = merge;
  const outer = snippet.items.filter(({ type }) => type === "definition");
  const isRoot = (item: CodeItem) => !isMember(item, snippet);
  const mates = new Map(matchItems(outer.filter(isRoot), snippet, file.items, file));
  let all: readonly Found[] | undefined;
  for (const item of outer) {
    const { name, kind } = item.definition ?? { name: "", kind: "variable" };
    const isHeld = kind === "variable" || kind === "assignment";
    const isStyle = snippet.text.syntax.family === "css";
    if (mates.has(item) && !isHeld && !isStyle && !couldBeMember(item, snippet)) continue;
    all ??= allDefinitions(file, isGap);
    const same = all.filter(({ item: { definition } }) => definition?.name === name);
    const inner = same.filter(({ path }) => path.length > 0);
    if (mates.has(item)) {
      // A local variable or a method of that name may be meant as well.
      const mate = mates.get(item) ?? item;
      const isOther = isStyle
        ? inner.some(({ item: each }) => sharedLines(item, each, merge) > sharedLines(item, mate, merge))
        : isHeld
          ? inner.length > 0
          : inner.some(({ item: each }) => each.definition?.kind === kind);
      if (isStyle && isOther) throw new Unsure();
      if (isOther && !isSameHead(item, mates.get(item), merge)) throw new Unsure();
      continue;
    }
    if (kind === "assignment" || (kind === "variable" && !isFunction(item, snippet))) continue;
    const fit = inner.filter(({ item: each }) => fits(item, each, merge));
    if (fit.length === 0) {
      if (same.length > 0) throw new Unsure();
      continue;
    }
    const siblings =
      fit.length === 1
        ? fit.map((each) => each.item)
        : fit.filter((each) => isSameHead(item, each.item, merge)).map((each) => each.item);
    const [mate] = siblings;
    if (siblings.length !== 1 || mate === undefined) throw new Unsure();
    if (matchItems([item], snippet, [mate], file).get(item) !== mate) throw new Unsure();
    mates.set(item, mate);
  }
  if (new Set(mates.values()).size < mates.size) throw new Unsure();
  return mates;
}

function headLine(item: CodeItem, { text }: Structure): string {
  return (text.code[item.head] ?? "").trim();
}

/** A method can only be meant by what is written as one. */
function isMember(item: CodeItem, structure: Structure): boolean {
  const { family } = structure.text.syntax;
  const { kind = "variable", parameters = "" } = item.definition ?? {};
  if (family === "python") return kind === "callable" && /^(?:self|cls)\b/.test(parameters);
  if (family === "rust") return kind === "callable" && /^(?:&(?:'\w+)?(?:mut)?)?(?:mut)?self\b/.test(parameters);
  if (family === "js" && kind === "variable")
    return isFunction(item, structure) && !/^(?:export|const|let|var)\b/.test(headLine(item, structure));
  if (family === "js")
    return (
      kind === "getter" || kind === "setter" || (kind === "callable" && !/\bfunction\b/.test(headLine(item, structure)))
    );
  return false;
}

/** Written so that it may stand inside of a class as well as outside. */
function couldBeMember(item: CodeItem, structure: Structure): boolean {
  const { family } = structure.text.syntax;
  return item.definition?.kind === "callable" && !["js", "python", "go"].includes(family);
}

/** A function that a variable or a field holds. */
function isFunction({ definition, head, body, regions }: CodeItem, { text }: Structure): boolean {
  if (definition?.kind !== "variable" || text.syntax.family !== "js" || regions.length === 0) return false;
  return /=\s*(?:async\s*)?(?:[\w$]+\s*=>|\(|function\b)/.test(
    text.code.slice(head, body?.start ?? head + 1).join(" "),
  );
}

function fits(item: CodeItem, other: CodeItem, { snippet, file }: Merge): boolean {
  const kind = other.definition?.kind;
  const isSameKind = kind === item.definition?.kind;
  if (snippet.text.syntax.family !== "js") return isSameKind;
  if (kind === "variable" && !isFunction(other, file)) return false;
  const inClass = other.place === "members" || other.place === "list" || other.place === "both";
  return isSameKind && inClass === isMember(item, snippet);
}

function isSameHead(item: CodeItem, mate: CodeItem | undefined, { snippet, file }: Merge): boolean {
  return mate !== undefined && headLine(item, snippet) === headLine(mate, file);
}

/** Merges the items of one level. `within` is the file's definition they are members of. */
function mergeLevel(
  merge: Merge,
  items: readonly CodeItem[],
  others: readonly CodeItem[],
  within: CodeItem | undefined,
  mates: ReadonlyMap<CodeItem, CodeItem>,
): readonly Edit[] {
  const level = new Level(merge, items, others, within, mates);
  return level.merge();
}

class Level {
  readonly #merge: Merge;
  readonly #items: readonly CodeItem[];
  readonly #others: readonly CodeItem[];
  readonly #within: CodeItem | undefined;
  readonly #mates: ReadonlyMap<CodeItem, CodeItem>;
  readonly #edits: Edit[] = [];
  /** Items of the snippet that have a place: their mates, or what says the same. */
  readonly #anchors = new Map<CodeItem, CodeItem>();

  constructor(
    merge: Merge,
    items: readonly CodeItem[],
    others: readonly CodeItem[],
    within: CodeItem | undefined,
    mates: ReadonlyMap<CodeItem, CodeItem>,
  ) {
    this.#merge = merge;
    this.#items = items;
    this.#others = others;
    this.#within = within;
    this.#mates = mates;
  }

  merge(): readonly Edit[] {
    this.#findAnchors();
    for (const [item, mate] of this.#anchors) {
      if (item.type !== "definition") continue;
      for (const edit of mergeDefinition(this.#merge, item, mate)) this.#edits.push(edit);
    }
    for (let index = 0; index < this.#items.length; index++) {
      const item = this.#items[index];
      if (item === undefined || item.type === "gap" || this.#anchors.has(item)) continue;
      if (item.type === "comment" && this.#isKnownComment(item)) continue;
      let end = index + 1;
      while (end < this.#items.length && this.#isNew(this.#items[end])) end++;
      this.#place(index, end);
      index = end - 1;
    }
    return this.#edits;
  }

  #isNew(item: CodeItem | undefined): boolean {
    if (item === undefined || item.type === "gap" || this.#anchors.has(item)) return false;
    return !(item.type === "comment" && this.#isKnownComment(item));
  }

  #isKnownComment(item: CodeItem): boolean {
    const { snippet, known } = this.#merge;
    return linesIn(snippet.text.lines, item).every((line) => known.has(line.trim()));
  }

  #findAnchors(): void {
    const { snippet, file } = this.#merge;
    const words = new Map<string, CodeItem[]>();
    for (const other of this.#others) {
      if (other.type === "definition" || other.type === "comment") continue;
      const key = wordsOf(file.text.lines, { start: other.decorators, end: other.end });
      words.set(key, [...(words.get(key) ?? []), other]);
    }
    let position = 0;
    for (const item of this.#items) {
      const mate = this.#mates.get(item);
      if (mate) {
        this.#anchors.set(item, mate);
        position = mate.end;
      } else if (item.type === "statement" || item.type === "import") {
        const key = wordsOf(snippet.text.lines, { start: item.decorators, end: item.end });
        const same = words.get(key) ?? [];
        const found = same.length === 1 ? same[0] : same.find(({ start }) => start >= position);
        if (found) {
          this.#anchors.set(item, found);
          position = found.end;
        }
      }
    }
  }

  /** New items `[start, end)`, one after the other. */
  #place(start: number, end: number): void {
    const items = this.#items.slice(start, end);
    const before = this.#neighbour(start, -1);
    const after = this.#neighbour(end - 1, 1);
    const statements = items.filter(({ type }) => type === "statement");
    if (statements.length > 0 && this.#replaceStatements(statements, before, after)) return;
    const { lines } = this.#merge.snippet.text;
    const blankBefore = blankLinesBefore(lines, items[0]?.start ?? 0);
    const blankAfter = blankLinesBefore(lines, this.#items[end]?.start ?? lines.length);
    if (before.item && !before.gap) {
      this.#insert(items, after_(before.item), blankBefore, 0);
      return;
    }
    if (after.item && !after.gap) {
      this.#insert(items, before_(after.item), 0, Math.max(blankAfter, items.at(-1)?.type === "comment" ? 1 : 0));
      return;
    }
    const siblings = this.#others.filter(({ type }) => type !== "comment");
    const last = siblings.at(-1);
    const first = siblings[0];
    const hasMark = this.#items.some(({ type }) => type === "gap");
    if (!after.item && !after.gap && last && (this.#within || (before.gap && hasMark))) {
      const isSpaced =
        last.place !== "list" && (siblings.length < 2 || blankLinesBefore(this.#merge.file.text.lines, last.start) > 0);
      this.#insert(items, after_(last), isSpaced ? 1 : 0, 0);
      return;
    }
    if (!before.item && !before.gap && first && this.#within) {
      const isSpaced = first.place !== "list" && blankAfter > 0;
      this.#insert(items, before_(first), 0, isSpaced ? 1 : 0);
      return;
    }
    throw new Unsure(hasMark ? "elided" : "nowhere");
  }

  /** The nearest item with a place, and whether something is left out in between. */
  #neighbour(index: number, step: 1 | -1): { readonly item: CodeItem | undefined; readonly gap: boolean } {
    let gap = false;
    for (let at = index + step; at >= 0 && at < this.#items.length; at += step) {
      const item = this.#items[at];
      if (item === undefined) break;
      if (item.type === "gap") gap = true;
      const anchor = this.#anchors.get(item);
      if (anchor) return { item: anchor, gap };
    }
    return { item: undefined, gap };
  }

  /**
   * Statements that the file does not have are put in place of those that stand between the same neighbours, if they are
   * as many and begin alike. false: there is nothing between them.
   */
  #replaceStatements(
    statements: readonly CodeItem[],
    before: { readonly item: CodeItem | undefined; readonly gap: boolean },
    after: { readonly item: CodeItem | undefined; readonly gap: boolean },
  ): boolean {
    if (before.gap || after.gap) throw new Unsure("elided");
    const from = before.item ? this.#others.indexOf(before.item) + 1 : 0;
    const to = after.item ? this.#others.indexOf(after.item) : this.#others.length;
    const hasPlace = (item: CodeItem | undefined) => item === undefined || this.#others.includes(item);
    if (!hasPlace(before.item) || !hasPlace(after.item) || to < from) throw new Unsure();
    if (!before.item && !after.item) throw new Unsure();
    const between = this.#others.slice(from, to).filter(({ type }) => type !== "comment");
    if (between.length === 0) return false;
    if (between.length !== statements.length || between.some(({ type }) => type !== "statement")) throw new Unsure();
    for (const [index, item] of statements.entries()) {
      const mate = between[index];
      if (mate === undefined || !this.#isAlike(item, mate)) throw new Unsure();
      for (const edit of replaceLeaf(this.#merge, item, mate)) this.#edits.push(edit);
    }
    return true;
  }

  /** Both begin alike, and the new one has most of what the old one says. */
  #isAlike(item: CodeItem, mate: CodeItem): boolean {
    const { snippet, file } = this.#merge;
    const tokens = (structure: Structure, { head, end }: LineRange & { head: number }) =>
      structure.text.lines
        .slice(head, end)
        .join("\n")
        .match(/[\p{L}\p{N}_]+/gu) ?? [];
    const own = tokens(snippet, item);
    const old = tokens(file, mate);
    if (own[0] !== old[0]) return false;
    const has = new Set(own);
    return old.filter((each) => has.has(each)).length >= old.length * 0.6;
  }

  #insert(items: readonly CodeItem[], anchor: CodeItem & { readonly at: number }, before: number, after: number): void {
    const { file } = this.#merge;
    const to = indentOf(file.text.lines[anchor.head]);
    const lines: string[] = Array.from({ length: before }, () => "");
    let position: number | undefined;
    for (const item of items) {
      if (position !== undefined) for (let blank = position; blank < item.start; blank++) lines.push("");
      for (const line of dressed(this.#merge, item, item.head, to, [])) lines.push(line);
      if (
        items.some(({ type }) => type === "gap") ||
        linesIn(lines, { start: 0, end: lines.length }).some(this.#merge.isGap)
      )
        throw new Unsure("elided");
      position = item.end;
    }
    for (let count = 0; count < after; count++) lines.push("");
    if (!isList(anchor) || items.every(({ type }) => type === "comment"))
      return void this.#edits.push({ start: anchor.at, end: anchor.at, lines });
    this.#insertInList(anchor, lines);
  }

  /** Entries of a list are parted by commas. */
  #insertInList(anchor: CodeItem & { readonly at: number }, lines: readonly string[]): void {
    const isBefore = anchor.at === anchor.start;
    if (isBefore) return void this.#edits.push({ start: anchor.at, end: anchor.at, lines: withComma(lines, true) });
    const lastEdit = this.#edits.findIndex(({ end, start }) => end === anchor.end && start < end);
    const own = this.#edits[lastEdit];
    const last = own ? (own.lines.at(-1) ?? "") : (this.#merge.file.text.lines[anchor.end - 1] ?? "");
    const code = own ? last : (this.#merge.file.text.code[anchor.end - 1] ?? "");
    if (/,\s*$/.test(code))
      return void this.#edits.push({ start: anchor.at, end: anchor.at, lines: withComma(lines, true) });
    if (code.trimEnd() !== last.trimEnd() && !own) throw new Unsure();
    const ended = [`${last.trimEnd()},`, ...withComma(lines, false)];
    if (own) this.#edits[lastEdit] = { ...own, lines: [...own.lines.slice(0, -1), ...ended] };
    else this.#edits.push({ start: anchor.end - 1, end: anchor.end, lines: ended });
  }
}

const after_ = (item: CodeItem) => ({ ...item, at: item.end });
const before_ = (item: CodeItem) => ({ ...item, at: item.start });

function blankLinesBefore(lines: readonly string[], line: number): number {
  let count = 0;
  while (count < 2 && line - count - 1 >= 0 && isBlank(lines[line - count - 1] ?? "")) count++;
  return line - count <= 0 ? 0 : count;
}

/** The last line of the lines that says something, with or without a comma at its end. */
function withComma(lines: readonly string[], wanted: boolean): readonly string[] {
  const last = lines.findLastIndex((line) => !isBlank(line));
  const line = (lines[last] ?? "").trimEnd();
  if (line.endsWith(",") === wanted) return lines;
  if (/\/\/|\*\/$/.test(line)) throw new Unsure();
  return lines.with(last, wanted ? `${line},` : line.slice(0, -1));
}

/** Lines of the snippet as they stand where a line is indented by `to`; `anchor` is the line that says where they are now. */
function dressed(
  { snippet, snippetStyle, fileStyle }: Merge,
  range: LineRange,
  anchor: number,
  to: string,
  old: readonly string[],
  oldStyle?: IndentStyle,
): string[] {
  const from = indentOf(snippet.text.lines[anchor]);
  const dressing: Dressing = { snippet: snippet.text, snippetStyle, fileStyle, from, to, old, oldStyle };
  return dress(range, dressing);
}

/** A definition in place of its mate. */
function mergeDefinition(merge: Merge, item: CodeItem, mate: CodeItem): readonly Edit[] {
  const { snippet, file, isCertain } = merge;
  if (
    wordsOf(snippet.text.lines, { start: item.decorators, end: item.end }) ===
    wordsOf(file.text.lines, { start: mate.decorators, end: mate.end })
  ) {
    const isSameLayout = item.end - item.head === mate.end - mate.head;
    if (isSameLayout && !hasLiteral(snippet, item)) return leadEdits(merge, item, mate);
  }
  if (!isCertain(mate)) throw new Unsure();
  const own = snippet.members(item);
  const old = file.members(mate);
  if (own && old && item.body && mate.body) return mergeMembers(merge, item, mate, own, old);
  const isEmpty = (old === undefined || old.length === 0) && !hasInnerCode(file, mate);
  if (mate.definition?.members !== undefined && item.definition?.members !== undefined && !isEmpty) throw new Unsure();
  if (old !== undefined && old.length > 0) throw new Unsure();
  return replaceLeaf(merge, item, mate);
}

const hasLiteral = ({ text }: Structure, { head, end }: CodeItem) => text.inside.slice(head, end).includes(1);

/** Whether there is anything between its brackets. */
function hasInnerCode({ text }: Structure, { regions }: CodeItem): boolean {
  return regions.some(({ start, end }) => {
    const lines = text.lines.slice(start.line, end.line + 1);
    if (lines.length === 1) return (lines[0] ?? "").slice(start.column, end.column).trim() !== "";
    return lines.slice(1, -1).some((line) => !isBlank(line)) || (lines[0] ?? "").slice(start.column).trim() !== "";
  });
}

function mergeMembers(
  merge: Merge,
  item: CodeItem,
  mate: CodeItem,
  own: readonly CodeItem[],
  old: readonly CodeItem[],
): readonly Edit[] {
  const { snippet, file } = merge;
  const edits = [...leadEdits(merge, item, mate)];
  const part = (which: CodeItem, end: "head" | "foot"): LineRange =>
    end === "head"
      ? { start: which.head, end: which.body?.start ?? which.head }
      : { start: which.body?.end ?? which.end, end: which.end };
  for (const end of ["head", "foot"] as const) {
    const [mine, theirs] = [part(item, end), part(mate, end)];
    const said = wordsOf(snippet.text.lines, mine);
    const stood = wordsOf(file.text.lines, theirs);
    if (said === stood || (end === "foot" && said.replace(/[;,]$/, "") === stood.replace(/[;,]$/, ""))) continue;
    const from = linesIn(file.text.lines, theirs);
    edits.push({ ...theirs, lines: dressed(merge, mine, item.head, indentOf(file.text.lines[mate.head]), from) });
  }
  const level = mergeLevel(merge, own, old, mate, matchItems(own, snippet, old, file));
  if (level.length === 0 && edits.length === 0) return edits;
  return [...edits, ...level];
}

/** The comments and decorators above; what the snippet leaves out stays. */
function leadEdits(merge: Merge, item: CodeItem, mate: CodeItem): readonly Edit[] {
  const { snippet, file } = merge;
  const edits: Edit[] = [];
  const to = indentOf(file.text.lines[mate.head]);
  const parts = [
    [{ start: item.start, end: item.decorators }, { start: mate.start, end: mate.decorators }, true],
    [{ start: item.decorators, end: item.head }, { start: mate.decorators, end: mate.head }, false],
  ] as const;
  for (const [mine, theirs, isComment] of parts) {
    if (mine.start === mine.end) continue;
    const said = wordsOf(snippet.text.lines, mine);
    const stood = wordsOf(file.text.lines, theirs);
    if (said === stood || stood.endsWith(`\n${said}`)) continue;
    // A remark of the file that only stands above here because the snippet leaves out what is between.
    if (isComment && linesIn(snippet.text.lines, mine).every((line) => merge.known.has(line.trim()))) continue;
    const old = linesIn(file.text.lines, theirs);
    const lines = dressed(merge, mine, item.head, to, old);
    // A remark of another kind than the documentation that stands there does not replace it.
    const isRemark = isComment && stood !== "" && markOf(said) !== markOf(stood);
    edits.push(isRemark ? { start: theirs.end, end: theirs.end, lines } : { ...theirs, lines });
  }
  return edits;
}

const markOf = (comment: string) => /^\S{1,3}?(?=[\s\w]|$)/.exec(comment)?.[0] ?? "";

/** All of the item in place of all of its mate. */
function replaceLeaf(merge: Merge, item: CodeItem, mate: CodeItem): readonly Edit[] {
  const { snippet, file, isGap } = merge;
  const edits = leadEdits(merge, item, mate);
  const range = { start: mate.head, end: mate.end };
  const old = linesIn(file.text.lines, range);
  const to = indentOf(file.text.lines[mate.head]);
  let lines: readonly string[] = dressed(
    merge,
    { start: item.head, end: item.end },
    item.head,
    to,
    old,
    styleOf(file.text, merge.fileStyle.unit, range),
  );
  if (lines.some(isGap)) lines = filled(merge, item, mate, lines, old);
  if (isList(mate) || isList(item)) {
    const hasComma = /,\s*$/.test(file.text.code[mate.end - 1] ?? "");
    const isLast = /,\s*$/.test(snippet.text.code[item.end - 1] ?? "");
    if (hasComma !== isLast) lines = withComma(lines, hasComma);
  }
  if (lines.length === old.length && lines.every((line, index) => line === old[index])) return edits;
  return [...edits, { ...range, lines }];
}

/** What a gap in a function stands for is found in the function. */
function filled(
  merge: Merge,
  item: CodeItem,
  mate: CodeItem,
  lines: readonly string[],
  old: readonly string[],
): readonly string[] {
  const { isGap } = merge;
  const isWhole = item.body !== undefined && mate.body !== undefined;
  const head = isWhole ? (item.body?.start ?? 0) - item.head : 0;
  const foot = isWhole ? item.end - (item.body?.end ?? 0) : 0;
  const oldHead = isWhole ? (mate.body?.start ?? 0) - mate.head : 0;
  const oldFoot = isWhole ? mate.end - (mate.body?.end ?? 0) : 0;
  const inner = lines.slice(head, lines.length - foot);
  if (!inner.some((line) => isTelling(line) && !isGap(line))) {
    // Only the head is new.
    return [...lines.slice(0, head), ...old.slice(oldHead, old.length - oldFoot), ...lines.slice(lines.length - foot)];
  }
  const body = fillGaps(inner, old.slice(oldHead, old.length - oldFoot), isGap);
  if (body === undefined) throw new Unsure("elided");
  return [...lines.slice(0, head), ...body, ...lines.slice(lines.length - foot)];
}

/** The file with the edits made, which are in order and do not overlap. */
export function applyEdits(file: readonly string[], edits: readonly Edit[]): string[] {
  const result: string[] = [];
  let position = 0;
  for (const { start, end, lines } of edits) {
    for (; position < start; position++) result.push(file[position] ?? "");
    for (const line of lines) result.push(line);
    position = end;
  }
  for (; position < file.length; position++) result.push(file[position] ?? "");
  return result;
}
