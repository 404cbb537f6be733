// Shows a command in VS Code's terminal: only shows it. Nothing is typed there, and closing it ends nothing.

import * as vscode from "vscode";
import type { CommandState } from "../../../core/tools/commandText.ts";
import { plainOutput } from "../../../core/tools/plainOutput.ts";
import { TerminalText } from "../../../core/tools/terminalText.ts";
import { DisposableStore } from "../../../core/util/disposable.ts";
import { plainName } from "../../../core/util/plainText.ts";
import type { Command } from "./command.ts";

/** Bytes of earlier output that are shown: as much as a terminal keeps. */
const shownBytes = 256 * 1024;

/** A terminal with what `command` put out and puts out. */
export function openCommandTerminal(command: Command): vscode.Terminal {
  const disposables = new DisposableStore();
  const write = disposables.add(new vscode.EventEmitter<string>());
  const filter = new TerminalText();
  const show = (text: string) => write.fire(filter.add(text));
  const open = async () => {
    // What comes while the earlier output is read stands behind it.
    const later: string[] = [];
    let isThere = false;
    disposables.add(command.onOutput((text) => (isThere ? show(text) : later.push(text))));
    show(`$ ${plainOutput(command.command)}\n`);
    show(new TextDecoder().decode(await command.file.tail(shownBytes)));
    isThere = true;
    for (const text of later) show(text);
    await command.ended;
    show(`\n[${endWords(command.state)}]\n`);
  };
  const terminal = vscode.window.createTerminal({
    name: `MiMo: ${plainName(command.command).slice(0, 40)}`,
    iconPath: new vscode.ThemeIcon("terminal"),
    isTransient: true,
    pty: {
      onDidWrite: write.event,
      // What was kept of it may be gone: another window clears up too.
      open: () => void open().catch(() => show(`\n[${vscode.l10n.t("This command is not kept any more.")}]\n`)),
      close: () => disposables.dispose(),
    },
  });
  terminal.show(true);
  return terminal;
}

function endWords(state: CommandState): string {
  const { t } = vscode.l10n;
  if (state.type === "exited") return t("Exit code {0}", state.code);
  return state.type === "killed" ? t("Ended by {0}", state.signal) : t("Ended");
}
