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
