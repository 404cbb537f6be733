// By how many of its words a command can be allowed: as few as say what it does, and only if no word behind them can make
// it do something else.

import { judgeArgument } from "./argumentPaths.ts";
import { type NeverKind, neverKindOf } from "./commandTable.ts";
import { type BadArguments, type KnownProgram, knownProgram, stranger } from "./knownPrograms.ts";

/** Why a command cannot be allowed by leading words. */
export type UnfitKind =
  | NeverKind
  /** It is called by a path, or by a name that no program has. */
  | "by-path"
  /** What it does is not said by its first words. */
  | "no-verb"
  /** An argument that runs, writes or reaches elsewhere. */
  | "option"
  /** A path that may lead out of the workspace. */
  | "outside"
  /** A file that holds secrets, or that is protected. */
  | "sensitive";

/** The words and what of those behind them may be a path, or why there are none; `text` is the word it is about. */
export type LeadingWords =
  | { readonly type: "words"; readonly words: readonly string[]; readonly paths: readonly string[] }
  | { readonly type: "unfit"; readonly kind: UnfitKind; readonly text: string };

/** What of `words`, a whole command, is enough to allow it and all that begin alike and are as harmless. */
export function leadingWords(words: readonly string[]): LeadingWords {
  const [name = "", ...rest] = words;
  const never = neverKindOf(baseName(name));
  if (never) return unfit(never, name);
  // A disk that folds case has one program under all spellings; the table knows one.
  if (!/^[a-z0-9][a-z0-9_+-]*$/.test(name)) return unfit("by-path", name);
  const known = knownProgram(name);
  const count = known ? wordsOfKnown(rest, known) : wordsOfUnknown(rest);
  if (count === undefined) {
    const verb = known && verbOf(rest, known);
    if (verb !== undefined && known?.prints?.includes(verb)) return unfit("contents", `${name} ${verb}`);
    return unfit("no-verb", rest[0] ?? name);
  }
  return withArguments(words, count, known ?? stranger);
}

/** Looks at what stands behind the first `count` words of a program. */
function withArguments(words: readonly string[], count: number, known: KnownProgram): LeadingWords {
  const verb = verbOf(words.slice(1), known);
  const behind = words.slice(count);
  const paths = new Set<string>();
  for (const word of behind) {
    if (word.startsWith("@") && !isName(word, known, verb)) return unfit("option", word);
    const argument = judgeArgument(word, known.reads === true);
    if (typeof argument === "string") return unfit(argument, word);
    for (const path of argument) paths.add(path);
  }
  const bad = badArgument(behind, known, verb);
  if (bad !== undefined) return unfit("option", bad);
  const { needs } = withVerb(known, verb) ?? known;
  if (needs && !behind.some((word) => needs.test(word))) return unfit("contents", words.slice(0, count).join(" "));
  const other = otherArgument(behind, known, verb);
  if (other !== undefined) return unfit("option", other);
  return { type: "words", words: words.slice(0, count), paths: [...paths] };
}

/** Whether `word`, with an `@` in front, is plainly no file of further arguments. */
function isName(word: string, { at }: KnownProgram, verb: string | undefined): boolean {
  return at?.shape.test(word) === true && (!at.verbs || at.verbs.includes(verb ?? ""));
}

/** The name of a program that is called by `word`, in lower case and without its folder. */
export function baseName(word: string): string {
  return word.toLowerCase().replace(/^.*[/\\]/s, "");
}

function unfit(kind: UnfitKind, text: string): LeadingWords {
  return { type: "unfit", kind, text };
}

/** How many words say what a known program does, its name among them. */
function wordsOfKnown(rest: readonly string[], known: KnownProgram): number | undefined {
  const { verbs, named } = known;
  if (!verbs) return 1;
  const skipped = skippedOf(rest, known);
  const verb = verbOf(rest, known);
  if (verb === undefined || !verbs.includes(verb)) return undefined;
  if (!named?.includes(verb)) return skipped + 2;
  return isVerb(rest[skipped + 1]) ? skipped + 3 : undefined;
}

function verbOf(rest: readonly string[], known: KnownProgram): string | undefined {
  return known.verbs && rest[skippedOf(rest, known)];
}

function skippedOf([first = ""]: readonly string[], { before = [] }: KnownProgram): number {
  return before.includes(first) ? 1 : 0;
}

/** Verbs that take code, files or programs. */
const runs = /^(?:run|exec|execute|x|dlx|eval|e|shell|sh|repl|script|start|do|install|i|add|get|config|set)$/i;

/** Of a program nobody knows, its name says nothing, nor that it runs something. */
function wordsOfUnknown([verb]: readonly string[]): number | undefined {
  return verb !== undefined && isVerb(verb) && !runs.test(verb) ? 2 : undefined;
}

function isVerb(word: string | undefined): boolean {
  return word !== undefined && /^[A-Za-z][\w:-]*$/.test(word);
}

/** One that is known to be bad. */
function badArgument(words: readonly string[], known: KnownProgram, verb: string | undefined): string | undefined {
  if (known.whole && !known.whole.test(words.join("\0"))) return words[0] ?? "";
  const more = withVerb(known, verb);
  return (
    ownOf(words, known).find((word) => isBad(word, known) || (more && isBad(word, more))) ??
    words.find((word) => /^--?files0/i.test(word))
  );
}

/** One that is none of those that are known to be harmless, where that is asked for. */
function otherArgument(words: readonly string[], known: KnownProgram, verb: string | undefined): string | undefined {
  const { only, every } = known;
  const onlyWithVerb = withVerb(known, verb)?.only;
  return (
    ownOf(words, known).find((word) => (only && !only.test(word)) || (onlyWithVerb && !onlyWithVerb.test(word))) ??
    words.find((word) => every && !every.test(word))
  );
}

function ownOf(words: readonly string[], { passesOn }: KnownProgram): readonly string[] {
  return passesOn && words.includes("--") ? words.slice(0, words.indexOf("--")) : words;
}

function withVerb({ byVerb = {} }: KnownProgram, verb: string | undefined): BadArguments | undefined {
  return verb !== undefined && Object.hasOwn(byVerb, verb) ? byVerb[verb] : undefined;
}

function isBad(word: string, { short = "", long = [], shapes }: BadArguments): boolean {
  if (shapes?.test(word)) return true;
  if (word.startsWith("--")) {
    const name = nameOf(word.slice(2));
    return name !== "" && long.some((option) => option.toLowerCase().startsWith(name));
  }
  // Some take long options with one dash.
  if (word.startsWith("-") && long.some((option) => option.toLowerCase() === nameOf(word.slice(1)))) return true;
  return word.startsWith("-") && [...word.slice(1)].some((letter) => short.includes(letter));
}

/** The name of an option; some do not care for its case. */
function nameOf(option: string): string {
  return (option.split("=", 1)[0] ?? "").toLowerCase();
}
