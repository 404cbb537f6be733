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
  return [
    "--files",
    "--null",
    "--hidden",
    "--no-follow",
    "--no-messages",
    "--path-separator=/",
    // Git's rules alone, whether there is a repository or not; the person's own come by name.
    "--no-ignore-dot",
    "--no-ignore-global",
    "--no-require-git",
    ...(rules.isInRepository ? [] : ["--no-ignore-parent"]),
    ...(rules.foldsCase ? ["--ignore-file-case-insensitive"] : []),
    ...(rules.globalFile === undefined ? [] : [`--ignore-file=${rules.globalFile}`]),
    ...rules.neverListed.map((name) => `--iglob=!**/${name}`),
    ...rules.excluded.map((pattern) => `--glob=!${anchored(pattern)}`),
    ...(below === "" ? [] : ["--", below]),
  ];
}

/** VS Code's patterns begin at the folder; ripgrep's without a slash are found at any depth. */
function anchored(pattern: string): string {
  return pattern.startsWith("**") || pattern.startsWith("/") ? pattern : `/${pattern}`;
}
