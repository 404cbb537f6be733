import { afterEach, beforeEach, expect, test, vi } from "vitest";

interface Pty {
  onDidWrite: (listener: (text: string) => void) => void;
  open: () => void;
  close: () => void;
  handleInput?: unknown;
}

interface Shown {
  readonly name: string;
  readonly pty: Pty;
  text: string;
  shows: number;
  exitStatus: unknown;
}

const shown = vi.hoisted(() => [] as Shown[]);

vi.mock("vscode", () => ({
  l10n: { t: (text: string, ...args: unknown[]) => text.replace(/\{(\d)\}/g, (_, at) => String(args[Number(at)])) },
  ThemeIcon: class {},
  EventEmitter: class {
    readonly #listeners: ((value: string) => void)[] = [];
    readonly event = (listener: (value: string) => void) => this.#listeners.push(listener);
    fire = (value: string) => {
      for (const listener of this.#listeners) listener(value);
    };
    dispose = () => this.#listeners.splice(0);
  },
  window: {
    createTerminal: ({ name, pty }: { name: string; pty: Pty }) => {
      const one: Shown & { show(): void; dispose(): void } = {
        name,
        pty,
        text: "",
        shows: 0,
        exitStatus: undefined,
        show: () => one.shows++,
        dispose: () => pty.close(),
      };
      pty.onDidWrite((text) => {
        one.text += text;
      });
      shown.push(one);
      pty.open();
      return one;
    },
  },
}));

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createCommandTools } from "../../../../../src/vscode/agent/commands/createCommandTools.ts";
import { openWindow, until } from "./fakes.ts";

let opened: ReturnType<typeof openWindow<ReturnType<typeof createCommandTools>>>;
beforeEach(() => {
  shown.length = 0;
  opened = openWindow({}, createCommandTools);
});
afterEach(() => opened.close());

test("a terminal shows what there was and what comes, once, and its end", async () => {
  const { run, showInTerminal, running, workspace } = opened;
  await run("printf '\\033[32mone\\n\\033]52;c;aGk=\\007'; until test -e go; do sleep 0.02; done; echo two; exit 3", {
    background: true,
  });
  expect(showInTerminal("cmd_9")).toBe(false);
  expect(showInTerminal("cmd_1")).toBe(true);
  await until(() => shown[0]?.text.includes("one") ?? false);
  expect(showInTerminal("cmd_1")).toBe(true);
  expect(shown.length).toBe(1);
  expect(shown[0]?.shows).toBe(2);
  // Nothing that is typed there gets anywhere.
  expect(shown[0]?.pty.handleInput).toBeUndefined();
  writeFileSync(join(workspace, "go"), "");
  await until(() => shown[0]?.text.includes("[Exit code 3]") ?? false);
  const [line, ...rest] = shown[0]?.text.split("\r\n") ?? [];
  expect(line).toMatch(/^\$ printf /);
  expect(rest).toEqual(["\x1b[32mone", "two", "", "[Exit code 3]", ""]);
  expect(running("chat")).toEqual([]);
});

test("closing it ends nothing", async () => {
  const { run, showInTerminal, running } = opened;
  await run("sleep 100", { background: true });
  showInTerminal("cmd_1");
  shown[0]?.pty.close();
  if (shown[0]) shown[0].exitStatus = { code: undefined };
  expect(running("chat").length).toBe(1);
  showInTerminal("cmd_1");
  expect(shown.length).toBe(2);
});

test("what ended long ago can be shown", async () => {
  const { run, showInTerminal } = opened;
  await run("echo over");
  showInTerminal("cmd_1");
  await until(() => shown[0]?.text.includes("[Exit code 0]") ?? false);
  expect(shown[0]?.text).toBe("$ echo over\r\nover\r\n\r\n[Exit code 0]\r\n");
});
