// Holds a merged file to what it was made of. A model may place what the rules cannot; it may not lose a line that the
// snippet does not speak of, leave out what the snippet says, or add anything of its own.

import type { CodeItem, IsGap } from "../code/codeItem.ts";
import { syntaxOf } from "../code/syntax.ts";
import { readImport } from "./importStatement.ts";
import { isElision } from "./judgeAnswer.ts";
import { diffLines } from "./lineDiff.ts";
import { allDefinitions, isTelling, type Structure, structureOf } from "./structure.ts";

/** What is wrong with a merged file, and a line that shows it. */
export interface MergeFault {
  /**
   * `lost`: the file had it and the snippet does not speak of it; `missing`: the snippet has it; `foreign`: neither has it;
   * `broken`: the result cannot be read any more, though the file could.
   */
  readonly type: "lost" | "missing" | "foreign" | "broken";
  readonly line: string;
}

/** undefined when `merged` is `file` with `snippet` in it. All in lines without endings; `language` is VS Code's id. */
export function checkMerge(
  merged: readonly string[],
  file: readonly string[],
  snippet: readonly string[],
  language: string,
): MergeFault | undefined {
  const known = new Set(file.map((line) => line.trim()));
  const isGap = (line: string) => isElision(line) && !known.has(line.trim());
  const said = snippet.filter((line) => !isGap(line));
  const syntax = syntaxOf(language);
  const none = () => false;
  const before = syntax && structureOf(file, syntax, none);
  const after = syntax && structureOf(merged, syntax, none);
  const piece = syntax && structureOf(snippet, syntax, isGap);
  if (before && !after) return { type: "broken", line: "" };
  const imports = new Set([...importLines(before), ...importLines(after), ...importLines(piece)]);
  const lost =
    before && after && piece
      ? lostByStructure(before, after, piece, isGap, imports)
      : lostByLines(file, merged, said, none);
  return (
    lost ??
    foreign(merged, [...file, ...said], imports) ??
    missing(said, merged, imports) ??
    (merged.some(isGap) ? { type: "foreign", line: merged.find(isGap) ?? "" } : undefined)
  );
}

/** The lines of a text's imports, trimmed: what they bring is compared, not how it is written. */
function importLines(structure: Structure | undefined): readonly string[] {
  if (!structure) return [];
  return structure.items
    .filter(({ type }) => type === "import")
    .flatMap(({ head, end }) => structure.text.lines.slice(head, end).map((line) => line.trim()));
}

function bindings(structure: Structure): readonly string[] {
  const { text, items } = structure;
  return items
    .filter(({ type }) => type === "import")
    .flatMap(({ head, end }) => {
      const statement = text.lines.slice(head, end).join("\n").trim();
      return readImport(statement, text.syntax.family)?.bindings ?? [statement];
    });
}

const nameOf = (item: CodeItem) => `${item.definition?.kind} ${item.definition?.name}`;

function lostByStructure(
  before: Structure,
  after: Structure,
  piece: Structure,
  isGap: IsGap,
  imports: ReadonlySet<string>,
): MergeFault | undefined {
  const spoken = new Set(allDefinitions(piece, isGap).map(({ item }) => nameOf(item)));
  const has = new Set(bindings(after));
  const bindingLost =
    before.text.syntax.family === "go" ? undefined : bindings(before).find((binding) => !has.has(binding));
  if (bindingLost !== undefined) return { type: "lost", line: bindingLost };
  const named = countOf(allDefinitions(after, isGap).map(({ item }) => nameOf(item)));
  const isSpoken = new Uint8Array(before.text.lines.length);
  for (const { item } of allDefinitions(before, isGap)) {
    if (!spoken.has(nameOf(item))) continue;
    // Of what has members only its head is spoken of; they have names of their own.
    const end = before.members(item) === undefined ? item.end : (item.body?.start ?? item.end);
    isSpoken.fill(1, item.start, end);
  }
  for (const { item } of allDefinitions(before, isGap)) {
    if (isSpoken[item.head] === 1) continue;
    const left = named.get(nameOf(item)) ?? 0;
    if (left === 0) return { type: "lost", line: before.text.lines[item.head]?.trim() ?? "" };
    named.set(nameOf(item), left - 1);
  }
  const isPlain = spoken.size === 0 || [...spoken].every((name) => name.startsWith("variable "));
  if (isPlain)
    return lostByLines(
      before.text.lines,
      after.text.lines,
      piece.text.lines,
      (line) => isSpoken[line] === 1 || imports.has((before.text.lines[line] ?? "").trim()),
    );
  const stays = countOf(after.text.lines.map((line) => line.trim()));
  for (const [index, line] of before.text.lines.entries()) {
    const text = line.trim();
    if (!isTelling(line) || isSpoken[index] === 1 || imports.has(text)) continue;
    const left = stays.get(text) ?? 0;
    if (left === 0) return { type: "lost", line: text };
    stays.set(text, left - 1);
  }
  return undefined;
}

/** Without definitions: where telling lines go, lines of the snippet come, and not far fewer. */
function lostByLines(
  file: readonly string[],
  merged: readonly string[],
  snippet: readonly string[],
  isSpoken: (line: number) => boolean,
): MergeFault | undefined {
  const own = new Set(snippet.map((line) => line.trim()));
  const trim = (lines: readonly string[]) => lines.map((line) => line.trim());
  for (const { oldStart, oldEnd, newLines } of diffLines(trim(file), trim(merged))) {
    const gone = file.slice(oldStart, oldEnd).filter((line, index) => isTelling(line) && !isSpoken(oldStart + index));
    const come = newLines.filter((line) => isTelling(line) && own.has(line)).length;
    if (gone.length > 0 && gone.length > come * 2) return { type: "lost", line: gone[0]?.trim() ?? "" };
  }
  return undefined;
}

function countOf(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function foreign(
  merged: readonly string[],
  sources: readonly string[],
  imports: ReadonlySet<string>,
): MergeFault | undefined {
  const known = new Set(sources.map((line) => plain(line)));
  const names = new Set(sources.flatMap((line) => line.match(/[\p{L}\p{N}_$]+/gu) ?? []));
  const isOurs = (line: string) => {
    if (known.has(plain(line))) return true;
    return imports.has(line.trim()) && (line.match(/[\p{L}\p{N}_$]+/gu) ?? []).every((name) => names.has(name));
  };
  const line = merged.find((each) => isTelling(each) && !isOurs(each));
  return line === undefined ? undefined : { type: "foreign", line: line.trim() };
}

/** A comma or a semicolon at the end comes and goes with the neighbours. */
const plain = (line: string) => line.trim().replace(/[,;]$/, "");

function missing(
  snippet: readonly string[],
  merged: readonly string[],
  imports: ReadonlySet<string>,
): MergeFault | undefined {
  const has = new Set(merged.map(plain));
  const words = new Set(merged.flatMap((line) => line.match(/[\p{L}\p{N}_$]+/gu) ?? []));
  const isThere = (line: string) =>
    has.has(plain(line)) ||
    (imports.has(line.trim()) && (line.match(/[\p{L}\p{N}_$]+/gu) ?? []).every((name) => words.has(name)));
  const line = snippet.find((each) => isTelling(each) && !isThere(each));
  return line === undefined ? undefined : { type: "missing", line: line.trim() };
}
