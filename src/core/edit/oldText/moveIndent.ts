// From the indentation that a model wrote to the one the file has. What is learnt from the lines of the old text moves the
// new ones; where more than one way fits and they do not agree, there is none.

/** Moves the indentation of a line of the new text; undefined: it cannot be told where that belongs. */
export type MoveIndent = (indent: string) => string | undefined;

/** Spaces and tabs at the front of a line. */
export function indentOf(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? "";
}

/**
 * What moves each of `from` to the one of `to` at its place: the same text in front of all, or taken from all, or another
 * unit. `newIndents` are those that are to be moved, `fileUnits` is what the file may be indented by, the likeliest first.
 * Undefined when nothing fits.
 */
export function learnIndent(
  from: readonly string[],
  to: readonly string[],
  newIndents: readonly string[],
  fileUnits: readonly string[],
): MoveIndent | undefined {
  const [unit = "    ", ...otherFileUnits] = fileUnits;
  const known = new Map<string, string>();
  for (const [at, indent] of from.entries()) {
    const moved = to[at] ?? "";
    if ((known.get(indent) ?? moved) !== moved) return undefined;
    known.set(indent, moved);
  }
  const asked = [...new Set(newIndents)].filter((indent) => !known.has(indent));
  const written = [...known.keys(), ...asked];
  const shifts = [inFront(known), takenOff(known)].filter((way) => way !== undefined);
  const froms = unitsIn(written);
  const found = fileUnits.flatMap((to) => otherUnits(known, froms, [to]));
  // One depth alone may be the same depth in other steps, or another in the file's own.
  const isSingle = known.size === 1 && !known.has("");
  const none = shifts.length === 0 && (found.length === 0 || isSingle);
  const any = none ? [...found, ...otherUnits(known, froms, units)] : found;
  const ways = [...shifts, ...any];
  if (ways.length === 0) return undefined;
  // Between whole steps whole steps come out, but for the space more that lines of a block comment have; as long as the
  // old text shows what a step is in it.
  const isShown = otherFileUnits.length === 0 && [...known].some(([from]) => from !== "");
  const isWhole = isShown && [...known.values()].every((to) => depthIn(to, unit).rest === "");
  const fits = (moved: string | undefined, from = "") =>
    moved !== undefined &&
    isSound(moved, from, unit) &&
    (!isWhole || from.length % 2 === 1 || depthIn(moved, unit).rest === "");
  const answers = ways.map((way) => asked.map(way)).filter((moved) => moved.every((each, at) => fits(each, asked[at])));
  const [first, ...others] = answers;
  // All new lines stand as deep as some old one: no way is needed.
  if (asked.length > 0 && (!first || others.some((each) => each.join("\n") !== first.join("\n")))) return undefined;
  return (indent) => known.get(indent) ?? first?.[asked.indexOf(indent)];
}

/** Tabs and spaces do not come to stand in one indentation that had none of both. */
function isSound(moved: string, from: string, unit: string): boolean {
  if (from.includes("\t") && from.includes("  ")) return true;
  const isMixed = moved.includes("\t") && moved.includes("  ");
  const isForeign = unit === "\t" ? /^ {2}/.test(moved) : moved.includes("\t");
  return !isMixed && !isForeign;
}

/** What `indents` may be made of: tabs, or the numbers of spaces that divide them all, but two where four do. */
function unitsIn(indents: readonly string[]): readonly string[] {
  if (indents.some((indent) => indent.includes("\t"))) return ["\t"];
  const counts = indents.map(({ length }) => length - (length % 3 !== 0 && length % 2 === 1 ? 1 : 0));
  const divides = (by: number) => counts.every((count) => count % by === 0);
  if (divides(4)) return divides(8) ? ["    ", "        "] : ["    "];
  const even = indents.map(({ length }) => length - (length % 2));
  if (even.every((count) => count % 4 === 0)) return ["    "];
  if (divides(3) && !divides(2)) return ["   "];
  return ["  "];
}

function inFront(known: ReadonlyMap<string, string>): MoveIndent | undefined {
  const [[from, to] = ["", ""]] = known;
  if (!to.endsWith(from)) return undefined;
  const front = to.slice(0, to.length - from.length);
  for (const [indent, moved] of known) if (moved !== front + indent) return undefined;
  return (indent) => front + indent;
}

function takenOff(known: ReadonlyMap<string, string>): MoveIndent | undefined {
  const [[from, to] = ["", ""]] = known;
  if (!from.endsWith(to)) return undefined;
  const front = from.slice(0, from.length - to.length);
  for (const [indent, moved] of known) if (indent !== front + moved) return undefined;
  return (indent) => (indent.startsWith(front) ? indent.slice(front.length) : undefined);
}

/** What files are indented by. */
const units: readonly string[] = ["    ", "  ", "\t"];

/** Ways from one of the units `froms` to the first of `tos` that fits what is known. */
function otherUnits(known: ReadonlyMap<string, string>, froms: readonly string[], tos: readonly string[]) {
  for (const to of tos) {
    const ways = froms.flatMap((from) => (from === to ? [] : (unitChange(known, from, to) ?? [])));
    // Those that keep the depth, when there are any.
    const same = ways.filter(({ by }) => by === 0);
    if (ways.length > 0) return (same.length > 0 ? same : ways).map(({ move }) => move);
  }
  return [];
}

function unitChange(known: ReadonlyMap<string, string>, from: string, to: string) {
  let deeper: number | undefined;
  for (const [indent, moved] of known) {
    const [a, b] = [depthIn(indent, from), depthIn(moved, to)];
    if (a.rest !== b.rest || a.rest.includes("\t")) return undefined;
    if ((deeper ?? b.depth - a.depth) !== b.depth - a.depth) return undefined;
    deeper = b.depth - a.depth;
  }
  const by = deeper ?? 0;
  const move: MoveIndent = (indent) => {
    const { depth, rest } = depthIn(indent, from);
    return depth + by < 0 || rest.length > 1 ? undefined : to.repeat(depth + by) + rest;
  };
  return { by, move };
}

/** How often `indent` begins with `unit`, and what is left. */
function depthIn(indent: string, unit: string): { readonly depth: number; readonly rest: string } {
  let depth = 0;
  while (indent.startsWith(unit, depth * unit.length)) depth++;
  return { depth, rest: indent.slice(depth * unit.length) };
}

/** A step that so large a share of all lines take may be what a file is indented by. */
const enough = 0.1;

/** What `lines` may be indented by: a tab, or numbers of spaces that many of them step in; the likeliest first. */
export function unitsOf(lines: readonly string[]): readonly string[] {
  const steps = new Map<string, number>();
  let all = 0;
  let before = "";
  for (const line of lines) {
    if (line.trim() === "") continue;
    const indent = indentOf(line);
    const step = indent.startsWith(before) ? indent.slice(before.length) : "";
    const counted = step.startsWith("\t") ? "\t" : step;
    if (counted === "\t" || (counted.length > 1 && counted.length <= 8)) {
      steps.set(counted, (steps.get(counted) ?? 0) + 1);
      all++;
    }
    before = indent;
  }
  const sorted = [...steps].sort((a, b) => b[1] - a[1]).filter(([, count]) => count >= all * enough);
  return sorted.length > 0 ? sorted.map(([step]) => step) : ["    "];
}
