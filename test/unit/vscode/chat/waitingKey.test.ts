// Which chats wait, and since when.

import { beforeEach, expect, test, vi } from "vitest";

const { told } = vi.hoisted(() => ({ told: [] as unknown[] }));
vi.mock("vscode", () => ({ commands: { executeCommand: async (...args: unknown[]) => void told.push(args.at(-1)) } }));

import { WaitingKey } from "../../../../src/vscode/chat/waitingKey.ts";
import { makeRuns, settle } from "./runChats.ts";

beforeEach(() => void told.splice(0));

const asking = () => makeRuns([[["edit", { path: "a" }]], [["edit", { path: "b" }]], ["Done."]], () => true);

/** A chat with a run that waits; tokens differ from chat to chat. */
async function waits(key: WaitingKey, name: string) {
  const { service } = asking();
  const chat = new Proxy(service, {
    get: (target, field) => {
      if (field === "waiting") return target.waiting.map((each) => ({ ...each, token: `${name} ${each.token}` }));
      const value = Reflect.get(target, field, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  const watching = key.watch(chat);
  chat.send("Go");
  await settle();
  return { chat, watching, service };
}

test("chats wait in the order in which they began to, and a new question begins anew", async () => {
  const key = new WaitingKey();
  const [first, second] = [await waits(key, "1"), await waits(key, "2")];
  expect(key.waiting).toEqual([first.chat, second.chat]);
  first.service.decide("t1", { type: "yes" });
  await settle();
  expect(key.waiting).toEqual([second.chat, first.chat]);
  await first.service.stop();
  await second.service.stop();
  expect([key.waiting, told]).toEqual([[], [true, false]]);
});

test("one that was left waits as long as before, and is known at once", async () => {
  const key = new WaitingKey();
  const [first, second] = [await waits(key, "1"), await waits(key, "2")];
  first.watching.dispose();
  expect(key.waiting).toEqual([second.chat]);
  key.watch(first.chat);
  expect(key.waiting).toEqual([first.chat, second.chat]);
  await Promise.all([first.service.stop(), second.service.stop()]);
});
