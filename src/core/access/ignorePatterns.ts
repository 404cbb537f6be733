// The lines of a .gitignore, read and matched as Git's dir.c does.

import { foldBytes, isSpecial, toByteString, wildmatch } from "./wildmatch.ts";

/** One line. `text` is in bytes, without `!` and without the slash at its end. */
export interface IgnorePattern {
  readonly text: string;
  /** Takes out again what an earlier line ignored. */
  readonly isNegated: boolean;
  readonly onlyFolders: boolean;
  /** Without a slash: matched against the name alone, at any depth. */
  readonly byName: boolean;
  /** How much of `text` stands before its first wildcard. */
  readonly plain: number;
}

/** What a file may have, far above what anybody writes: bytes, those of a line, patterns. */
const maxBytes = 256 * 1024;
const maxLine = 4096;
const maxPatterns = 10_000;
/** Stars in patterns of paths: each may be tried at every place of a path. */
const maxStars = 4000;

/**
 * The patterns of a file, in its order. Git cuts comments, one CR, and spaces at the end that no `\` stands before. A file
 * with more than we match in a moment is not followed in part, which would bring out what its other lines ignore: it
 * ignores everything, and so everything below its folder asks.
 */
export function parseIgnoreFile(bytes: Uint8Array): readonly IgnorePattern[] {
  if (bytes.length > maxBytes) return everything;
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  if (text.startsWith("\xef\xbb\xbf")) text = text.slice(3);
  const patterns: IgnorePattern[] = [];
  let stars = 0;
  for (const raw of text.split("\n")) {
    if (raw.startsWith("#")) continue;
    const ended = raw.endsWith("\r") ? raw.slice(0, -1) : raw;
    const end = ended.indexOf("\0");
    const line = withoutTrailingSpaces(end < 0 ? ended : ended.slice(0, end));
    if (line === "") continue;
    if (line.length > maxLine || patterns.length >= maxPatterns) return everything;
    const pattern = parseLine(line);
    if (!pattern.byName) stars += pattern.text.split("*").length - 1;
    if (stars > maxStars) return everything;
    patterns.push(pattern);
  }
  return patterns;
}

/**
 * The last of `patterns` that matches `path`, which is relative to their file's folder and has no slash at its end;
 * undefined when none does.
 */
export function lastMatch(
  patterns: readonly IgnorePattern[],
  path: string,
  isFolder: boolean,
  foldsCase: boolean,
): IgnorePattern | undefined {
  if (patterns.length === 0) return undefined;
  const bytes = toByteString(path);
  const name = bytes.slice(bytes.lastIndexOf("/") + 1);
  return patterns.findLast((pattern) => {
    if (pattern.onlyFolders && !isFolder) return false;
    return pattern.byName ? matchesName(pattern, name, foldsCase) : matchesPath(pattern, bytes, foldsCase);
  });
}

function parseLine(line: string): IgnorePattern {
  const isNegated = line.startsWith("!");
  const whole = isNegated ? line.slice(1) : line;
  const onlyFolders = whole.endsWith("/");
  const text = onlyFolders ? whole.slice(0, -1) : whole;
  let plain = 0;
  while (plain < text.length && !isSpecial(text.charCodeAt(plain))) plain++;
  return { text, isNegated, onlyFolders, byName: !text.includes("/"), plain };
}

const everything: readonly IgnorePattern[] = [parseLine("*")];

function withoutTrailingSpaces(line: string): string {
  let end: number | undefined;
  for (let at = 0; at < line.length; at++) {
    const letter = line[at];
    if (letter === " ") {
      end ??= at;
      continue;
    }
    if (letter === "\\" && ++at >= line.length) return line;
    end = undefined;
  }
  return end === undefined ? line : line.slice(0, end);
}

function matchesName({ text, plain }: IgnorePattern, name: string, foldsCase: boolean): boolean {
  return plain === text.length ? equal(text, name, foldsCase) : wildmatch(text, name, { pathname: false, foldsCase });
}

function matchesPath(pattern: IgnorePattern, path: string, foldsCase: boolean): boolean {
  const anchored = pattern.text.startsWith("/");
  const text = anchored ? pattern.text.slice(1) : pattern.text;
  const plain = anchored ? pattern.plain - 1 : pattern.plain;
  if (plain <= 0) return wildmatch(text, path, { pathname: true, foldsCase });
  // Git compares what stands before the first wildcard by itself, and begins the rest anew behind it.
  if (plain > path.length || !equal(text.slice(0, plain), path.slice(0, plain), foldsCase)) return false;
  return wildmatch(text.slice(plain), path.slice(plain), { pathname: true, foldsCase });
}

function equal(a: string, b: string, foldsCase: boolean): boolean {
  return a === b || (foldsCase && foldBytes(a) === foldBytes(b));
}
