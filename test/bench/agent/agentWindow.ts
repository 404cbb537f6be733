// The agent in a window on a workspace of 100,000 files: how soon a stop is seen, how long it looks for files and texts, and
// whether its five hundredth step costs what its first did.

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import { AgentDriver } from "../../vscode/agentDriver.ts";
import { ChatDriver } from "../../vscode/chatDriver.ts";
import { openVsCode, type VsCodeWindow } from "../../vscode/driver.ts";
import { startServer, type VsCodeServer } from "../../vscode/server.ts";
import { vsixPath } from "../../vscode/vsix.ts";
import { waitFor } from "../../vscode/waitFor.ts";
import { type Measure, median } from "../report.ts";
import { makeFiles, residentMb } from "../workspace.ts";
import { hostCpu } from "./hostCpu.ts";

const stops = 7;
const looks = 5;
const steps = 500;
/** Steps whose costs are told together. */
const part = 100;

interface Stage {
  readonly window: VsCodeWindow;
  readonly chat: ChatDriver;
  readonly agent: AgentDriver;
  readonly emulator: Emulator;
  readonly server: VsCodeServer;
  readonly workspace: string;
}

/** Opens a window of its own and measures in it. */
export async function measureAgentWindow(): Promise<Measure[]> {
  const emulator = await startEmulator({ pieceDelayMs: 0 });
  const workspace = mkdtempSync(join(tmpdir(), "mimo-agent-"));
  makeFiles(workspace);
  writeFileSync(join(workspace, "lines.txt"), Array.from({ length: 2000 }, (_, line) => `Line ${line}.\n`).join(""));
  const server = await startServer({
    version: "1.139",
    vsix: [vsixPath()],
    workspace,
    machineSettings: { "mimo.baseUrl": emulator.url, "mimo.history.titles": false, "mimo.agent.maxSteps": 1000 },
    env: { MIMO_API_KEY: "sk-bench-0123456789abcdef0123456789" },
  });
  try {
    const window = await openVsCode(server);
    try {
      const chat = new ChatDriver(window);
      await chat.open();
      const stage = { window, chat, agent: new AgentDriver(chat), emulator, server, workspace };
      return [...(await measureLooks(stage)), ...(await measureStops(stage)), ...(await measureSteps(stage))];
    } finally {
      await window.close();
    }
  } finally {
    await server.close();
    await emulator.close();
    rmSync(workspace, { recursive: true, force: true });
  }
}

/** From the end of a reply with a call to the request with its result. */
async function measureLooks({ chat, emulator, server }: Stage): Promise<Measure[]> {
  const kinds = {
    "files by a pattern": (at: number) => ({ name: "list_files", arguments: { pattern: `**/component*${at}99.ts` } }),
    "a folder's files": (at: number) => ({ name: "list_files", arguments: { path: `packages/package-0${at}` } }),
    "a text": (at: number) => ({ name: "search_text", arguments: { query: `Line 19${at}` } }),
  };
  const before = residentMb(server);
  const measures: Measure[] = [];
  for (const [kind, call] of Object.entries(kinds)) {
    await chat.newChat();
    emulator.reset();
    emulator.addAgent({
      question: `Look for ${kind}`,
      steps: [...Array.from({ length: looks }, (_, at) => ({ calls: [call(at)] })), { text: "Found." }],
    });
    await chat.send(`Look for ${kind}`);
    await chat.waitForReply(120_000);
    const sent = emulator.requests.filter(({ scripted }) => scripted);
    const times = sent.slice(1).map(({ startedAt }, at) => startedAt - (sent[at]?.finishedAt ?? Number.NaN));
    if (times.length !== looks) throw new Error(`${times.length} results for ${looks} calls.`);
    measures.push({
      name: `agent, 100,000 files: ${kind}`,
      value: median(times),
      unit: "ms",
      note: `median of ${looks}; the first ${times[0]?.toFixed(0)} ms`,
    });
  }
  const grown = residentMb(server) - before;
  return [...measures, { name: "agent, 100,000 files: host grown by", value: grown, unit: "MB", goal: 60 }];
}

/** Notes in the view when Stop is pressed, and when the message shows that it has. */
const observe = `{
  window.mimoStop = {};
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-testid=stop]")) window.mimoStop = { pressed: Date.now() };
  }, true);
  new MutationObserver(() => {
    const all = document.querySelectorAll("[data-testid=message]");
    if (all[all.length - 1]?.dataset.state === "stopped") window.mimoStop.shown ??= Date.now();
  }).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-state"] });
}`;

