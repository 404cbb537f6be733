// Which definition of a file a definition of a snippet means. By its name, kind and parameters, among those of the same
// place; where more than one could be meant, none is.

import type { CodeItem } from "../code/codeItem.ts";
import type { Syntax } from "../code/syntax.ts";
import { isTelling, type Structure } from "./structure.ts";

/** Said of a place that is not certain: nothing is changed then. */
export class Unsure extends Error {
  readonly reason: "nowhere" | "elided";

  constructor(reason: "nowhere" | "elided" = "nowhere", message = "") {
    super(message);
    this.reason = reason;
  }
}

const groupOf = (item: CodeItem) => {
  const kind = item.definition?.kind ?? "variable";
  return kind === "callable" || kind === "variable" || kind === "assignment" ? "value" : kind;
};
const nameOf = (item: CodeItem) => item.definition?.name ?? "";
const keyOf = (item: CodeItem) => `${groupOf(item)} ${nameOf(item)}`;
const hasBlock = (item: CodeItem) => item.regions.length > 0 || item.body !== undefined;

/** For each definition of `items` the one of `others` it means; those that are new have none. Throws `Unsure`. */
export function matchItems(
  items: readonly CodeItem[],
  snippet: Structure,
  others: readonly CodeItem[],
  file: Structure,
): ReadonlyMap<CodeItem, CodeItem> {
  const mates = new Map<CodeItem, CodeItem>();
  const inFile = Map.groupBy(
    others.filter(({ type }) => type === "definition"),
    keyOf,
  );
  const wanted = Map.groupBy(
    items.filter(({ type }) => type === "definition"),
    keyOf,
  );
  for (const [key, group] of wanted) {
    for (const [item, mate] of pair(group, inFile.get(key) ?? [], snippet, file)) mates.set(item, mate);
  }
  return mates;
}

/** Pairs those of one name. */
function pair(
  items: readonly CodeItem[],
  others: readonly CodeItem[],
  snippet: Structure,
  file: Structure,
): readonly (readonly [CodeItem, CodeItem])[] {
  if (others.length === 0) return [];
  const { syntax } = file.text;
  const pairs: [CodeItem, CodeItem][] = [];
  let left = [...items];
  let free = [...others];
  const take = (isSame: (item: CodeItem, other: CodeItem) => boolean) => {
    for (const item of [...left]) {
      const found = free.filter((other) => isSame(item, other));
      const rivals = left.filter((each) => found.some((other) => isSame(each, other)));
      const [mate] = found;
      if (mate === undefined || found.length > 1 || rivals.length > 1) continue;
      pairs.push([item, mate]);
      left = left.filter((each) => each !== item);
      free = free.filter((each) => each !== mate);
    }
  };
  const isAlike = (a: CodeItem, b: CodeItem) =>
    a.definition?.kind === b.definition?.kind && hasBlock(a) === hasBlock(b) && parameters(a) === parameters(b);
  if (items.length > 1 || others.length > 1) {
    take(isAlike);
    take((a, b) => isAlike(a, b) && decoratorsOf(a, snippet) === decoratorsOf(b, file));
    if (left.length > 0 && left.length === free.length && isSameOrder(left, free)) {
      // All of them are there: overloads without bodies, or entries one after the other.
      return [...pairs, ...left.map((item, index): [CodeItem, CodeItem] => [item, free[index] ?? item])];
    }
  }
  if (left.length === 0) return pairs;
  if (free.length === 0) {
    if (syntax.overloads || syntax.family === "js" || syntax.family === "python") return pairs;
    throw new Unsure();
  }
  const [item, mate] = [left[0], free[0]];
  if (left.length > 1 || free.length > 1 || item === undefined || mate === undefined) throw new Unsure();
  if (!isSameThing(item, mate, snippet, file)) throw new Unsure();
  return [...pairs, [item, mate]];
}

const parameters = (item: CodeItem) => item.definition?.parameters ?? "";
const decoratorsOf = ({ decorators, head }: CodeItem, { text }: Structure) =>
  text.lines
    .slice(decorators, head)
    .map((line) => line.trim())
    .join("\n");

function isSameOrder(items: readonly CodeItem[], others: readonly CodeItem[]): boolean {
  return items.every((item, index) => {
    const other = others[index];
    return (
      other !== undefined && hasBlock(item) === hasBlock(other) && item.definition?.kind === other.definition?.kind
    );
  });
}

/** Other parameters may make another function of the same name: then most of the body has to be the same. */
function isSameThing(item: CodeItem, mate: CodeItem, snippet: Structure, file: Structure): boolean {
  const isSame = hasBlock(item) === hasBlock(mate) || !isCallable(mate);
  if (!isSame && !isExpression(item, snippet)) return false;
  if (!isOverloaded(file.text.syntax, item, mate)) return true;
  return sharedLines(item, mate, { snippet, file }) >= 0.5;
}

const isCallable = ({ definition }: CodeItem) => definition?.kind === "callable";
const isExpression = ({ head, end }: CodeItem, { text }: Structure) =>
  text.code.slice(head, end).some((line) => /=>|[^=!<>]=[^=]/.test(line));

function isOverloaded(syntax: Syntax, item: CodeItem, mate: CodeItem): boolean {
  if (!syntax.overloads || !isCallable(item) || !isCallable(mate)) return false;
  return parameters(item) !== parameters(mate);
}

/** The part of the telling lines of the mate's body that the item has too. */
export function sharedLines(
  item: CodeItem,
  mate: CodeItem,
  { snippet, file }: { readonly snippet: Structure; readonly file: Structure },
): number {
  const own = new Set(snippet.text.lines.slice(item.head + 1, item.end).map((line) => line.trim()));
  const old = file.text.lines.slice(mate.head + 1, mate.end).filter(isTelling);
  return old.length === 0 ? 0 : old.filter((line) => own.has(line.trim())).length / old.length;
}
