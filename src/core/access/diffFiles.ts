// A unified diff of Git, file by file, with the paths it speaks of: quoted ones, with any prefix or none, of renames and
// of merges.

/** What a diff says about one file. */
export interface DiffFile {
  /** Relative to the repository, with `/`; the old one too when it was renamed. Empty when it could not be read. */
  readonly paths: readonly string[];
  /** From its head to the next file. */
  readonly text: string;
}

// What colours lines in a terminal; Git writes it into files, too, if it is told to.
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is the character.
const colours = /\x1b\[[0-9;]*[mK]/g;

const fileHead = /^(?:diff --(?:git|cc|combined) |\* Unmerged path )/;
const headLine =
  /^(?:diff --(?:git|cc|combined) .+|\* Unmerged path .+|index [\da-f,.]+(?: \d+)?|(?:(?:old|new|(?:deleted|new) file) )?mode [\d,.]+|(?:dis)?similarity index \d+%|(?:rename|copy) (?:from|to) .+|Binary files .+ differ)\r?\n?$/s;
/** Of `summarizeDiff`. */
const countLine = /^\[\d+ lines added, \d+ removed\]$/;

/**
 * The files of `diff`, in order. Joined, their texts are the diff without colours. What is in no form of Git, such as
 * the output of somebody's own `diff.external`, is a file without paths. Only `\n` ends a line, as for Git: others are
 * a part of what stands in a file.
 */
export function filesOfDiff(diff: string): readonly DiffFile[] {
  const plain = diff.includes("\x1b[") ? diff.replace(colours, "") : diff;
  const starts: number[] = [];
  let state: State = "nothing";
  for (let at = 0; at < plain.length; ) {
    const next = plain.indexOf("\n", at) + 1 || plain.length;
    const line = plain.slice(at, next);
    const isHead = fileHead.test(line);
    const after: State = isHead ? "head" : stateAfter(state, line);
    if (isHead || at === 0 || (after === "nothing" && state !== "nothing")) starts.push(at);
    state = after;
    at = next;
  }
  return starts.map((start, nth) => {
    const text = plain.slice(start, starts[nth + 1]);
    return { paths: pathsOf(text), text };
  });
}

/** What a part of a diff still has to come: lines of the old sides, and of the new one. */
interface Hunk {
  readonly olds: readonly number[];
  readonly now: number;
}

/** Nothing: what stands here is of no file that Git named. Names: behind `---`. */
type State = "nothing" | "head" | "names" | Hunk;

/** Where `line` leads to, which begins no file. */
function stateAfter(state: State, line: string): State {
  if (state === "nothing") return state;
  if (typeof state === "object" && !isDone(state)) return afterLine(state, line);
  // Between two diffs that were put together.
  if (line.trim() === "") return state;
  if (line.startsWith("@@")) return hunkOf(line) ?? "nothing";
  if (typeof state === "object") return line.startsWith("\\ ") ? state : "nothing";
  if (state === "names") return line.startsWith("+++ ") ? "head" : "nothing";
  if (line.startsWith("--- ")) return "names";
  return headLine.test(line) ? state : "nothing";
}

/** `@@ -1,2 +1,3 @@`, or with an old side for each parent of a merge. */
function hunkOf(line: string): Hunk | undefined {
  const [, signs = "", sides = ""] = /^(@@+) ((?:-\d+(?:,\d+)? )+\+\d+(?:,\d+)?) @@/.exec(line) ?? [];
  const counts = sides.split(" ").map((side) => Number(side.split(",")[1] ?? 1));
  if (sides === "" || counts.length !== signs.length) return undefined;
  return { olds: counts.slice(0, -1), now: counts.at(-1) ?? 0 };
}

function isDone({ olds, now }: Hunk): boolean {
  return now <= 0 && olds.every((count) => count <= 0);
}

/** The hunk after one of its lines: a sign for each old side, then what stands in the file. */
function afterLine(hunk: Hunk, line: string): State {
  if (line.startsWith("\\ ")) return hunk;
  // An empty line may stand for an empty one of all sides.
  const signs = /^\r?\n$/.test(line) ? " ".repeat(hunk.olds.length) : line.slice(0, hunk.olds.length);
  if (!/^[+ -]+$/.test(signs)) return "nothing";
  const isLost = signs.includes("-");
  const olds = hunk.olds.map((count, nth) => count - (signs[nth] === (isLost ? "-" : " ") ? 1 : 0));
  return { olds, now: hunk.now - (isLost ? 0 : 1) };
}

/** Lines before the first change; a head is short, whatever its names. */
const maxHead = 20_000;

/** The head of a file's text: everything before the first change. */
export function headOf(text: string): string {
  const at = text.search(/(?<![^\n])@@+ /);
  return at === -1 ? text : text.slice(0, at);
}

/** The lines of the head that say which file it is and what became of it, and none of what stands in it. */
export function namesIn(text: string): string {
  if (!fileHead.test(text)) return "";
  const lines = headOf(text).split("\n");
  return lines.flatMap((line) => (headLine.test(line) || countLine.test(line) ? [`${line.trimEnd()}\n`] : [])).join("");
}

function pathsOf(text: string): readonly string[] {
  const paths = new Set<string>();
  const [first = "", ...rest] = headOf(text).slice(0, maxHead).split("\n");
  const merged = /^(?:diff --(?:cc|combined)|\* Unmerged path) (.+?)\r?$/s.exec(first)?.[1];
  if (merged !== undefined) paths.add(nameOf(merged));
  for (const line of rest) {
    const moved = /^(?:rename|copy) (?:from|to) (.+?)\r?$/s.exec(line)?.[1];
    if (moved !== undefined) paths.add(nameOf(moved));
  }
  const pair = /^diff --git (.+?)\r?$/s.exec(first)?.[1];
  // A rename says its names by themselves, without a prefix.
  if (pair !== undefined && paths.size === 0) for (const path of namesOfPair(pair)) paths.add(path);
  return [...paths];
}

/** `a/x b/x`: both the same but for the prefix. */
function namesOfPair(pair: string): readonly string[] {
  for (let at = pair.indexOf(" "); at !== -1; at = pair.indexOf(" ", at + 1)) {
    const left = nameOf(pair.slice(0, at));
    const right = nameOf(pair.slice(at + 1));
    if (left === right) return [left];
    const [bareLeft, bareRight] = [left, right].map((path) => path.slice(path.indexOf("/") + 1));
    if (bareLeft === bareRight && left.includes("/") && right.includes("/") && bareLeft) return [bareLeft];
  }
  // Names of two files that Git did not call a rename: the end of the line is the end of the new one's.
  return [nameOf(pair.slice(pair.lastIndexOf(" ") + 1)), pair];
}

/** A name as Git writes it: in quotes with the escapes of C when it holds anything but plain characters. */
function nameOf(written: string): string {
  const quoted = /^"((?:[^"\\]|\\.)*)"$/s.exec(written.trimEnd())?.[1];
  if (quoted === undefined) return written.replace(/\t$/, "");
  const bytes: number[] = [];
  const encoder = new TextEncoder();
  for (const [whole, octal, letter] of quoted.matchAll(/\\([0-7]{3})|\\(.)|[^\\]+/gs)) {
    if (octal !== undefined) bytes.push(Number.parseInt(octal, 8) & 0xff);
    else bytes.push(...encoder.encode(letter === undefined ? whole : (escapes[letter] ?? letter)));
  }
  return new TextDecoder().decode(new Uint8Array(bytes));
}

const escapes: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};
