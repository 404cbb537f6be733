// The agent beside VS Code's own, in one window, with one model: the same files read in as many steps, and what that costs.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import type { RecordedRequest } from "../../emulator/requestLog.ts";
import { BuiltInChat } from "../../vscode/builtInChat.ts";
import { ChatDriver } from "../../vscode/chatDriver.ts";
import { openVsCode, type VsCodeWindow } from "../../vscode/driver.ts";
import { startServer, type VsCodeServer } from "../../vscode/server.ts";
import { vsixPath } from "../../vscode/vsix.ts";
import { type Measure, median, percentile } from "../report.ts";
import { hostCpu } from "./hostCpu.ts";
import { resultOf } from "./runWorld.ts";

const steps = 48;

/** What one run came to. */
interface Run {
  /** From the end of a reply to the next request, in ms. */
  readonly gaps: readonly number[];
  /** Bytes of the first request: its tools and its messages. */
  readonly tools: number;
  readonly messages: number;
  /** How many requests began with the one before, of those that had one. */
  readonly prefixes: number;
  /** CPU time of the page's main thread, of the first and of the second half of the steps, in s a step. */
  readonly thread: readonly [number, number];
  /** The same of the extension host. */
  readonly host: number;
}

interface Stage {
  readonly window: VsCodeWindow;
  readonly server: VsCodeServer;
  readonly emulator: Emulator;
  readonly workspace: string;
}

/** Runs both in turn. */
export async function measureAgentBeside(): Promise<Measure[]> {
  const emulator = await startEmulator({ pieceDelayMs: 0 });
  const workspace = mkdtempSync(join(tmpdir(), "mimo-agent-"));
  mkdirSync(join(workspace, "src"));
  for (let file = 0; file <= steps; file++) writeFileSync(join(workspace, nameOf(file)), resultOf(nameOf(file)));
  const server = await startServer({
    version: "1.139",
    vsix: [vsixPath()],
    workspace,
    userSettings: { "chat.allowAnonymousAccess": true, "chat.agent.maxRequests": 200 },
    machineSettings: { "mimo.baseUrl": emulator.url, "mimo.history.titles": false },
    env: { MIMO_API_KEY: "sk-bench-0123456789abcdef0123456789" },
  });
  try {
    const window = await openVsCode(server, { viewport: { width: 1400, height: 900 } });
    try {
      const stage = { window, server, emulator, workspace };
      const chat = new ChatDriver(window);
      await chat.open();
      const ask = async (words: string) => {
        await chat.send(words);
        await chat.waitForReply(180_000);
      };
      await runSteps(stage, 2, "Warm up.", ask, (path) => ({ path }));
      await chat.newChat();
      const ours = await runSteps(stage, steps, "Read all of it.", ask, (path) => ({ path }));
      const asked = emulator.requests.length;
      const builtIn = new BuiltInChat(window);
      await builtIn.open();
      await builtIn.warmUp();
      const askThem = async (words: string) => void (await builtIn.ask(words, 300_000));
      const whole = (path: string) => ({ filePath: join(workspace, path), startLine: 1, endLine: 200 });
      await runSteps(stage, 2, "Warm up twice.", askThem, whole);
      const theirs = await runSteps(stage, steps, "Read every file.", askThem, whole);
      // Its first request is one of those it was warmed up with: later ones have those before them.
      const first = emulator.requests.slice(asked).filter(({ body }) => JSON.stringify(body).includes('"read_file"'));
      return compare(ours, { ...theirs, ...sizesOf(first[0]?.body as Body | undefined) });
    } finally {
      await window.close();
    }
  } finally {
    await server.close();
    await emulator.close();
    rmSync(workspace, { recursive: true, force: true });
  }
}

const nameOf = (file: number) => `src/file${file}.ts`;

