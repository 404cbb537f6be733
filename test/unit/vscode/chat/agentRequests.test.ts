import { expect, test } from "vitest";
import type { AgentToHost } from "../../../../src/protocol/agent.ts";
import { AgentRequests } from "../../../../src/vscode/chat/agentRequests.ts";
import type { ChatAgent } from "../../../../src/vscode/chat/chatAgent.ts";
import { describeTurn } from "../../../../src/vscode/chat/notices.ts";
import { done, type Reply } from "../../core/agent/fakes.ts";
import { makeRuns, over, settle, t } from "./runChats.ts";

/** A chat, and what the agent was asked for. */
function setUp(replies: readonly Reply[]) {
  const chat = makeRuns(replies, (path) => path.startsWith("secret"));
  const asked: unknown[][] = [];
  const agent = new Proxy({} as ChatAgent, {
    get:
      (_, name) =>
      async (first: unknown, ...rest: unknown[]) => {
        const called = first as { name?: string };
        asked.push([name, called.name ?? first, ...rest]);
      },
  });
  const requests = new AgentRequests(chat.service, () => agent);
  return { ...chat, asked, handle: (message: AgentToHost) => requests.handle(message) };
}

const step = (...paths: string[]): Reply => paths.map((path) => ["edit", { path }] as const);

test("a yes and a no go to what waits under their token, and to nothing else", async () => {
  const chat = setUp([step("secret1"), step("secret2"), ["Done."]]);
  chat.service.send("Go");
  await settle();
  await chat.handle({ type: "approve", token: "t9" });
  await chat.handle({ type: "answerQuestion", token: "t1", text: "yes" });
  expect(chat.tools.ran).toEqual([]);
  await chat.handle({ type: "approve", token: "t1", offer: 0 });
  await settle();
  // Too late for the first, and none for the second.
  await chat.handle({ type: "deny", token: "t1" });
  expect(chat.service.waiting.map(({ token }) => token)).toEqual(["t2"]);
  await chat.handle({ type: "deny", token: "t2", note: "  Use the other file. " });
  await over(chat);
  expect(chat.tools.ran).toEqual(["edit secret1"]);
  const turn = chat.service.current.path().at(-1);
  expect(JSON.stringify(turn)).toContain("Denied by the person, who said: Use the other file.");
});

test("changes are those of the chat; a question is restored, a reply is not", async () => {
  const chat = setUp([["Hello."]]);
  chat.service.send("Go", [], [], "u1");
  await over(chat);
  const { id } = chat.service.current;
  await chat.handle({ type: "keepChanges" });
  await chat.handle({ type: "undoChanges", path: "a.ts" });
  await chat.handle({ type: "reviewChanges", path: "a.ts" });
  await chat.handle({ type: "restoreCheckpoint", messageId: "u1" });
  await chat.handle({ type: "restoreCheckpoint", messageId: chat.service.current.path().at(-1)?.id ?? "" });
  await chat.handle({ type: "restoreCheckpoint", messageId: "nobody" });
  expect(chat.asked).toEqual([
    ["keep", id, undefined],
    ["undo", id, "a.ts"],
    ["review", id, "a.ts"],
    ["restore", { chat: id, question: "u1" }],
  ]);
});

test("a call is opened where there is one", async () => {
  const chat = setUp([["I edit.", ...step("a")]]);
  chat.service.send("Go", [], [], "u1");
  await over(chat);
  const turn = chat.service.current.path().at(-1);
  const index = turn?.parts.findIndex(({ type }) => type === "tool-call") ?? -1;
  const messageId = turn?.id ?? "";
  const place = { chat: chat.service.current.id, question: "u1" };
  await chat.handle({ type: "openCall", messageId, key: String(index) });
  await chat.handle({ type: "showInTerminal", messageId, key: String(index) });
  await chat.handle({ type: "openCall", messageId, key: "0" });
  await chat.handle({ type: "openCall", messageId, key: "99" });
  await chat.handle({ type: "openCall", messageId: "nobody", key: "1" });
  expect(chat.asked).toEqual([
    ["openCall", "edit", place],
    ["showInTerminal", "edit", place],
  ]);
});

test("a run that broke off is gone on with, never begun anew", async () => {
  const chat = setUp([step("a"), [new Error("broken")]]);
  chat.service.send("Go");
  await over(chat);
  const turn = chat.service.current.path().at(-1);
  if (turn?.role !== "assistant") throw new Error("no reply");
  const around = () => ({ host: "h", keyBelongsElsewhere: false, successorOf: () => undefined });
  const kinds = describeTurn(turn, around, t)?.actions.map(({ action }) => action.kind);
  expect(kinds?.[0]).toBe("continue");
  expect(kinds).not.toContain("retry");
});

test("what was said in a run is restored to as a question is", async () => {
  const chat = setUp([step("a"), ["Done."]]);
  chat.tools.perform = async () => {
    chat.service.enqueue("Mind the tests.", [], [], "s1");
    return done("ok");
  };
  chat.service.send("Go", [], [], "u1");
  await over(chat);
  await chat.handle({ type: "restoreCheckpoint", messageId: "s1" });
  expect(chat.asked).toEqual([["restore", { chat: chat.service.current.id, question: "s1" }]]);
});
