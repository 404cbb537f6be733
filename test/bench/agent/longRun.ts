// A run of many steps in one process, without VS Code: the conversation's service, the run, the whole way to the OpenAI
// client, the journal on disk and the feed of a page are the real ones. The service answers at once: what is spent is ours.

import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { composeModels } from "../../../src/compose/models.ts";
import { createAgentReply } from "../../../src/core/agent/createAgentReply.ts";
import { ModelSummaries } from "../../../src/core/agent/modelSummaries.ts";
import { ConversationService } from "../../../src/core/conversation/conversationService.ts";
import type { ConversationStore } from "../../../src/core/conversation/conversationStore.ts";
import { ModelCatalogue } from "../../../src/core/model/modelCatalogue.ts";
import { TokenEstimate } from "../../../src/core/model/tokenEstimate.ts";
import { agentPrompt } from "../../../src/core/prompts/agentPrompt.ts";
import { agentTools } from "../../../src/core/tools/agentTools.ts";
import { createToolRunner } from "../../../src/core/tools/createToolRunner.ts";
import { toFunctionTool } from "../../../src/core/tools/tool.ts";
import { textResult } from "../../../src/core/tools/toolRun.ts";
import { RequestSizes } from "../../../src/vscode/context/requestSize.ts";
import { withBackground } from "../../unit/core/conversation/fakes.ts";
import { replyOf, resultOf, show, wireOf } from "./runWorld.ts";

/** What one step cost, in ms of CPU time of the process. */
export interface StepCost {
  /** From the request to the end of its reply: each piece into the turn, the journal and the page. */
  readonly stream: number;
  /** From there to the next request: the calls, and the request put together and written as JSON. */
  readonly between: number;
  /** Writing such a request as JSON, done once more to know it. */
  readonly json: number;
}

/** What a run came to. */
export interface LongRun {
  /** Of the steps in order; the first has nothing before it and is left out. */
  readonly costs: readonly StepCost[];
  /** Bytes of the heap after a collection, every hundred steps. */
  readonly heap: readonly number[];
  /** How many requests began, byte for byte, with all messages of the one before. */
  readonly prefixes: number;
  readonly conversation: string;
  /** Bytes that the run holds when it is over. */
  readonly held: number;
  /** Opens the conversation in a service of its own, from the store. Dispose what it returns. */
  open(): Promise<ConversationService>;
}

setFlagsFromString("--expose-gc");
/** Bytes in use after a collection. */
export function heapUsed(): number {
  (runInNewContext("gc") as () => void)();
  return process.memoryUsage().heapUsed;
}

/** Runs one question of `steps` steps. */
export async function longRun(steps: number, store: ConversationStore): Promise<LongRun> {
  const costs: StepCost[] = [];
  const heap: number[] = [];
  let asked = 0;
  let prefixes = 0;
  // In bytes outside of the heap: it is measured.
  let last = Buffer.alloc(0);
  let [began, ended, between, json] = [0, cpu(), 0, 0];
  const fetch = async (_input: unknown, init?: RequestInit): Promise<Response> => {
    between = cpu() - ended;
    const body = String(init?.body);
    json = jsonCost(body);
    const messages = Buffer.from(body.slice(0, body.lastIndexOf('],"stream"')));
    if (messages.subarray(0, last.length).equals(last)) prefixes++;
    last = messages;
    if (++asked % 100 === 1) heap.push(heapUsed());
    began = cpu();
    return new Response(wireOf(replyOf(asked, steps), replyEnded), {
      headers: { "content-type": "text/event-stream" },
    });
  };
  const replyEnded = () => {
    ended = cpu();
    if (asked > 1) costs.push({ stream: ended - began, between, json });
  };
  const before = heapUsed();
  const make = () => makeService(store, fetch as typeof globalThis.fetch, steps);
  const service = make();
  const hide = show(service);
  service.send("Explain what this project does, file by file.");
  const { id } = service.current;
  while (service.isStreaming) await new Promise((resolve) => setTimeout(resolve, 5));
  hide();
  await store.flush();
  last = Buffer.alloc(0);
  const held = heapUsed() - before;
  service.dispose();
  const open = async () => {
    const opened = make();
    await opened.open(id);
    return opened;
  };
  return { costs, heap, prefixes, conversation: id, held, open };
}

/** CPU time of the process so far, in ms. */
export function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** In ms; what it reads first is not counted. */
function jsonCost(body: string): number {
  const content: unknown = JSON.parse(body);
  const before = cpu();
  JSON.stringify(content);
  return cpu() - before;
}

function makeService(store: ConversationStore, fetch: typeof globalThis.fetch, steps: number): ConversationService {
  const catalogue = new ModelCatalogue();
  const tokens = new TokenEstimate();
  const connect = async () => ({ root: "http://service.invalid", apiKey: "sk-bench" });
  const model = composeModels({
    connections: { connect, expectRequest() {} } as never,
    protocol: () => "openai",
    catalogue,
    fetch,
    readMedia: async () => undefined,
    ledger: { add() {} } as never,
    tokens,
  }).countedAs("chat");
  const onError = (error: unknown) => console.error(error);
  const prompt = agentPrompt({ language: "en", instructions: "", shell: "bash", system: "Linux", folders: ["shop"] });
  const options = () => ({ model: "mimo-v2.6-pro", thinking: true });
  const service: ConversationService = new ConversationService(
    withBackground({
      store,
      now: Date.now,
      newId: () => crypto.randomUUID(),
      onError,
      options,
      systemPrompt: () => prompt,
      circumstances: () => ({ mode: "agent", date: "2026-11-28" }),
      createReply: createAgentReply({
        model,
        onError,
        newToken: () => crypto.randomUUID(),
        maxSteps: () => steps + 1,
        tools: (scope) => ({
          ...createToolRunner(agentTools, async () => [], scope),
          run: async ({ key }) => textResult(resultOf(key)),
        }),
        approvals: () => ({ judge: async () => ({ type: "runs" }), agreed: () => {} }),
        summaries: (path) =>
          // With room for everything: nothing is summed up.
          new ModelSummaries({ model, path, windowOf: () => 1e9, correct: (id, n) => tokens.correct(id, n), onError }),
        news: () => [],
      }),
    }),
  );
  const definitions = agentTools.map(toFunctionTool);
  const sizes = new RequestSizes({
    tokens,
    options,
    model: () => catalogue.find("mimo-v2.6-pro") as never,
    systemPrompt: () => prompt,
    tools: () => definitions,
    conversation: () => service.current,
  });
  service.onDidChange(({ type }) => {
    if (type !== "text" && type !== "reasoning" && type !== "output") sizes.of(0);
  });
  return service;
}
