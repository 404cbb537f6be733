// Places without definitions: a run of statements, or a text of a language that is not known. Here nothing may go that
// nothing comes for.

import { type CodeText, inLiteral } from "../code/codeText.ts";
import { dress, styleOf } from "./dress.ts";
import { fillGaps } from "./fillGaps.ts";
import { diffLines } from "./lineDiff.ts";
import { Unsure } from "./matchItems.ts";
import { isBlank, isTelling, type Structure } from "./structure.ts";

/** How much of a file a snippet has to have to be all of it. */
const nearlyAllOfIt = 0.8;

/** The file with the snippet in it. Throws `Unsure`. */
export function placeLines(
  snippet: readonly string[],
  file: readonly string[],
  inFile: Structure | undefined,
  inSnippet: Structure | undefined,
  tabSize: number,
  isGap: (line: string) => boolean,
  isKnown: boolean,
): readonly string[] {
  const whole = asWholeFile(snippet, file, isGap);
  if (whole) return whole;
  if (snippet.some(isGap)) throw new Unsure("elided");
  // A known language that surprises: its literals and brackets are not where they seem to be.
  if ((inFile === undefined) !== (inSnippet === undefined) || (isKnown && !inFile)) throw new Unsure();
  const first = snippet.findIndex(isTelling);
  const last = snippet.findLastIndex(isTelling);
  if (first === -1 || first === last) throw new Unsure();
  const start = onlyLine(file, snippet[first] ?? "");
  const end = onlyLine(file, snippet[last] ?? "");
  if (start === undefined || end === undefined || end <= start) throw new Unsure();
  const closing = snippet.slice(last + 1).filter((line) => !isBlank(line));
  const after = file.slice(end + 1, end + 1 + closing.length);
  if (first > 0 || closing.some((line, index) => line.trim() !== after[index]?.trim())) throw new Unsure();
  const range = { start, end: end + 1 + closing.length };
  const old = file.slice(range.start, range.end);
  const text = plainText(snippet, inSnippet?.text);
  const fileText = plainText(file, inFile?.text);
  if (fileText.inside[start] === inLiteral || fileText.inside[end] === inLiteral) throw new Unsure();
  const lines = dress(
    { start: first, end: snippet.length },
    {
      snippet: text,
      snippetStyle: styleOf(text, tabSize),
      fileStyle: styleOf(fileText, tabSize),
      from: indentOf(snippet[first]),
      to: indentOf(file[start]),
      old,
      oldStyle: undefined,
    },
  );
  // The ends stand at the same depth, and so do all brackets between them.
  if (indentOf(lines[last - first]) !== indentOf(file[end])) throw new Unsure();
  if (depthOf(fileText.code.slice(range.start, range.end)) !== depthOf(text.code)) throw new Unsure();
  if (!isReplaced(old, lines)) throw new Unsure();
  return [...file.slice(0, range.start), ...lines, ...file.slice(range.end)];
}

const indentOf = (line: string | undefined) => /^[ \t]*/.exec(line ?? "")?.[0] ?? "";

function plainText(lines: readonly string[], text: CodeText | undefined): CodeText {
  if (text) return text;
  const syntax = { family: "ruby", layout: "indent", lineComments: [], blockComments: [], strings: [] } as const;
  return { lines, code: lines, inside: new Uint8Array(lines.length), syntax };
}

/** The brackets that are open at the end, and those that were closed without being opened. */
function depthOf(code: readonly string[]): string {
  let depth = 0;
  let lowest = 0;
  for (const line of code) {
    for (const char of line) {
      if ("([{".includes(char)) depth++;
      else if (")]}".includes(char)) lowest = Math.min(lowest, --depth);
    }
  }
  return `${depth} ${lowest}`;
}

/** Whether at every place where telling lines go others come. */
function isReplaced(old: readonly string[], lines: readonly string[]): boolean {
  const trim = (each: readonly string[]) => each.map((line) => line.trim());
  return diffLines(trim(old), trim(lines)).every(({ oldStart, oldEnd, newLines }) => {
    const gone = old.slice(oldStart, oldEnd).filter(isTelling).length;
    const come = newLines.filter(isTelling).length;
    return gone === 0 || (come > 0 && gone <= come * 3 + 1);
  });
}

/** A text that has nearly all lines of the file, and something for each that goes. */
function asWholeFile(
  snippet: readonly string[],
  file: readonly string[],
  isGap: (line: string) => boolean,
): readonly string[] | undefined {
  const first = file.findIndex((line) => !isBlank(line));
  const end = file.findLastIndex((line) => !isBlank(line)) + 1;
  const body = file.slice(first, end);
  const telling = body.filter(isTelling);
  const given = snippet.some(isGap) ? fillGaps(snippet, body, isGap) : snippet;
  if (given === undefined || telling.length < 3) return undefined;
  const has = new Set(given.map((line) => line.trim()));
  if (telling.filter((line) => has.has(line.trim())).length < telling.length * nearlyAllOfIt) return undefined;
  if (!isReplaced(body, given) || body[0]?.trim() !== given[0]?.trim()) return undefined;
  return [...file.slice(0, first), ...given, ...file.slice(end)];
}

/** The only line of `file` that reads like `line`. */
function onlyLine(file: readonly string[], line: string): number | undefined {
  const text = line.trim();
  const first = file.findIndex((each) => each.trim() === text);
  if (first === -1 || file.findIndex((each, index) => index > first && each.trim() === text) !== -1) return undefined;
  return first;
}
