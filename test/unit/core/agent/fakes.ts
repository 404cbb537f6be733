// A run on stand-ins: a model that answers from a list, tools that count what they are asked, a journal in memory.

import { AgentRun, type AgentRunDeps } from "../../../../src/core/agent/agentRun.ts";
import type { Judgement } from "../../../../src/core/agent/runPorts.ts";
import { buildRequest } from "../../../../src/core/conversation/buildRequest.ts";
import { Conversation } from "../../../../src/core/conversation/conversation.ts";
import { journalOf, readJournal } from "../../../../src/core/conversation/journal.ts";
import type { AssistantTurn, CallPart } from "../../../../src/core/conversation/message.ts";
import type { CallEnd } from "../../../../src/core/conversation/runParts.ts";
import { TurnWriter } from "../../../../src/core/conversation/turnWriter.ts";
import type { UserTurn } from "../../../../src/core/conversation/userTurn.ts";
import type { LanguageModel, ModelRequest } from "../../../../src/core/model/languageModel.ts";
import type { StreamEvent } from "../../../../src/core/model/streamEvent.ts";
import type { ToolRunner } from "../../../../src/core/tools/createToolRunner.ts";
import type { PreparedCall } from "../../../../src/core/tools/prepareCall.ts";
import type { CallHooks, CallResult } from "../../../../src/core/tools/toolRun.ts";
import { Emitter } from "../../../../src/core/util/emitter.ts";
import { parseJson } from "../../../../src/core/util/parseJson.ts";
import { MemoryStore } from "../conversation/fakes.ts";

/** What a step's reply is: words, calls (name, arguments), or a failure. */
export type Reply = readonly (string | readonly [name: string, input: unknown, id?: string] | Error)[];

/** Answers request after request from a list; what is asked beyond it gets "Done." */
export class ListedModel implements LanguageModel {
  readonly requests: ModelRequest[] = [];
  readonly replies: Reply[];
  /** Called before each event; a test may wait, stop or kill here. */
  before: (event: StreamEvent) => void | Promise<void> = () => {};

  constructor(replies: readonly Reply[]) {
    this.replies = [...replies];
  }

  async *stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<StreamEvent> {
    this.requests.push(structuredClone(request));
    for (const event of eventsOf(this.replies.shift() ?? ["Done."])) {
      await Promise.resolve();
      if (event instanceof Error) throw event;
      await this.before(event);
      signal.throwIfAborted();
      yield event;
    }
  }
}

function* eventsOf(reply: Reply): Iterable<StreamEvent | Error> {
  let calls = 0;
  yield { type: "reasoning-delta", text: "Hm." };
  for (const piece of reply) {
    if (piece instanceof Error) yield piece;
    else if (typeof piece === "string") yield { type: "text-delta", text: piece };
    else {
      const [name, input, id = `call_${calls}`] = piece;
      calls++;
      yield { type: "tool-call-start", id, name };
      const json = typeof input === "string" ? input : JSON.stringify(input);
      yield { type: "tool-call-delta", id, arguments: json.slice(0, 3) };
      yield { type: "tool-call-delta", id, arguments: json.slice(3) };
    }
  }
  yield { type: "usage", usage: { inputTokens: 10, outputTokens: 2, cachedInputTokens: 4 } };
  const reason = calls > 0 ? "tool-calls" : "stop";
  yield { type: "finish", reason, rawReason: reason };
}

/** `read`, `edit` and `ask`, each with `{path}`; `bad` arguments are refused. Counts what really ran. */
export class FakeTools implements ToolRunner {
  readonly definitions = [{ name: "read" }, { name: "edit" }, { name: "ask" }];
  readonly ran: string[] = [];
  running = 0;
  mostAtOnce = 0;
  perform: (call: PreparedCall, context: CallHooks) => Promise<CallResult> = async (call) => done(`${call.name} ok`);

  prepare: ToolRunner["prepare"] = (name, json) => {
    const input = parseJson(json) as { path?: string } | undefined;
    if (!input || typeof input.path !== "string") return { type: "malformed", text: `${name} needs a path` };
    const kind = name === "read" ? "reads" : name === "ask" ? "asks" : "acts";
    return { type: "call", name, kind, changes: name === "edit", input, key: input.path };
  };

  run: ToolRunner["run"] = async (call, context) => {
    this.ran.push(`${call.name} ${call.key}`);
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.running);
    try {
      await Promise.resolve();
      return await this.perform(call, context);
    } finally {
      this.running--;
    }
  };
}

