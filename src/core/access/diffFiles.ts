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

/** The files of `diff`, in order. Joined, their texts are the diff without colours. */
export function filesOfDiff(diff: string): readonly DiffFile[] {
  const plain = diff.includes("\x1b[") ? diff.replace(colours, "") : diff;
  return plain
    .split(/^(?=diff --(?:git|cc|combined) )/m)
    .filter((text) => text !== "")
    .map((text) => ({ paths: pathsOf(text), text }));
}

/** Lines before the first change; a head is short, whatever its names. */
const maxHead = 20_000;

/** The head of a file's text: everything before the first change. */
export function headOf(text: string): string {
  const at = text.search(/^@@+ /m);
  return at === -1 ? text : text.slice(0, at);
}

function pathsOf(text: string): readonly string[] {
  const paths = new Set<string>();
  const [first = "", ...rest] = headOf(text).slice(0, maxHead).split("\n");
  const merged = /^diff --(?:cc|combined) (.+?)\r?$/.exec(first)?.[1];
  if (merged !== undefined) paths.add(nameOf(merged));
  for (const line of rest) {
    const moved = /^(?:rename|copy) (?:from|to) (.+?)\r?$/.exec(line)?.[1];
    if (moved !== undefined) paths.add(nameOf(moved));
  }
  const pair = /^diff --git (.+?)\r?$/.exec(first)?.[1];
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
  const quoted = /^"((?:[^"\\]|\\.)*)"$/.exec(written.trimEnd())?.[1];
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
