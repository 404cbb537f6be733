// Whether a command may run: every program it starts has to be allowed by itself. Only the command, where it would run and
// what the person said before count.

import type { ApprovalRule, CommandSubject } from "../approvalRule.ts";
import { deniesCommand } from "./deniedCommand.ts";
import { leadingWords, type UnfitKind } from "./leadingWords.ts";
import { oddCharacters } from "./oddCharacters.ts";
import { alwaysAsks, type DoubtKind, type ReadShell, type ShellKind, type ShellReading } from "./shellReading.ts";

/** A command that is asked for. */
export interface CommandCall {
  readonly command: string;
  readonly shell: ShellKind;
  /** The real path of the folder that it would run in. */
  readonly folder: string;
  /** Whether that is in the workspace: no rule holds elsewhere. */
  readonly isInside: boolean;
  /** The sandbox holds it: what would be asked about it cannot do. */
  readonly isHeld?: boolean;
}

/** Why a command is asked about, with the piece of it that it is about. */
export interface CommandReason {
  readonly kind:
    | DoubtKind
    | UnfitKind
    /** No rule is about it. */
    | "new"
    /** It would run out of the workspace. */
    | "elsewhere"
    /** There is nothing in it that runs. */
    | "empty";
  readonly text: string;
}

/** What a yes may make rules of, beside "once": all of `subjects` together let this command run again. */
export interface CommandOffer {
  readonly match: CommandSubject["match"];
  readonly subjects: readonly CommandSubject[];
}

export type CommandVerdict =
  /**
   * `paths`: pieces of the words that may name files, below the folder it would run in; most name none. Their spelling leads
   * nowhere bad, but a link may. Before it runs, each that exists has to pass the read gate as if it were read; one that does
   * not pass has the command asked about. Empty for a line that was allowed as it stands.
   */
  | { readonly type: "allowed"; readonly by: readonly ApprovalRule[]; readonly paths: readonly string[] }
  | { readonly type: "asks"; readonly reasons: readonly CommandReason[]; readonly offers: readonly CommandOffer[] }
  | { readonly type: "denied"; readonly by: ApprovalRule };

/** Judges `call` by `rules`, those of its chat and of the workspace. `read` reads the line for a shell that has a grammar. */
export function judgeCommand(call: CommandCall, rules: readonly ApprovalRule[], read: ReadShell): CommandVerdict {
  const { command, shell, folder, isInside } = call;
  const reading = shell === "powershell" ? withoutGrammar(command) : read(command, shell);
  const denied = rules.find((rule) => rule.effect === "deny" && deniesCommand(rule.subject, command, reading));
  if (denied) return { type: "denied", by: denied };
  // Whatever its words mean to the shell: what would be asked about is out of its reach.
  if (isInside && call.isHeld) return { type: "allowed", by: [], paths: [] };
  if (!isInside) return { type: "asks", reasons: [{ kind: "elsewhere", text: folder }], offers: [] };
  if (command.trim() === "") return { type: "asks", reasons: [{ kind: "empty", text: "" }], offers: [] };
  const allowing = rules.filter(({ effect }) => effect === "allow");
  const exact: CommandSubject = { kind: "command", match: "exact", command, shell, folder };
  const holdsExactly = !reading.doubts.some(alwaysAsks);
  const same = holdsExactly ? allowing.find(({ subject }) => isExactly(subject, call)) : undefined;
  if (same) return { type: "allowed", by: [same], paths: [] };
  const judged = shell === "powershell" ? undefined : judgeEach(reading, allowing, folder);
  if (judged && judged.reasons.length === 0)
    return { type: "allowed", by: [...new Set(judged.by)], paths: judged.paths };
  const reasons = judged?.reasons ?? [...reading.doubts, { kind: "new", text: command }];
  const offers: CommandOffer[] = holdsExactly ? [{ match: "exact", subjects: [exact] }] : [];
  if (judged?.subjects) offers.push({ match: "leading", subjects: judged.subjects });
  return { type: "asks", reasons, offers };
}

/** PowerShell is not read: its line is one piece. */
function withoutGrammar(command: string): ShellReading {
  return { commands: [], doubts: oddCharacters(command) };
}

function isExactly(subject: ApprovalRule["subject"], { command, shell, folder }: CommandCall): boolean {
  if (subject.kind !== "command" || subject.match !== "exact") return false;
  return subject.command === command && subject.shell === shell && subject.folder === folder;
}

/** Paths that somebody looks at for one command. */
const mostPaths = 1000;

interface Judged {
  readonly by: readonly ApprovalRule[];
  readonly reasons: readonly CommandReason[];
  readonly paths: readonly string[];
  /** What would allow the rest by leading words; undefined when some of it cannot be allowed so. */
  readonly subjects: readonly CommandSubject[] | undefined;
}

function judgeEach({ commands, doubts }: ShellReading, rules: readonly ApprovalRule[], folder: string): Judged {
  const by: ApprovalRule[] = [];
  const reasons: CommandReason[] = [...doubts];
  const paths = new Set<string>();
  const subjects = new Map<string, CommandSubject>();
  let canAll = doubts.length === 0;
  for (const { words, text } of commands) {
    const leading = leadingWords(words);
    if (leading.type === "unfit") {
      canAll = false;
      reasons.push({ kind: leading.kind, text: leading.text });
      continue;
    }
    for (const path of leading.paths) paths.add(path);
    const rule = rules.find(({ subject }) => isLeading(subject, words, leading.words.length, folder));
    if (rule) by.push(rule);
    else {
      reasons.push({ kind: "new", text });
      subjects.set(JSON.stringify(leading.words), { kind: "command", match: "leading", words: leading.words, folder });
    }
  }
  if (commands.length === 0 && doubts.length === 0) reasons.push({ kind: "empty", text: "" });
  if (paths.size > mostPaths) reasons.push({ kind: "long", text: "" });
  return { by, reasons, paths: [...paths], subjects: canAll && subjects.size > 0 ? [...subjects.values()] : undefined };
}

/** A rule with fewer words than say what the program does holds for nothing. */
function isLeading(subject: ApprovalRule["subject"], words: readonly string[], least: number, folder: string): boolean {
  if (subject.kind !== "command" || subject.match !== "leading" || subject.folder !== folder) return false;
  return subject.words.length >= least && subject.words.every((word, at) => words[at] === word);
}
