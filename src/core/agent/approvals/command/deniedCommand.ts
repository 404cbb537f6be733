// Whether a rule forbids a command, wherever in a line it stands and however it is dressed.

import type { ApprovalSubject } from "../approvalRule.ts";
import { neverKindOf } from "./commandTable.ts";
import { baseName } from "./leadingWords.ts";
import type { ShellReading } from "./shellReading.ts";

/** Whether a rule that denies `subject` is about `command`. Better one line too many: the person wanted to be safe from it. */
export function deniesCommand(subject: ApprovalSubject, command: string, { commands, doubts }: ShellReading): boolean {
  if (subject.kind !== "command") return false;
  if (subject.match === "exact") {
    const text = subject.command.trim();
    return command.trim() === text || commands.some((each) => each.text.trim() === text);
  }
  const isRead = commands.length > 0 && !doubts.some(({ kind }) => kind === "syntax" || kind === "unseen");
  if (commands.some(({ words }) => denies(subject.words, words))) return true;
  return !isRead && denies(subject.words, piecesOf(command), true);
}

/** What a line may be made of when it cannot be read. */
function piecesOf(command: string): readonly string[] {
  return command.split(/[\s;|&(){}<>"'`,]+/u).filter((piece) => piece !== "");
}

/** Whether `words`, or what of them a program runs that runs others, begin with the `denied` ones. */
function denies(denied: readonly string[], words: readonly string[], anywhere = false): boolean {
  const [first = ""] = words;
  const last = anywhere || neverKindOf(baseName(first)) === "wrapper" ? words.length - 1 : 0;
  for (let at = 0; at <= last; at++) {
    const begins = denied.every((word, nth) =>
      nth === 0 ? baseName(words[at] ?? "") === baseName(word) : words[at + nth] === word,
    );
    if (begins) return true;
  }
  return false;
}
