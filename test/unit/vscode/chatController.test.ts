import { expect, test } from "vitest";
import type { ToWebview } from "../../../src/protocol/toWebview.ts";
import { ChatController, type ChatHost } from "../../../src/vscode/chat/chatController.ts";
import { finish, makeService, settled } from "../core/conversation/fakes.ts";

const never = () => ({ dispose() {} });

test("what is sent right after a choice is sent as chosen", async () => {
  let chosen = "old";
  let apply = () => {};
  const { service, model } = makeService({ options: () => ({ model: chosen, thinking: true }) });
  const host = {
    environment: { hasKey: true },
    onDidChangeEnvironment: never,
    currency: () => "usd",
    attachments: { resolve: async () => [] },
    surroundings: () => ({ host: "", keyBelongsElsewhere: false, successorOf: () => undefined }),
    t: (text: string) => text,
    setSetting: (_: string, value: string) =>
      new Promise<void>((resolve) => {
        apply = () => {
          chosen = value;
          resolve();
        };
      }),
  } as unknown as ChatHost;
  const context = { prepare: async () => [], sent: () => {} };
  const posted: ToWebview[] = [];
  const controller = new ChatController(service, host, context, (message) => posted.push(message));
  const changing = controller.handle({ type: "setModel", model: "new" });
  const sending = controller.handle({ type: "send", draftId: "d", text: "hi" });
  apply();
  await Promise.all([changing, sending]);
  expect(model.requests.map((request) => request.model)).toEqual(["new"]);
  expect(posted).toContainEqual({ type: "accepted", draftId: "d" });
  controller.dispose();
  service.dispose();
});

test("what is around is read once for a snapshot, however many turns need it", async () => {
  const { service, model } = makeService();
  let reads = 0;
  const host = {
    whenReady: Promise.resolve(),
    environment: { hasKey: true },
    onDidChangeEnvironment: never,
    currency: () => {
      reads++;
      return "usd";
    },
    surroundings: () => {
      reads++;
      return { host: "", keyBelongsElsewhere: false, successorOf: () => undefined };
    },
    t: (text: string) => text,
  } as unknown as ChatHost;
  const posted: ToWebview[] = [];
  const context = { prepare: async () => [], sent: () => {} };
  const controller = new ChatController(service, host, context, (message) => posted.push(message));
  const counts: number[] = [];
  for (let turn = 0; turn < 5; turn++) {
    service.send("hi");
    // Half of them with a price, half with an error to describe.
    if (turn % 2 === 0) model.push({ type: "usage", usage: { inputTokens: 1, outputTokens: 1 } }, finish);
    else model.push(new Error("broken"));
    await settled(service);
    reads = 0;
    await controller.handle({ type: "ready" });
    counts.push(reads);
  }
  // From the second on both are needed, as often as for all the others.
  expect(new Set(counts.slice(1)).size).toBe(1);
  const snapshot = posted.findLast((message) => message.type === "snapshot");
  expect(snapshot?.type === "snapshot" && snapshot.snapshot.conversation.messages.length).toBe(10);
  controller.dispose();
  service.dispose();
});

test("a web search that failed is said below the reply, and still after a reload", async () => {
  const { service, model, store } = makeService();
  const host = {
    whenReady: Promise.resolve(),
    environment: { hasKey: true },
    onDidChangeEnvironment: never,
    currency: () => "usd",
    surroundings: () => ({ host: "", keyBelongsElsewhere: false, successorOf: () => undefined }),
    t: (text: string) => text,
  } as unknown as ChatHost;
  const context = { prepare: async () => [], sent: () => {} };
  const posted: ToWebview[] = [];
  const controller = new ChatController(service, host, context, (message) => posted.push(message));
  const notices = async () => {
    await controller.handle({ type: "ready" });
    const last = posted.findLast((message) => message.type === "snapshot");
    return last?.type === "snapshot" ? last.snapshot.conversation.messages.map(({ notice }) => notice) : [];
  };
  const failure = { type: "sources-error", message: "search engine timed out" } as const;
  const text = { type: "text-delta", text: "Probably." } as const;
  const said = {
    severity: "info",
    text: "The web search failed. This reply was written without it.",
    detail: "search engine timed out",
    actions: ["Try Again"],
  };
  service.send("Who won?");
  model.push(failure, text, finish);
  await settled(service);
  service.send("And then?");
  model.push(failure, text, { type: "finish", reason: "length", rawReason: "length" });
  await settled(service);
  const both = {
    ...said,
    text: `${said.text} The reply reached its length limit.`,
    actions: ["Continue"],
  };
  expect(await notices()).toEqual([undefined, said, undefined, both]);
  const { id } = service.current;
  await service.startNew();
  await service.open(id);
  expect(await notices()).toEqual([undefined, said, undefined, both]);
  expect(store.journals.get(id)).toContain("search engine timed out");
  controller.dispose();
  service.dispose();
});
