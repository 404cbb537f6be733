// Which definitions of the file the snippet's outer ones mean. A method may be shown without its class, so they are looked
// for in functions and classes too; where more than one could be meant, none is. mergeItems asks for them first.

import type { CodeItem } from "../code/codeItem.ts";
import { matchItems, sharedLines, Unsure } from "./matchItems.ts";
import type { Merge } from "./merge.ts";
import { allDefinitions, type Found, type Structure } from "./structure.ts";

/** The file's definitions that the snippet's outer ones mean, wherever they stand. Throws `Unsure`. */
export function rootMates(merge: Merge): ReadonlyMap<CodeItem, CodeItem> {
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
