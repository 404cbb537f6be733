// Globs as models write them: `*.ts` anywhere, `src/**/*.{ts,tsx}` from the folder on, a bare folder with all that is below
// it, several with commas, `!` for what is not wanted.

import { toByteString, wildmatch } from "../access/wildmatch.ts";

/** What a glob means in one folder. */
export interface PathFilter {
  /** Whether a file is meant; its path is relative to the folder, with `/`. */
  matches(path: string): boolean;
  /** A folder that holds all that can match, relative with `/`; "" for any. */
  readonly below: string;
  /**
   * What is not wanted, for a program that reads globs as Git does: each with `!` first. It is to find all else: told what
   * is wanted, it would look for that in ignored files too.
   */
  readonly unwanted: readonly string[];
}

/** A glob of more would be written by nobody. */
const maxPatterns = 200;
const maxLength = 2_000;

/** Everything that `glob` means; all files for an empty one. Never throws. */
export function pathFilter(glob: string): PathFilter {
  const patterns = splitList(glob.slice(0, maxLength).replaceAll("\\", "/"))
    .flatMap(expandBraces)
    .slice(0, maxPatterns)
    .map(toPattern)
    .filter(({ text }) => text !== "");
  const wanted = patterns.filter(({ isNegated }) => !isNegated);
  const unwanted = patterns.filter(({ isNegated }) => isNegated);
  const isPlain = unwanted.every(({ text }) => /^[\p{L}\p{N}\p{M}_./*?@+ -]+$/u.test(text));
  return {
    matches: (path) => {
      const bytes = toByteString(path);
      if (unwanted.some((pattern) => isMatch(pattern, bytes))) return false;
      return wanted.length === 0 || wanted.some((pattern) => isMatch(pattern, bytes));
    },
    below: wanted.length === 1 && wanted[0] ? literalStart(wanted[0]) : "",
    unwanted: isPlain ? unwanted.flatMap(toGlobs) : [],
  };
}

interface Pattern {
  /** As Git reads it below the folder, `**` and all. */
  readonly text: string;
  readonly bytes: string;
  readonly isNegated: boolean;
  /** It has no special characters: it names a file, or a folder with all in it. */
  readonly isName: boolean;
  /** It is looked for in any folder. */
  readonly isAnywhere: boolean;
}

function toPattern(written: string): Pattern {
  const isNegated = /^\s*!/.test(written);
  const plain = written.replace(/^\s*!/, "").trim();
  const text = plain
    .replace(/^(?:\.\/+)+/, "./")
    .replace(/\/+/g, "/")
    // A folder is all that is in it.
    .replace(/(.)\/$/, "$1/**")
    .replace(/(^|\/)\*\*(?=[^/*])/g, "$1**/*");
  const isAnywhere = !text.includes("/");
  const bare = text.replace(/^\.?\//, "");
  return { text: bare, bytes: toByteString(bare), isNegated, isName: !/[*?[]/.test(bare), isAnywhere };
}

function isMatch({ bytes, isName, isAnywhere }: Pattern, path: string): boolean {
  if (isName) {
    if (isAnywhere) return `/${path}/`.includes(`/${bytes}/`);
    return path === bytes || path.startsWith(`${bytes}/`);
  }
  const name = isAnywhere ? path.slice(path.lastIndexOf("/") + 1) : path;
  return wildmatch(bytes, name, { pathname: true, foldsCase: false });
}

function literalStart({ text, isName, isAnywhere }: Pattern): string {
  if (isAnywhere) return "";
  const names = text.split("/");
  const special = names.findIndex((name) => /[*?[]/.test(name));
  return (isName ? names.slice(0, -1) : names.slice(0, special)).join("/");
}

function toGlobs({ text, isName, isAnywhere }: Pattern): readonly string[] {
  const start = isAnywhere ? "" : "/";
  if (!isName) return [`!${start}${text}`];
  return [`!${start}${text}`, `!${isAnywhere ? "**/" : "/"}${text}/**`];
}

/** At commas that stand in no braces. */
function splitList(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === "{") depth++;
    else if (sign === "}") depth = Math.max(0, depth - 1);
    else if (sign === "," && depth === 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  // Without their end they are no braces.
  return depth > 0 ? [text] : [...parts, text.slice(from)];
}

/** `a.{b,c}` as `a.b` and `a.c`, the inner ones too, as far as there are not too many. */
function expandBraces(pattern: string): readonly string[] {
  let patterns: readonly string[] = [pattern];
  for (;;) {
    const next = patterns.flatMap((each) => {
      const [whole, inner] = /\{([^{}]*,[^{}]*)\}/.exec(each) ?? [];
      if (whole === undefined || inner === undefined) return [each];
      const at = each.indexOf(whole);
      return inner.split(",").map((choice) => each.slice(0, at) + choice + each.slice(at + whole.length));
    });
    if (next.length === patterns.length && next.every((each, nth) => each === patterns[nth])) return patterns;
    if (next.length > maxPatterns) return patterns;
    patterns = next;
  }
}
