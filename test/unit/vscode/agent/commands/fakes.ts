// The tools on this machine: real shells, real processes, folders that are thrown away.

import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { WorkspaceFolder } from "../../../../../src/core/tools/placeOf.ts";
import type { CallResult } from "../../../../../src/core/tools/toolRun.ts";
import {
  type CommandTools,
  type CommandToolsDeps,
  commandTools,
} from "../../../../../src/vscode/agent/commands/commandTools.ts";
import { listProcesses } from "../../../../../src/vscode/agent/commands/processList.ts";

export interface Ran {
  readonly text: string;
  readonly outcome: CallResult["outcome"];
  readonly facts: Readonly<Record<string, unknown>>;
  readonly otherWay?: CallResult["otherWay"];
}

interface CallOptions {
  readonly chat?: string;
  readonly signal?: AbortSignal;
  readonly onOutput?: (text: string) => void;
}

/** A window with one folder. */
export function openWindow<T extends CommandTools = CommandTools>(
  more: Partial<CommandToolsDeps> & { readonly root?: string } = {},
  make: (deps: CommandToolsDeps) => T = commandTools as never,
) {
  const root = more.root ?? realpathSync(mkdtempSync(join(tmpdir(), "mimo-commands-")));
  const workspace = realpathSync(mkdtempSync(join(tmpdir(), "mimo-workspace-")));
  const tools = make({
    folder: join(root, "commands"),
    workspaceFolders: () => [folderAt(workspace, "shop")],
    patience: 300,
    watchCommand: async () => ({ changed: async () => [] }),
    judgedFolders: { take: () => true },
    judgedCommands: { take: async () => true },
    ...more,
  });
  const call = async (name: string, input: object, options: CallOptions = {}): Promise<Ran> => {
    const tool = tools.tools.find(({ definition }) => definition.name === name);
    if (!tool) throw new Error(`no ${name}`);
    const result = await tool.run(input as never, {
      scope: { chat: options.chat ?? "chat", question: "question" },
      signal: options.signal ?? new AbortController().signal,
      onOutput: options.onOutput ?? (() => {}),
    });
    const text = result.content.map((part) => (part.type === "text" ? part.text : "")).join("\n");
    return {
      text,
      outcome: result.outcome,
      facts: result.facts ?? {},
      ...(result.otherWay && { otherWay: result.otherWay }),
    };
  };
  return {
    ...tools,
    root,
    workspace,
    run: (command: string, input: object = {}, options?: CallOptions) =>
      call("run_command", { command, ...input }, options),
    output: (id: string, input: object = {}, options?: CallOptions) =>
      call("command_output", { id, ...input }, options),
    close: async () => {
      tools.dispose();
      await until(() => tools.running("chat").length === 0);
      for (const folder of [root, workspace]) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

export function folderAt(path: string, name: string): WorkspaceFolder {
  return { name, address: `file://${path}`, path, foldsCase: false };
}

/** Waits for what comes by itself; the test's own end is the limit. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(10);
}

/** Whether a process lives. */
export function lives(pid: number): boolean {
  return listProcesses().some((entry) => entry.pid === pid);
}