/** Has `question` answered in `count` steps, each of which reads a file. */
async function runSteps(
  { window, server, emulator }: Stage,
  count: number,
  question: string,
  ask: (words: string) => Promise<void>,
  argumentsOf: (path: string) => { [key: string]: unknown },
): Promise<Run> {
  // Requests of another kind, such as for a title, have no such tool.
  const match = { contains: '"read_file"' };
  const half = { thread: 0 };
  const script = Array.from({ length: count }, (_, step) => ({
    match,
    reasoning: `Step ${step}: the next file may tell more than the ones before it did.`,
    text: `I read file ${step}.`,
    toolCalls: [{ id: `call_${question.length}_${step}`, name: "read_file", arguments: argumentsOf(nameOf(step)) }],
    finish: "tool_calls" as const,
  }));
  emulator.setScript([...script, { match, text: "That is all of it." }]);
  const asked = emulator.requests.length;
  const thread = async () => (await window.metrics()).ThreadTime ?? 0;
  await rest(window);
  const before = { thread: await thread(), host: hostCpu(server) };
  const sent = () => emulator.requests.slice(asked).filter(({ scripted }) => scripted);
  const watching = setInterval(async () => {
    if (half.thread === 0 && sent().length > count / 2) half.thread = await thread();
  }, 100);
  await ask(question);
  clearInterval(watching);
  await rest(window);
  const requests = sent();
  if (requests.length !== count + 1) throw new Error(`${requests.length} requests for ${count} steps.`);
  const middle = half.thread || before.thread;
  return {
    ...read(requests),
    thread: [(middle - before.thread) / (count / 2), ((await thread()) - middle) / (count / 2)],
    host: (hostCpu(server) - before.host) / count,
  };
}

interface Body {
  readonly messages: readonly { readonly role: string }[];
  readonly tools?: readonly unknown[];
}

function read(requests: readonly RecordedRequest[]): Pick<Run, "gaps" | "tools" | "messages" | "prefixes"> {
  const bodies = requests.map(({ body }) => body as Body);
  const parts = bodies.map(({ tools, messages }) => [tools, ...messages].map((part) => JSON.stringify(part)));
  const goesOn = (index: number) => parts[index - 1]?.every((part, at) => part === parts[index]?.[at]);
  return {
    gaps: requests.slice(1).map(({ startedAt }, index) => startedAt - (requests[index]?.finishedAt ?? Number.NaN)),
    ...sizesOf(bodies[0]),
    prefixes: bodies.filter((_, index) => index > 0 && goesOn(index)).length / (bodies.length - 1),
  };
}

function sizesOf(body: Body | undefined): Pick<Run, "tools" | "messages"> {
  const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value ?? []));
  return { tools: bytes(body?.tools), messages: bytes(body?.messages) };
}

/** Waits until the main thread does little. */
async function rest(window: VsCodeWindow): Promise<void> {
  let last = (await window.metrics()).TaskDuration ?? 0;
  for (let tries = 0; tries < 120; tries++) {
    await window.page.waitForTimeout(500);
    const now = (await window.metrics()).TaskDuration ?? 0;
    if (now - last < 0.05) return;
    last = now;
  }
}

function compare(ours: Run, theirs: Run): Measure[] {
  const load = `load ${loadavg()[0]?.toFixed(1)}`;
  const pair = (name: string, of: (run: Run) => number, unit: string, goal: number, note: string): Measure[] => [
    { name: `agent: ${name}`, value: of(ours), unit, goal, note },
    { name: `agent: ${name}, VS Code's own`, value: of(theirs), unit },
    { name: `agent: ${name}, ratio`, value: of(ours) / of(theirs), unit: "×" },
  ];
  const perStep = ({ thread }: Run) => (thread[0] + thread[1]) / 2;
  const halves = ({ thread }: Run) => thread.map((s) => (s * 1000).toFixed(1)).join(" and ");
  return [
    ...pair("reply to next request", ({ gaps }) => median(gaps), "ms", 20, `median of ${steps}; ${load}`),
    { name: "agent: reply to next request, p95", value: percentile(ours.gaps, 0.95), unit: "ms" },
    ...pair(
      "first request",
      ({ tools, messages }) => (tools + messages) / 1024,
      "KB",
      14,
      [ours, theirs].map((run) => `tools ${run.tools}, messages ${run.messages} bytes`).join(" beside "),
    ),
    ...pair(
      "main thread a step",
      perStep,
      "s",
      0.02,
      `of ${steps}; by halves ${halves(ours)} beside ${halves(theirs)} ms`,
    ),
    ...pair(
      "extension host a step",
      ({ host }) => host,
      "s",
      Number.POSITIVE_INFINITY,
      "CPU time; both in one process",
    ),
    {
      name: "agent: requests that go on from the one before",
      value: 100 * ours.prefixes,
      unit: "%",
      note: "byte for byte",
    },
    { name: "agent: the same, VS Code's own", value: 100 * theirs.prefixes, unit: "%" },
  ];
}
