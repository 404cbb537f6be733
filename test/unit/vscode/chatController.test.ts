import { expect, test } from "vitest";
import type { ToWebview } from "../../../src/protocol/toWebview.ts";
import { ChatController, type ChatHost } from "../../../src/vscode/chat/chatController.ts";
import { makeService } from "../core/conversation/fakes.ts";

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
