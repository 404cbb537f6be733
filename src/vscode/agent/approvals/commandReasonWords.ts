// Why a command is asked about, in the person's language: a line a reason, with the piece of the command it is about.

import type { CommandReason } from "../../../core/agent/approvals/command/judgeCommand.ts";
import type { PathReason } from "../../../core/agent/approvals/judgeCall.ts";
import { assertNever } from "../../../core/util/assertNever.ts";
import { plainName } from "../../../core/util/plainText.ts";
import { protectionWords } from "../../access/writeReasonWords.ts";
import type { Translate } from "../../errors/describeError.ts";

/** One reason in a sentence. */
export function commandReasonWords({ kind, text: found }: CommandReason, t: Translate): string {
  const text = plainName(found);
  switch (kind) {
    case "syntax":
      return t("It is not certain how the shell reads this.");
    case "substitution":
      return t("A part of it is a command of its own: {0}", text);
    case "redirection":
      return t("It reads from a file or writes to one: {0}", text);
    case "assignment":
      return t("It sets a variable: {0}", text);
    case "background":
      return t("It leaves a program running: {0}", text);
    case "here-document":
      return t("It hands a text to a program: {0}", text);
    case "expansion":
      return t("What stands here is known only when it runs: {0}", text);
    case "structure":
      return t("This is a script of its own: {0}", text);
    case "unknown":
      return t("This part is not understood: {0}", text);
    case "unseen":
      return t("It has a character that cannot be seen: {0}", text);
    case "confusable":
      return t("It has a letter that looks like another one: {0}", text);
    case "long":
      return t("It is too long to be judged.");
    case "glob":
      return t("Which files this means depends on the folder: {0}", text);
    case "quoting":
    case "special":
      return t("The shell may take this for more than it looks like: {0}", text);
    case "interpreter":
      return t("{0} runs code that stands in its arguments or in files.", text);
    case "wrapper":
      return t("{0} runs another program.", text);
    case "shell":
      return t("{0} changes what the rest of the line means.", text);
    case "build":
      return t("{0} runs what a build file says.", text);
    case "changes-files":
      return t("{0} changes files, and Undo may not bring them back.", text);
    case "network":
      return t("{0} reaches the network.", text);
    case "packages":
      return t("{0} fetches packages, which can run code.", text);
    case "machine":
      return t("{0} reaches beyond the workspace.", text);
    case "interactive":
      return t("{0} waits for keys.", text);
    case "contents":
      return t("{0} can print files that it does not name, and nobody looked for secrets in them.", text);
    case "by-path":
      return t("{0} is no plain name of a program.", text);
    case "no-verb":
      return t("The first words do not say what this does: {0}", text);
    case "option":
      return t("This argument can run or write something else: {0}", text);
    case "outside":
      return t("This may lead out of the workspace: {0}", text);
    case "sensitive":
      return t("This is a protected file, or one that may hold secrets: {0}", text);
    case "new":
      return t("You have not allowed this yet: {0}", text);
    case "elsewhere":
      return t("It runs outside of the workspace: {0}", text);
    case "empty":
      return t("There is nothing in it that runs.");
    default:
      return assertNever(kind);
  }
}

/** Why a file that a command names is asked about, in a sentence or two. */
export function pathReasonWords(path: string, why: PathReason, t: Translate): string {
  const name = plainName(path);
  switch (why) {
    case "outside":
      return t("This leads out of the workspace: {0}", name);
    case "uncertain":
      return t("It is not certain where this leads: {0}", name);
    case "binary":
    case "too-large":
      return t("Nobody can look for secrets in this file: {0}", name);
    default:
      return `${name}: ${protectionWords(why, t)}`;
  }
}
