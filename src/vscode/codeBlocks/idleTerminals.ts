// Which terminals wait for a command. To a program that takes single keys, a line of text is many commands.

import * as vscode from "vscode";
import type { Disposable } from "../../core/util/disposable.ts";

const shells = /^(?:(?:ba|z|fi|da|k|mk|c|tc|a|xon|el)?sh|elvish|nu|pwsh(?:-preview)?|powershell|cmd)$/i;

/** Follows what runs in the terminals of the window, from now on. Of what ran before nothing is known. */
export class IdleTerminals implements Disposable {
  /** The other terminals were there before. */
  readonly #states = new WeakMap<vscode.Terminal, "waits" | "busy">();
  readonly #listeners = [
    vscode.window.onDidOpenTerminal((terminal) => {
      if (!this.#states.has(terminal)) this.#states.set(terminal, "waits");
    }),
    vscode.window.onDidStartTerminalShellExecution(({ terminal }) => this.#states.set(terminal, "busy")),
    vscode.window.onDidEndTerminalShellExecution(({ terminal }) => this.#states.set(terminal, "waits")),
  ];

  /** Whether a shell is known to wait for a command there, and no line that was put there before stands in its way. */
  has(terminal: vscode.Terminal): boolean {
    const { exitStatus, creationOptions, shellIntegration } = terminal;
    if (exitStatus !== undefined || "pty" in creationOptions || !isShell(creationOptions.shellPath)) return false;
    return shellIntegration !== undefined && this.#states.get(terminal) === "waits";
  }

  /** A line now stands at its prompt, until it has run. */
  fill(terminal: vscode.Terminal): void {
    this.#states.set(terminal, "busy");
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
  }
}

/** None is the shell of the settings. */
function isShell(path: string | undefined): boolean {
  const name = path
    ?.split(/[\\/]/)
    .at(-1)
    ?.replace(/\.exe$/i, "");
  return name === undefined || shells.test(name);
}
