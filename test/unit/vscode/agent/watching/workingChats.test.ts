import { expect, test } from "vitest";
import { WorkingChats } from "../../../../../src/vscode/agent/watching/workingChats.ts";
import type { Reply } from "../../../core/agent/fakes.ts";
import { makeRuns, over, settle } from "../../chat/runChats.ts";

const acting = (path: string): Reply => [["edit", { path }]];

function setUp(...chats: readonly (readonly Reply[])[]) {
  const all = chats.map((replies) => makeRuns(replies, (path) => path === "secret"));
  const working = new WorkingChats(() => "usd");
  const opened: number[] = [];
  const watching = all.map(({ service }, index) => working.watch(service, { open: () => void opened.push(index) }));
  let changes = 0;
  working.onDidChange(() => changes++);
  return { all, working, watching, opened, changes: () => changes };
}

test("a chat is there from its first call to its end, with its steps and whether it waits", async () => {
  const { all, working, opened } = setUp([acting("a"), acting("secret"), ["Done."]]);
  const [chat] = all;
  if (!chat) throw new Error("no chat");
  chat.service.send("Tidy up");
  expect(working.all).toEqual([]);
  await settle();
  expect(working.all).toMatchObject([{ title: "Tidy up", steps: 2, waits: true }]);
  working.all[0]?.open();
  expect(opened).toEqual([0]);
  chat.service.decide("t1", { type: "yes" });
  await over(chat);
  expect(working.all).toEqual([]);
});

test("a plain answer is none, whatever it takes; what the person stops or closes is gone", async () => {
  const { all, working, watching } = setUp([["Hello."]], [acting("secret")], [acting("secret")]);
  const [plain, stopped, closed] = all;
  const seen: number[] = [];
  working.onDidChange(() => seen.push(working.all.length));
  plain?.service.send("Hi");
  await settle();
  expect(Math.max(...seen)).toBe(0);
  stopped?.service.send("Go");
  closed?.service.send("Go");
  await settle();
  expect(working.all).toHaveLength(2);
  await working.all[0]?.stop();
  expect(working.all).toHaveLength(1);
  watching[2]?.dispose();
  expect(working.all).toEqual([]);
});

test("words and arguments that come piece by piece are no change", async () => {
  const few = setUp([acting("a"), ["Done."]]);
  few.all[0]?.service.send("Go");
  await settle();
  const many = setUp([acting("a"), Array.from({ length: 500 }, () => "word ")]);
  many.all[0]?.service.send("Go");
  await settle();
  expect(many.changes()).toBe(few.changes());
});

test("a chat that is left works on where it is watched then, and again where it is opened", async () => {
  const { all, working } = setUp([acting("secret")]);
  const [chat] = all;
  if (!chat) throw new Error("no chat");
  chat.service.send("Go");
  await settle();
  expect(working.all).toHaveLength(1);
  const left = chat.service.current.id;
  chat.service.startNew();
  expect(working.all).toEqual([]);
  const background = chat.background.find(left);
  if (!background) throw new Error("It does not go on.");
  working.watch(background, { open() {} });
  expect(working.all).toMatchObject([{ title: "Go", steps: 1, waits: true }]);
  await chat.service.open(left);
  expect(working.all).toHaveLength(1);
});
