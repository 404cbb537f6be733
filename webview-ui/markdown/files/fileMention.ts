// What in an answer may be the name of a file, perhaps with a line. It only looks like one: the host says which exist.
// The text comes from a model, so every rule here is linear in its length.

import { bareNames } from "../codeTitle.ts";
import { kindOf } from "./fileKinds.ts";

/** A file and a place in it. Lines and columns count from 1. */
export interface FileMention {
  /** As it is written, without the place. */
  readonly path: string;
  readonly line?: number;
  readonly column?: number;
  /** The last line, when several are meant. */
  readonly endLine?: number;
}

/** A mention within a text, and what else its beginning could be: `看src/a.ts` may be that, or `src/a.ts`. */
export interface FoundMention {
  /** The readings, the longest first; each ends at `end`. */
  readonly readings: readonly { readonly start: number; readonly mention: FileMention }[];
  readonly end: number;
}

const longestMention = 300;
/** No file has more lines than a number of so many digits says. */
const place =
  /(?::(?<line>[1-9]\d{0,6})(?:(?:-(?<to>[1-9]\d{0,6}))|(?::(?<column>[1-9]\d{0,6})))?|#L(?<hash>[1-9]\d{0,6})(?:-L?(?<hashTo>[1-9]\d{0,6}))?)$/;
const pathCharacters = /^[\p{L}\p{N}\p{M} _@+~.,()[\]{}$&'=!#%/\\:-]+$/u;

/** The mention that `text` as a whole is, as code within a line is one; undefined when it cannot be a file's name. */
export function readMention(text: string): FileMention | undefined {
  if (text.length > longestMention || text !== text.trim()) return undefined;
  const found = place.exec(text);
  const path = found ? text.slice(0, found.index) : text;
  if (!isPath(path)) return undefined;
  const { line, to, column, hash, hashTo } = found?.groups ?? {};
  const number = (digits: string | undefined) => (digits === undefined ? undefined : Number(digits));
  return {
    path,
    ...defined("line", number(line ?? hash)),
    ...defined("column", number(column)),
    ...defined("endLine", number(to ?? hashTo)),
  };
}

function defined<K extends string>(key: K, value: number | undefined): Partial<Record<K, number>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, number>);
}

/** Whether an icon belongs to it even before anybody knows whether there is such a file. */
export function showsFile({ path }: FileMention): boolean {
  // "Node.js" and its like are names of other things.
  if (/\s/.test(path) || /^[A-Z][a-z]+\.js$/.test(path)) return false;
  return kindOf(path) !== undefined || /[\\/]/.test(path);
}

/** A name with an ending; without a folder, one that files have. Not an address, and no line of its own in it. */
function isPath(path: string): boolean {
  if (path === "" || !pathCharacters.test(path)) return false;
  const drive = /^[A-Za-z]:[\\/]/.test(path);
  if (path.indexOf(":", drive ? 2 : 0) !== -1 || /^(?:[\\/]{2}|~)/.test(path)) return false;
  const name = path.split(/[\\/]/).at(-1) ?? "";
  if (bareNames.test(name)) return true;
  if (!/^[^\s].*\.[A-Za-z][\w+-]{0,14}$/.test(name)) return false;
  return name.length < path.length || kindOf(name) !== undefined;
}

/** What a name in running text is made of: no spaces, and no marks of a sentence. */
const runs = /[\p{L}\p{N}\p{M}_@+~.$/\\()[\]{}:#-]{3,300}/gu;
/** Words of these scripts stand without spaces: a name may begin after one, and end before one (`a.ts的第12行`). */
const seam = /(?<=[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}])(?=[A-Za-z0-9_@])/gu;
const endBeforeWord =
  /^.*?\.[A-Za-z][A-Za-z0-9]{0,9}(?::\d+(?:[-:]\d+)?|#L\d+(?:-L?\d+)?)?(?=[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}])/u;
/** Readings of one place. */
const mostReadings = 4;

/** The mentions in running text, in order. */
export function findMentions(text: string): FoundMention[] {
  // Every one has a dot, but for a few names.
  if (!/[./\\]/.test(text) && !/file/.test(text)) return [];
  return [...text.matchAll(runs)].flatMap(({ 0: run, index }) => (/[./\\:]/.test(run) ? readRun(run, index) : []));
}

function readRun(run: string, offset: number): FoundMention[] {
  const { start, end } = trimmed(run);
  const last = start + (endBeforeWord.exec(run.slice(start, end))?.[0].length ?? end - start);
  const whole = run.slice(start, last);
  const starts = [0, ...[...whole.matchAll(seam)].map(({ index }) => index)].slice(0, mostReadings);
  const readings = starts.flatMap((from) => {
    const mention = readMention(whole.slice(from));
    return mention && !isBareWord(mention) ? [{ start: offset + start + from, mention }] : [];
  });
  return readings.length === 0 ? [] : [{ readings, end: offset + last }];
}

/** In running text `Dockerfile` is a word, and `.env` the end of one, unless a line or a folder makes it a file. */
function isBareWord({ path, line }: FileMention): boolean {
  if (/[\\/]/.test(path)) return false;
  return path.startsWith(".") || (line === undefined && kindOf(path) === undefined);
}

/** Without the marks of the sentence around it: brackets that do not belong to the name, a last dot. */
function trimmed(run: string): { readonly start: number; readonly end: number } {
  let start = 0;
  let end = run.length;
  /** Brackets that open, less those that close. */
  let depth = [...run].reduce((sum, each) => sum + (isOpening(each) ? 1 : isClosing(each) ? -1 : 0), 0);
  while (start < end) {
    const first = run.charAt(start);
    const last = run.charAt(end - 1);
    if (/[.:#-]/.test(last)) end -= 1;
    else if (isOpening(last) || (isClosing(last) && depth < 0)) {
      depth += isOpening(last) ? -1 : 1;
      end -= 1;
    } else if (isOpening(first) && (depth > 0 || isClosing(last))) {
      if (depth > 0) depth -= 1;
      else end -= 1;
      start += 1;
    } else break;
  }
  return { start, end };
}

function isOpening(character: string): boolean {
  return "([{".includes(character);
}

function isClosing(character: string): boolean {
  return ")]}".includes(character);
}
