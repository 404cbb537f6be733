// Commands of an answer go to the prompt of a terminal, where the person reads them and presses Enter, or does not. They
// run at once only where that was asked for.

import * as vscode from "vscode";
import { commandLine } from "../../core/code/commandLine.ts";
import { shellOf } from "../../protocol/shells.ts";
import type { CodeBlock } from "./codeLines.ts";
import type { IdleTerminals } from "./idleTerminals.ts";

/**
 * Puts the commands into the terminal that is in use where it is one of `idle`, else into a new one; runs them only when
 * told to `execute`. Returns why not, in words.
 */
export function putIntoTerminal(
  { text, language }: Pick<CodeBlock, "text" | "language">,
  idle: Pick<IdleTerminals, "has" | "fill">,
  execute = false,
): string | undefined {
  const { t } = vscode.l10n;
  const command = commandLine(text, shellOf(language) ?? "posix");
  if (command.type === "refused") {
    return {
      unseen: t("This holds characters that cannot be seen, and is not put into a terminal."),
      spaces: t("This holds long runs of spaces, which could hide a part of it, and is not put into a terminal."),
      recalls: t("In a terminal the ! in this would bring back an earlier command; it is not put there."),
      several: t("These lines belong together; in a terminal they would run one by one."),
      long: t("This is too long for one line of a terminal."),
      empty: t("There is no command in this."),
    }[command.reason];
  }
  const active = vscode.window.activeTerminal;
  const terminal = active && idle.has(active) ? active : vscode.window.createTerminal();
  terminal.show();
  terminal.sendText(command.line, execute);
  idle.fill(terminal);
  return undefined;
}
