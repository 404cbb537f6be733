// Small stand-ins for the conversation's ports.

import { createAgentReply } from "../../../../src/core/agent/createAgentReply.ts";
import { BackgroundChats } from "../../../../src/core/conversation/backgroundChats.ts";
import type { ConversationServiceDeps } from "../../../../src/core/conversation/conversationService.ts";
import { ConversationService } from "../../../../src/core/conversation/conversationService.ts";
import type { ConversationStore } from "../../../../src/core/conversation/conversationStore.ts";
import { encodeEntry } from "../../../../src/core/conversation/stored/journalEntry.ts";
import type { LanguageModel, ModelRequest } from "../../../../src/core/model/languageModel.ts";
import type { StreamEvent } from "../../../../src/core/model/streamEvent.ts";
import { createToolRunner } from "../../../../src/core/tools/createToolRunner.ts";
import { Emitter } from "../../../../src/core/util/emitter.ts";

/** Keeps journals as text in memory. */
export class MemoryStore implements ConversationStore {
  readonly journals = new Map<string, string>();
  readonly onDidFail = () => ({ dispose() {} });
  readonly onDidRecover = this.onDidFail;
  readonly grew = new Emitter<{ readonly id: string; readonly text: string }>();
  readonly onDidGrow = this.grew.event;
  readonly vanished = new Emitter<string>();
  readonly onDidVanish = this.vanished.event;
  append: ConversationStore["append"] = (id, entries) => {
    this.journals.set(id, (this.journals.get(id) ?? "") + entries.map(encodeEntry).join(""));
  };
  restart: ConversationStore["restart"] = (id, entries) => {
    this.journals.set(id, entries.map(encodeEntry).join(""));
  };
  read: ConversationStore["read"] = async (id) => this.journals.get(id);
  flush: ConversationStore["flush"] = async () => {};
  poll: ConversationStore["poll"] = async () => {};
}

/** A model whose stream is fed by the test, one event at a time. */
export class ScriptedModel implements LanguageModel {
  readonly requests: ModelRequest[] = [];
  #queue: (StreamEvent | Error)[] = [];
  #wake = () => {};

  /** What the next (or current) stream yields; an error is thrown. */
  push(...events: (StreamEvent | Error)[]): void {
    this.#queue.push(...events);
    this.#wake();
  }

  async *stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<StreamEvent> {
    this.requests.push(request);
    signal.addEventListener("abort", () => this.#wake());
    for (;;) {
      signal.throwIfAborted();
      const next = this.#queue.shift();
      if (next instanceof Error) throw next;
      if (next) yield next;
      else
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      if (next?.type === "finish") return;
    }
  }
}

export const finish: StreamEvent = { type: "finish", reason: "stop", rawReason: "stop" };

/** Replies that have no tools. */
export function plainReplies(model: LanguageModel, onError: (error: unknown) => void) {
  let tokens = 0;
  return createAgentReply({
    model,
    onError,
    newToken: () => `t${++tokens}`,
    maxSteps: () => 50,
    tools: (scope) => createToolRunner([], async () => [], scope),
    approvals: () => ({ judge: async () => ({ type: "runs" }), agreed: () => {} }),
    summaries: () => ({ isDue: () => false, make: async () => ({ text: "", keeps: 0, byModel: false }) }),
    news: () => [],
  });
}

/** `deps` with a place where conversations go on that are left. */
export function withBackground(
  deps: Omit<ConversationServiceDeps, "background">,
): ConversationServiceDeps & { readonly background: BackgroundChats } {
  const background: BackgroundChats = new BackgroundChats((live) => {
    const service = new ConversationService(all, live);
    return { service, settled: async () => {}, dispose: () => service.dispose() };
  });
  const all = { ...deps, background };
  return all;
}

/** A service on fakes, and the fakes. */
export function makeService(overrides: Partial<ConversationServiceDeps> & { readonly model?: LanguageModel } = {}) {
  const model = new ScriptedModel();
  const store = new MemoryStore();
  const errors: unknown[] = [];
  let id = 0;
  let time = 1000;
  const deps = withBackground({
    createReply: plainReplies(overrides.model ?? model, (error) => errors.push(error)),
    store,
    options: () => ({ model: "m", thinking: true }),
    systemPrompt: () => "system",
    newId: () => `id-${++id}`,
    now: () => time,
    onError: (error) => errors.push(error),
    ...overrides,
  });
  const service = new ConversationService(deps);
  return { service, background: deps.background, model, store, errors, advance: (ms: number) => (time += ms) };
}

/** Resolves when no reply is in progress. */
export async function settled(service: ConversationService): Promise<void> {
  while (service.isStreaming) await new Promise((resolve) => setTimeout(resolve));
}

/** Lets everything that is ready to run do so. */
export const tick = () => new Promise((resolve) => setTimeout(resolve));
