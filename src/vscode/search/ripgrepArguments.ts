// What ripgrep is told, so that it ignores as Git does on this disk.

/** The rules around a folder. */
export interface ListRules {
  /** Whether the folder is in a repository, whose rules then begin above it. */
  readonly isInRepository: boolean;
  /** The file of the person's own rules. */
  readonly globalFile: string | undefined;
  readonly foldsCase: boolean;
  /** Names of folders that are never looked into. */
  readonly neverListed: readonly string[];
  /** Patterns of `files.exclude`. */
  readonly excluded: readonly string[];
}

/**
 * The arguments that list the files below `below` (relative to the folder ripgrep runs in, or "" for all), each path
 * with a NUL behind it and with `/`.
 */
export function listArguments(below: string, rules: ListRules): readonly string[] {
  return ["--files", "--null", ...ruleArguments(rules), ...(below === "" ? [] : ["--", below])];
}

/** What is searched for in texts. */
export interface TextQuery {
  readonly text: string;
  readonly isRegex: boolean;
  readonly isCaseSensitive: boolean;
}

/** Where texts are searched. */
export interface TextPlace {
  /** As for `listArguments`; "-" is what is given to it as input. */
  readonly below: string;
  /** Globs of files that are not wanted, as Git has them, each with `!` first. */
  readonly unwanted: readonly string[];
  /** The encoding of texts that do not say theirs, by its name in the Encoding Standard; undefined for UTF-8. */
  readonly encoding: string | undefined;
  readonly maxBytes: number;
}

/** The arguments that search texts, each hit a line of JSON. The query stands behind `--`: it is never an option. */
export function searchArguments(query: TextQuery, place: TextPlace, rules: ListRules): readonly string[] {
  const { text, isRegex, isCaseSensitive } = query;
  const spansLines = isRegex ? /\\n|\n/.test(text) : text.includes("\n");
  // With line breaks in it a plain text is an expression too: they come in two forms.
  const isFixed = !isRegex && !spansLines;
  const pattern = isRegex || isFixed ? text : text.split(/\r?\n/).map(escaped).join("\\r?\\n");
  return [
    "--json",
    "--crlf",
    // Far from what anybody writes, and compiled at once.
    "--regex-size-limit=20M",
    "--dfa-size-limit=20M",
    `--max-filesize=${place.maxBytes}`,
    isCaseSensitive ? "--case-sensitive" : "--ignore-case",
    ...(isFixed ? ["--fixed-strings"] : []),
    ...(spansLines ? ["--multiline"] : []),
    ...(place.encoding === undefined ? [] : [`--encoding=${place.encoding}`]),
    ...place.unwanted.map((glob) => `--glob=${glob}`),
    ...ruleArguments(rules),
    "--",
    pattern,
    place.below === "" ? "./" : place.below === "-" ? "-" : `./${place.below}`,
  ];
}

/** Git's rules alone, whether there is a repository or not; the person's own come by name. */
function ruleArguments(rules: ListRules): readonly string[] {
  return [
    "--hidden",
    "--no-follow",
    "--no-messages",
    "--path-separator=/",
    "--no-ignore-dot",
    "--no-ignore-global",
    "--no-require-git",
    ...(rules.isInRepository ? [] : ["--no-ignore-parent"]),
    ...(rules.foldsCase ? ["--ignore-file-case-insensitive"] : []),
    ...(rules.globalFile === undefined ? [] : [`--ignore-file=${rules.globalFile}`]),
    ...rules.neverListed.map((name) => `--iglob=!**/${name}`),
    ...rules.excluded.map((pattern) => `--glob=!${anchored(pattern)}`),
  ];
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|#&~-]/g, "\\$&");

/** VS Code's patterns begin at the folder; ripgrep's without a slash are found at any depth. */
function anchored(pattern: string): string {
  return pattern.startsWith("**") || pattern.startsWith("/") ? pattern : `/${pattern}`;
}
