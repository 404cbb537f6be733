import { expect, test } from "vitest";
import {
  type CommandShell,
  commandShell,
  type ShellWorld,
  shellArguments,
} from "../../../../../src/vscode/agent/commands/commandShell.ts";
import { shellEnvironment } from "../../../../../src/vscode/agent/commands/shellEnvironment.ts";

const world = (platform: NodeJS.Platform, env: ShellWorld["env"], ...files: string[]): ShellWorld => ({
  platform,
  env,
  exists: (path) => files.includes(path),
});

test.each<[string, ShellWorld, CommandShell]>([
  [
    "own bash",
    world("linux", { SHELL: "/opt/bin/bash" }, "/opt/bin/bash", "/bin/bash"),
    { kind: "bash", path: "/opt/bin/bash", name: "bash" },
  ],
  [
    "own zsh",
    world("darwin", { SHELL: "/bin/zsh" }, "/bin/zsh", "/bin/bash"),
    { kind: "zsh", path: "/bin/zsh", name: "zsh" },
  ],
  [
    "fish is none",
    world("linux", { SHELL: "/usr/bin/fish" }, "/usr/bin/fish", "/usr/bin/bash"),
    { kind: "bash", path: "/usr/bin/bash", name: "bash" },
  ],
  ["gone", world("linux", { SHELL: "/bin/zsh" }, "/bin/bash"), { kind: "bash", path: "/bin/bash", name: "bash" }],
  [
    "relative",
    world("linux", { SHELL: "bin/bash" }, "bin/bash", "/bin/sh"),
    { kind: "sh", path: "/bin/sh", name: "sh" },
  ],
  ["only zsh", world("darwin", {}, "/bin/zsh"), { kind: "zsh", path: "/bin/zsh", name: "zsh" }],
  ["only sh", world("linux", { SHELL: "/bin/sh" }, "/bin/sh"), { kind: "sh", path: "/bin/sh", name: "sh" }],
  [
    "PowerShell 7",
    world("win32", { ProgramFiles: "D:\\P" }, "D:\\P\\PowerShell\\7\\pwsh.exe"),
    { kind: "powershell", path: "D:\\P\\PowerShell\\7\\pwsh.exe", name: "PowerShell 7" },
  ],
  [
    "Windows PowerShell",
    world("win32", { SystemRoot: "C:\\W" }),
    {
      kind: "powershell",
      path: "C:\\W\\System32\\WindowsPowerShell\\v1.0\\powershell.exe",
      name: "Windows PowerShell 5.1",
    },
  ],
])("the shell: %s", (_, given, expected) => {
  expect(commandShell(given)).toEqual(expected);
});

test("no shell reads files of settings, and each gets the line whole", () => {
  const line = "echo 'a b'\n# end";
  const args = (kind: CommandShell["kind"]) => shellArguments({ kind, path: "", name: "" }, line);
  expect(args("bash")).toEqual(["--norc", "--noprofile", "-c", line]);
  expect(args("zsh")).toEqual(["-f", "-c", line]);
  expect(args("sh")).toEqual(["-c", line]);
  expect(args("powershell").slice(0, -1)).toEqual(["-NoLogo", "-NoProfile", "-NonInteractive", "-Command"]);
  expect(args("powershell").at(-1)?.split("\n").slice(1, 3)).toEqual(line.split("\n"));
});

test("the environment is the person's", () => {
  const env = shellEnvironment({
    PATH: "/bin",
    MIMO_API_KEY: "x",
    ELECTRON_RUN_AS_NODE: "1",
    VSCODE_IPC_HOOK: "x",
    VSCODE_PORTABLE: "kept",
    SNAP: "x",
    SNAPPY: "kept",
    BASH_ENV: "x",
    ENV: "x",
    ENVIRONMENT: "kept",
  });
  expect(
    Object.keys(env)
      .filter((name) => !name.startsWith("GIT_"))
      .sort(),
  ).toEqual(["ENVIRONMENT", "PATH", "SNAPPY", "VSCODE_PORTABLE"]);
});
