// Chats whose replies are runs, on stand-ins.

import { Compaction } from "../../../../src/core/agent/compaction.ts";
import { createAgentReply } from "../../../../src/core/agent/createAgentReply.ts";
import { ConversationService } from "../../../../src/core/conversation/conversationService.ts";
import type { ToolRunner } from "../../../../src/core/tools/createToolRunner.ts";
import { FakeTools, ListedModel, type Reply } from "../../core/agent/fakes.ts";
import { MemoryStore, withBackground } from "../../core/conversation/fakes.ts";

/** `vscode.l10n.t`, in English. */
export const t = (message: string, ...args: (string | number)[]) =>
  message.replace(/\{(\d)\}/g, (_, index) => String(args[Number(index)]));

/** One chat; `asks` says of a call's path whether it needs a yes. */
export function makeRuns(replies: readonly Reply[], asks: (path: string) => boolean = () => false) {
  const model = new ListedModel(replies);
  const tools = new FakeTools();
  const errors: unknown[] = [];
  let [tokens, ids] = [0, 0];
  const store = new MemoryStore();
  const summaries = { isDue: () => false, make: async () => ({ text: "", keeps: 0, byModel: false }) };
  const deps = withBackground({
    store,
    now: () => 1,
    newId: () => `id${++ids}`,
    onError: (error) => errors.push(error),
    options: () => ({ model: "m", thinking: true }),
    systemPrompt: () => "",
    createCompaction: (turn, place) =>
      new Compaction({ summaries: () => summaries, tools: [], onError: (error) => errors.push(error) }, turn, place),
    createReply: createAgentReply({
      model,
      onError: (error) => errors.push(error),
      newToken: () => `t${++tokens}`,
      maxSteps: () => 4,
      tools: () => tools as ToolRunner,
      approvals: () => ({
        judge: async ({ key }) => (asks(key) ? { type: "asks", question: { about: key } } : { type: "runs" }),
        offer: async () => ({ type: "asks", question: { about: "again" } }),
        agreed: () => {},
      }),
      summaries: () => summaries,
      news: () => [],
    }),
  });
  const service = new ConversationService(deps);
  return { service, background: deps.background, store, model, tools, errors };
}

/** Lets what is on its way arrive. */
export const settle = () => new Promise((resolve) => setTimeout(resolve, 50));

/** Resolves when the run is over, and what comes of that is there. */
export async function over({ service }: { readonly service: ConversationService }): Promise<void> {
  for (let turns = 0; service.isStreaming && turns < 500; turns++)
    await new Promise((resolve) => setTimeout(resolve, 1));
  await settle();
}
