import { beforeEach, expect, it, vi } from "vitest";
import type { Terminal } from "vscode";

type Listener = (event: unknown) => void;
const { listeners, event } = vi.hoisted(() => {
  const listeners = new Map<string, (event: unknown) => void>();
  const event = (name: string) => (listener: Listener) => {
    listeners.set(name, listener);
    return { dispose: () => listeners.delete(name) };
  };
  return { listeners, event };
});
const window = vi.hoisted(() => ({ activeTerminal: undefined as unknown, createTerminal: () => ({}) as unknown }));
vi.mock("vscode", () => ({
  l10n: { t: (text: string) => text },
  window: Object.assign(window, {
    onDidOpenTerminal: event("open"),
    onDidStartTerminalShellExecution: event("start"),
    onDidEndTerminalShellExecution: event("end"),
  }),
}));

import { IdleTerminals } from "../../../../src/vscode/codeBlocks/idleTerminals.ts";
import { putIntoTerminal } from "../../../../src/vscode/codeBlocks/putIntoTerminal.ts";

let idle: IdleTerminals;
const terminal = (changes: object = {}) => {
  const written: string[] = [];
  return {
    exitStatus: undefined,
    creationOptions: {},
    shellIntegration: {},
    show: () => {},
    sendText: (text: string) => written.push(text),
    written,
    ...changes,
  } as unknown as Terminal & { written: string[] };
};
const open = (changes: object = {}) => {
  const opened = terminal(changes);
  listeners.get("open")?.(opened);
  return opened;
};

beforeEach(() => {
  idle = new IdleTerminals();
});

it("a shell waits from when it is opened, and when a command is over", () => {
  const shell = open();
  expect(idle.has(shell)).toBe(true);
  listeners.get("start")?.({ terminal: shell });
  expect(idle.has(shell)).toBe(false);
  listeners.get("end")?.({ terminal: shell });
  expect(idle.has(shell)).toBe(true);
});

it("of a terminal that was there before nothing is known until a command is over", () => {
  const shell = terminal();
  expect(idle.has(shell)).toBe(false);
  listeners.get("end")?.({ terminal: shell });
  expect(idle.has(shell)).toBe(true);
});

it.each<readonly [string, object]>([
  ["has ended", { exitStatus: { code: 0 } }],
  ["an extension fills", { creationOptions: { pty: {} } }],
  ["does not say what runs", { shellIntegration: undefined }],
  ...["/usr/bin/python3", "node", "C:\\vim\\vim.exe", "/usr/bin/less", "/bin/shred", ""].map(
    (shellPath) => [`runs ${shellPath}`, { creationOptions: { shellPath } }] as const,
  ),
])("one that %s is none", (_name, changes) => {
  expect(idle.has(open(changes))).toBe(false);
});

it.each([
  "/bin/sh",
  "/usr/bin/zsh",
  "fish",
  "C:\\Windows\\System32\\cmd.exe",
  "C:\\Program Files\\PowerShell\\7\\pwsh.EXE",
])("%s is a shell", (shellPath) => {
  expect(idle.has(open({ creationOptions: { shellPath } }))).toBe(true);
});

it("a line goes to the shell that waits, and the next one elsewhere until it has run", () => {
  const shell = open();
  const other = open();
  window.activeTerminal = shell;
  window.createTerminal = () => other;
  const put = (text: string) => putIntoTerminal({ text, language: "sh" }, idle);
  expect(put("a")).toBeUndefined();
  expect(put("b")).toBeUndefined();
  listeners.get("start")?.({ terminal: shell });
  expect(put("c")).toBeUndefined();
  listeners.get("end")?.({ terminal: shell });
  expect(put("d")).toBeUndefined();
  expect([shell.written, other.written]).toEqual([
    ["a", "d"],
    ["b", "c"],
  ]);
  for (const text of ["!!", `a '${" ".repeat(30)}'`, "a\u3000b"]) expect(put(text)).toMatch(/\w/);
  expect(shell.written).toHaveLength(2);
});
