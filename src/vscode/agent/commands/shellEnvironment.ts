// The environment of a command: the person's own, without what is the editor's or ours.

import { commandEnvironment, type Environment } from "../../../core/agent/approvals/command/commandEnvironment.ts";

/**
 * What the editor sets for itself, as its own terminal takes it away: with `ELECTRON_RUN_AS_NODE` no Electron app starts.
 * `BASH_ENV` and `ENV` name files that a shell would run first.
 */
const notTheirs = [/^ELECTRON_/, /^VSCODE_(?!PORTABLE)/, /^SNAP(?:$|_)/, /^GDK_PIXBUF_/, /^(?:BASH_ENV|ENV)$/];

/** `env`, that of the extension host, for a command. */
export function shellEnvironment(env: Environment): Record<string, string> {
  const kept = Object.entries(commandEnvironment(env)).filter(([name]) => !notTheirs.some((known) => known.test(name)));
  return Object.fromEntries(kept);
}
