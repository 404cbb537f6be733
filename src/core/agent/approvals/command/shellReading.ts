// What a command line is, as far as somebody has to know who decides whether it may run.

/** The shells that commands run in. */
export type ShellKind = "bash" | "zsh" | "sh" | "powershell";

/** One program that the line starts, wherever in it. */
export interface SimpleCommand {
  /** The words as the program gets them, the program's own name first; never empty. */
  readonly words: readonly string[];
  /** As it is written. */
  readonly text: string;
}

/** What makes it impossible to say from the words alone what runs. */
export type DoubtKind =
  /** It is no valid command line, or the two ways of reading it disagree. */
  | "syntax"
  /** `$(…)`, backquotes, `<(…)`. */
  | "substitution"
  /** `>`, `<`, `2>&1`, `|&`. */
  | "redirection"
  /** `NAME=value`, alone or before a command. */
  | "assignment"
  | "background"
  /** `<<` and `<<<`. */
  | "here-document"
  /** `$NAME`, `${…}`, `$((…))`: what stands there then is not seen here. */
  | "expansion"
  /** `if`, `for`, `case`, functions, groups, subshells, `!`, `time`, `coproc`, `[[ … ]]`, `((…))`. */
  | "structure"
  /** Something the grammar knows and this does not. */
  | "unknown"
  /** Characters that are not seen or turn the direction of reading. */
  | "unseen"
  /** Letters that look like others. */
  | "confusable"
  /** Too long to be looked through by anybody. */
  | "long"
  /** `*`, `?`, `[…]`, `{a,b}`: which words come of it depends on the disk. */
  | "glob"
  /** `$'…'` and `$"…"`. */
  | "quoting"
  /** `\`, `~`, `#`, `=name` and other characters that a shell may take for more than themselves. */
  | "special";

/** One of them, with the piece of the line that it is about. */
export interface Doubt {
  readonly kind: DoubtKind;
  readonly text: string;
}

/** A command line that was read. */
export interface ShellReading {
  /** All that could be found, those inside of substitutions and structures too, in the order of the line. */
  readonly commands: readonly SimpleCommand[];
  /** None: `commands` are all that runs, with these very words. */
  readonly doubts: readonly Doubt[];
}

/** Reads a line for a shell whose grammar is known. Never throws. */
export type ReadShell = (command: string, shell: Exclude<ShellKind, "powershell">) => ShellReading;

/** With one of these the same text need not do the same again, or nobody can tell what it does: it asks every time. */
const alwaysAsking: ReadonlySet<DoubtKind> = new Set<DoubtKind>([
  "syntax",
  "substitution",
  "redirection",
  "assignment",
  "background",
  "here-document",
  "expansion",
  "structure",
  "unknown",
  "unseen",
  "confusable",
  "long",
]);

/** Whether no rule at all can answer for a line with `doubt`, not even one for this very text. */
export function alwaysAsks({ kind }: Doubt): boolean {
  return alwaysAsking.has(kind);
}
