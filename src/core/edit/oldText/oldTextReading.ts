// What a model may have meant by the texts of an edit, when they do not stand in the file as they are written.

import { splitLines } from "./fileLines.ts";

/** What was repaired, in the order in which it is tried. */
export type RepairKind = "line-endings" | "trailing-spaces" | "indentation" | "line-numbers" | "unicode" | "entities";

/** Old and new text as lines, and what was taken for granted to read them so. */
export interface OldTextReading {
  readonly old: readonly string[];
  readonly new: readonly string[];
  readonly repairs: readonly RepairKind[];
}

/** The texts as they are, but for line endings and a mark at the front. */
export function plainReading(oldText: string, newText: string): OldTextReading {
  return { old: splitLines(oldText).lines, new: splitLines(newText).lines, repairs: [] };
}

/** What stands between a number and the line, as it is written in front of lines. */
const separators: readonly string[] = ["\t", "→", " → ", " | ", "| ", "|", ": ", ":", ". ", " "];

/**
 * Without the numbers of lines in front, when each line of the old text has one, each one more than the one before. In the
 * new text all lines have one, none has, or those that are copied from the old one have; otherwise there is no reading.
 */
export function withoutNumbers(reading: OldTextReading): OldTextReading | undefined {
  const isEnded = reading.old.length > 1 && reading.old.at(-1) === "";
  const numbered = isEnded ? reading.old.slice(0, -1) : reading.old;
  for (const separator of separators) {
    const first = numberOf(numbered[0] ?? "", separator);
    if (first === undefined || !numbered.every((line, at) => numberOf(line, separator) === first + at)) continue;
    const strip = (line: string) => stripNumber(line, separator);
    const old = [...numbered.map(strip), ...(isEnded ? [""] : [])];
    const lines = stripNew(reading, separator);
    if (lines) return { old, new: lines, repairs: [...reading.repairs, "line-numbers"] };
  }
  return undefined;
}

function stripNew({ old, new: lines }: OldTextReading, separator: string): readonly string[] | undefined {
  const copied = new Set(old);
  const isNumbered = (line: string) => numberOf(line, separator) !== undefined;
  const full = lines.filter((line) => line.trim() !== "");
  if (full.every(isNumbered)) return lines.map((line) => (isNumbered(line) ? stripNumber(line, separator) : line));
  if (!full.some(isNumbered)) return lines;
  if (full.some((line) => isNumbered(line) && !copied.has(line))) return undefined;
  return lines.map((line) => (isNumbered(line) ? stripNumber(line, separator) : line));
}

function numberOf(line: string, separator: string): number | undefined {
  const digits = /^ *(\d{1,7})/.exec(line);
  if (!digits) return undefined;
  const rest = line.slice(digits[0].length);
  // The space behind is lost from lines that are empty.
  return rest.startsWith(separator) || rest === separator.trimEnd() ? Number(digits[1]) : undefined;
}

function stripNumber(line: string, separator: string): string {
  const rest = line.replace(/^ *\d+/, "");
  return rest.startsWith(separator) ? rest.slice(separator.length) : "";
}

const entities: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&amp;": "&",
  "&quot;": '"',
  "&apos;": "'",
  "&#39;": "'",
  "&#x27;": "'",
  "&#34;": '"',
};
const entity = /&(?:lt|gt|amp|quot|apos|#39|#x27|#34);/g;

/** With entities read as what they stand for, when the old text has some and the file has none. */
export function withoutEntities(reading: OldTextReading, file: readonly string[]): OldTextReading | undefined {
  const has = (line: string) => line.search(entity) !== -1;
  if (!reading.old.some(has) || file.some(has)) return undefined;
  const decode = (line: string) => line.replace(entity, (each) => entities[each] ?? each);
  return { old: reading.old.map(decode), new: reading.new.map(decode), repairs: [...reading.repairs, "entities"] };
}