export const done = (text: string): CallResult => ({ outcome: "done", content: [{ type: "text", text }] });
export const failed = (text: string): CallResult => ({ outcome: "failed", content: [{ type: "text", text }] });

/** What a test can say to a run while it goes on. */
export class FakeSteering {
  readonly #said: UserTurn[] = [];
  readonly #added = new Emitter<void>();
  readonly onDidAdd = this.#added.event;
  #count = 0;
  get isWaiting(): boolean {
    return this.#said.length > 0;
  }
  say(text: string): void {
    this.#said.push({ id: `s${++this.#count}`, createdAt: 3, role: "user", parts: [{ type: "text", text }] });
    this.#added.fire();
  }
  take = () => this.#said.shift();
}

/** One question and its run. */
export function makeRun(
  replies: readonly Reply[],
  overrides: Partial<AgentRunDeps> = {},
  stored?: string,
  before?: (steering: FakeSteering) => void,
) {
  const model = overrides.model instanceof ListedModel ? overrides.model : new ListedModel(replies);
  const tools = new FakeTools();
  const steering = new FakeSteering();
  before?.(steering);
  const store = new MemoryStore();
  const errors: unknown[] = [];
  const judged: string[] = [];
  const judge = { current: (_call: PreparedCall): Judgement => ({ type: "runs" }) };
  const remembered: string[] = [];
  const agreed: unknown[] = [];
  const conversation = stored === undefined ? newConversation() : readConversation(stored);
  store.journals.set("c", stored ?? "");
  if (stored === undefined) store.append("c", journalOf(conversation));
  const writer = new TurnWriter({ store, now: () => 5 }, conversation, "a", () => {});
  let waits = 0;
  let tokens = 0;
  const run = new AgentRun(
    {
      model,
      tools,
      steering,
      approvals: {
        judge: async (call) => {
          judged.push(`${call.name} ${call.key}`);
          return judge.current(call);
        },
        agreed: (call, question, choice) => {
          agreed.push(question);
          if (choice !== undefined) remembered.push(`${choice} ${call.key}`);
        },
      },
      summaries: { isDue: () => false, make: async () => ({ text: "summary", keeps: 0, byModel: true }) },
      maxSteps: 50,
      onError: (error) => errors.push(error),
      news: () => [],
      newToken: () => String(++tokens),
      mayAct: () => true,
      onWaiting: () => waits++,
      onOutput: () => {},
      ...overrides,
    },
    writer,
  );
  const turn = () => conversation.get("a") as AssistantTurn;
  const ended = new Promise<void>((resolve) => {
    run.start(() => buildRequest(conversation.pathTo("a"), "system", { model: "m", thinking: true }), resolve);
  });
  return {
    run,
    model,
    tools,
    steering,
    store,
    errors,
    judge,
    judged,
    remembered,
    agreed,
    conversation,
    turn,
    ended,
    /** Each call of the turn as "name path: outcome". */
    calls: () => turn().parts.flatMap((part) => (part.type === "tool-call" ? [describe(part)] : [])),
    waits: () => waits,
  };
}

function newConversation(): Conversation {
  const conversation = new Conversation("c", 1);
  conversation.put({ id: "q", createdAt: 1, role: "user", parts: [{ type: "text", text: "Do it." }] });
  conversation.put({
    id: "a",
    parentId: "q",
    createdAt: 2,
    role: "assistant",
    parts: [],
    state: "streaming",
    model: "m",
    sources: [],
  });
  return conversation;
}

function readConversation(text: string): Conversation {
  const journal = readJournal(text);
  if (!journal) throw new Error("No journal");
  return journal.conversation;
}

function describe({ name, arguments: json, progress }: CallPart): string {
  const path = (parseJson(json) as { path?: string } | undefined)?.path ?? json;
  return `${name} ${path}: ${progress?.state === "ended" ? progress.outcome : (progress?.state ?? "open")}`;
}

export const textOfEnd = (end: CallEnd | undefined) =>
  end?.content.map((part) => (part.type === "text" ? part.text : part.name)).join("\n") ?? "";

/** Lets everything that is ready to run do so. */
export const tick = () => new Promise((resolve) => setTimeout(resolve));

/** Waits until `holds`; a run that never comes there fails by the test's time. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await tick();
}
