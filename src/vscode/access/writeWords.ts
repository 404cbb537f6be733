// What the write gate says and asks.

import * as vscode from "vscode";
import type { AskReason, RefuseReason } from "../../core/access/writeGate.ts";
import { assertNever } from "../../core/util/assertNever.ts";
import { plainName } from "../../core/util/plainText.ts";
import { showWarning } from "../messages/messages.ts";
import type { EncodingProblem } from "./encodingFit.ts";
import { writeReasonWords } from "./writeReasonWords.ts";

/** Why nothing was changed, in a sentence. `named` is the file as a person would name it. */
export function refusedWords(reason: RefuseReason | EncodingProblem | "failed", named: string): string {
  const name = plainName(named);
  const { t } = vscode.l10n;
  switch (reason) {
    case "outside":
      return t("{0} is outside of the workspace and is not changed.", name);
    case "uncertain":
      return t("It is not certain where {0} leads. It is not changed.", name);
    case "read-only":
      return t("This file is read-only.");
    case "untrusted":
      return t("This workspace is not trusted. {0} is not changed.", name);
    case "missing":
      return t("{0} is no longer there: it was moved or deleted.", name);
    case "exists":
      return t("There is a file {0} already.", name);
    case "no-file":
      return t("{0} is no file.", name);
    case "undecodable":
      return t("{0} was read in the wrong encoding. A change would destroy what could not be read.", name);
    case "unwritable":
      return t("The change has letters that the encoding of {0} lacks.", name);
    case "failed":
      return t("VS Code could not make this edit.");
    default:
      return assertNever(reason);
  }
}

/**
 * Asks whether the file is to be changed, and says why it asks. `place` is the path that its name stands for; where it
 * leads elsewhere, through a link, that is what is changed, and it is said.
 */
export async function askAboutWrite(name: string, place: string, reasons: readonly AskReason[]): Promise<boolean> {
  const { t } = vscode.l10n;
  const accept = t("Accept");
  // Where it leads out of the workspace, the reason names the place itself.
  const told = new Set([place, ...reasons.flatMap(({ kind, path }) => (kind === "outside" ? [path] : []))]);
  const elsewhere = new Set(reasons.map(({ path }) => path).filter((path) => !told.has(path)));
  const led = [...elsewhere].map((path) => t("It leads to {0}, which is what is changed.", plainName(path)));
  const detail = [...led, ...reasons.map((reason) => writeReasonWords(reason, t))].join("\n");
  return (await showWarning(t("Change {0}?", plainName(name)), { modal: true, detail }, accept)) === accept;
}
