// Why a person is asked before a file is changed, in their language.

import type { Protection } from "../../core/access/protectedPaths.ts";
import type { AskReason } from "../../core/access/writeGate.ts";
import { assertNever } from "../../core/util/assertNever.ts";
import { plainName } from "../../core/util/plainText.ts";
import type { Translate } from "../errors/describeError.ts";

/** One reason in a sentence, said of "it". */
export function writeReasonWords(reason: AskReason, t: Translate): string {
  switch (reason.kind) {
    case "protected":
      return protectionWords(reason.why, t);
    case "outside":
      return t("It is outside of the workspace: {0}", plainName(reason.path));
    case "unseen":
      return t("It was not in view. The change is shown there now.");
    case "deletes":
      return t("It is deleted.");
    case "moves-folder":
      return t("Everything in this folder is moved with it.");
    default:
      return assertNever(reason);
  }
}

/** What a protected file can do. */
export function protectionWords(why: Protection, t: Translate): string {
  switch (why) {
    case "runs-code":
      return t("What stands in this file can run code.");
    case "packages":
      return t("This file decides which packages are fetched.");
    case "settings":
      return t("This file holds settings that can start programs.");
    case "secrets":
      return t("This file holds keys or passwords.");
    case "instructions":
      return t("This file tells AI assistants what to do.");
    default:
      return assertNever(why);
  }
}
