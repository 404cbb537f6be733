// Which shell commands run in. The one the person has, where its grammar is known to those who judge commands.

import { existsSync } from "node:fs";
import type { ShellKind } from "../../../core/agent/approvals/command/shellReading.ts";

/** A shell of this machine. */
export interface CommandShell {
  /** Its grammar. */
  readonly kind: ShellKind;
  /** Absolute. */
  readonly path: string;
  /** For the model and the person: "bash", "Windows PowerShell". */
  readonly name: string;
}

/** What the choice is made by. */
export interface ShellWorld {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly exists: (path: string) => boolean;
}

const thisMachine: ShellWorld = { platform: process.platform, env: process.env, exists: existsSync };

/** Where shells are. Not by `PATH`: a folder of the workspace may stand in it. */
const shellFolders = ["/bin", "/usr/bin", "/usr/local/bin", "/run/current-system/sw/bin"];

/** The shell that `run_command` uses, the same for as long as the window lives. */
export function commandShell({ platform, env, exists }: ShellWorld = thisMachine): CommandShell {
  if (platform === "win32") return powerShell(env, exists);
  const own = env.SHELL ?? "";
  const ownKind = /^\/.*\/(bash|zsh)$/.exec(own)?.[1] as "bash" | "zsh" | undefined;
  if (ownKind && exists(own)) return { kind: ownKind, path: own, name: ownKind };
  for (const kind of ["bash", "zsh"] as const) {
    const path = shellFolders.map((folder) => `${folder}/${kind}`).find(exists);
    if (path) return { kind, path, name: kind };
  }
  return { kind: "sh", path: "/bin/sh", name: "sh" };
}

function powerShell(env: ShellWorld["env"], exists: ShellWorld["exists"]): CommandShell {
  const current = `${env.ProgramFiles ?? "C:\\Program Files"}\\PowerShell\\7\\pwsh.exe`;
  if (exists(current)) return { kind: "powershell", path: current, name: "PowerShell 7" };
  const windows = env.SystemRoot ?? env.windir ?? "C:\\Windows";
  const path = `${windows}\\System32\\WindowsPowerShell\\v1.0\\powershell.exe`;
  return { kind: "powershell", path, name: "Windows PowerShell 5.1" };
}

/** The arguments with which `shell` runs `command`, without any file of settings, and asks nobody. */
export function shellArguments({ kind }: CommandShell, command: string): readonly string[] {
  switch (kind) {
    case "bash":
      return ["--norc", "--noprofile", "-c", command];
    case "zsh":
      return ["-f", "-c", command];
    case "sh":
      return ["-c", command];
    case "powershell":
      return ["-NoLogo", "-NoProfile", "-NonInteractive", "-Command", powerShellScript(command)];
  }
}

/** Its output in UTF-8 instead of the machine's code page, and the code of the program that ran last instead of 0 or 1. */
function powerShellScript(command: string): string {
  return [
    "[Console]::OutputEncoding = [Text.UTF8Encoding]::new($false)",
    command,
    "if ($?) { exit 0 } elseif ($LASTEXITCODE) { exit $LASTEXITCODE } else { exit 1 }",
  ].join("\n");
}