/** From the press to the message that says so, and to the end of a command's processes. */
async function measureStops(stage: Stage): Promise<Measure[]> {
  const { window, chat, agent, emulator, workspace } = stage;
  const frame = await window.webview();
  await frame.evaluate(observe);
  const pids = join(workspace, "pids.txt");
  const command = (line: string) => ({ calls: [{ name: "run_command", arguments: { command: line } }] });
  const states = {
    "while it speaks": {
      step: { text: "words without end ".repeat(500), delayMs: 20 },
      reach: () => waitFor("words", async () => (await chat.lastMessage())?.contentText.includes("without end")),
    },
    "while it asks": { step: command("echo asked"), reach: () => agent.asked() },
    "while a command runs": {
      step: command(`sleep 300 & echo $! > pids.txt; echo $$ >> pids.txt; wait`),
      reach: async () => {
        await agent.asked();
        await agent.approve();
        await waitFor("the command", () => existsSync(pids) && readFileSync(pids, "utf8").split("\n").length === 3);
      },
    },
  };
  const measures: Measure[] = [];
  const ended: number[] = [];
  for (const [state, { step, reach }] of Object.entries(states)) {
    const times: number[] = [];
    for (let at = 0; at < stops; at++) {
      await chat.newChat();
      emulator.reset();
      rmSync(pids, { force: true });
      emulator.addAgent({ question: "Take long", steps: [step, { text: "Not stopped." }] });
      await chat.send("Take long");
      await reach();
      const processes = existsSync(pids) ? readFileSync(pids, "utf8").trim().split("\n") : [];
      const over = processes.length > 0 ? whenEnded(processes) : undefined;
      await chat.stop();
      await chat.waitForMessage("assistant", "stopped");
      const { pressed, shown } = (await frame.evaluate("window.mimoStop")) as { pressed: number; shown: number };
      times.push(shown - pressed);
      if (over) ended.push((await over) - pressed);
    }
    const worst = Math.max(...times);
    measures.push({
      name: `agent: stop ${state}`,
      value: median(times),
      unit: "ms",
      goal: 100,
      note: `to the message that says so, median of ${stops}; worst ${worst}`,
    });
  }
  const note = `median of ${stops}; worst ${Math.max(...ended)}`;
  return [...measures, { name: "agent: stop, to the end of processes", value: median(ended), unit: "ms", note }];
}

/** When all of these processes were gone. */
async function whenEnded(pids: readonly string[]): Promise<number> {
  const lives = (pid: string) => {
    try {
      return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
    } catch {
      return false;
    }
  };
  await waitFor("the processes to end", () => !pids.some(lives), 60_000, 2);
  return Date.now();
}

/** What a step costs the extension host, by the hundred. */
async function measureSteps({ chat, emulator, server }: Stage): Promise<Measure[]> {
  await chat.newChat();
  emulator.reset();
  const call = (step: number) => ({
    name: "read_file",
    arguments: { path: "lines.txt", start_line: step + 1, end_line: step + 40 },
  });
  const turns = Array.from({ length: steps }, (_, step) => ({ text: `Step ${step}.`, calls: [call(step)] }));
  emulator.addAgent({ question: "Read line by line", steps: [...turns, { text: "Read." }] });
  const marks = [{ cpu: hostCpu(server), memory: residentMb(server) }];
  await chat.send("Read line by line");
  const sent = () => emulator.requests.filter(({ scripted }) => scripted).length;
  while (marks.length <= steps / part) {
    const next = marks.length * part;
    await waitFor(`step ${next}`, () => sent() > next, 600_000, 5);
    marks.push({ cpu: hostCpu(server), memory: residentMb(server) });
  }
  await chat.waitForReply(60_000);
  const cpu = marks.slice(1).map((mark, at) => ((mark.cpu - (marks[at]?.cpu ?? 0)) / part) * 1000);
  const memory = marks.map((mark) => mark.memory);
  const [first = Number.NaN, last = Number.NaN] = [cpu[0], cpu.at(-1)];
  const name = `agent in VS Code: ${steps} steps`;
  return [
    {
      name: `${name}, CPU of the host a step, last / first hundred`,
      value: last / first,
      unit: "×",
      note: `by the hundred: ${cpu.map((ms) => ms.toFixed(1)).join(", ")} ms`,
    },
    {
      name: `${name}, host grown by`,
      value: (memory.at(-1) ?? Number.NaN) - (memory[0] ?? Number.NaN),
      unit: "MB",
      note: `resident by the hundred: ${memory.map((mb) => mb.toFixed(0)).join(", ")} MB`,
    },
  ];
}
