import { expect, test } from "vitest";
import type { CommandState } from "../../../../../src/core/tools/commandText.ts";
import { Emitter } from "../../../../../src/core/util/emitter.ts";
import type { EndedCommand } from "../../../../../src/vscode/agent/commands/commands.ts";
import { commandSentence } from "../../../../../src/vscode/agent/watching/newsWords.ts";
import { tellOfCommands } from "../../../../../src/vscode/agent/watching/tellOfCommands.ts";
import type { Reply } from "../../../core/agent/fakes.ts";
import { makeRuns, over, settle, t } from "../../chat/runChats.ts";
import { type PersonOptions, person } from "./fakes.ts";

function setUp(replies: readonly Reply[], options: PersonOptions = {}) {
  const chat = makeRuns(replies);
  const someone = person(options);
  const ends = new Emitter<EndedCommand>();
  const untold = new Set<string>();
  const shown: string[] = [];
  const commands = {
    onDidEnd: ends.event,
    isUntold: (id: string) => untold.has(id),
    show: (id: string) => void shown.push(id),
  };
  const chats = [{ service: chat.service, place: someone.place }];
  const telling = tellOfCommands(commands, () => chats, someone.by);
  const end = (id: string, inChat = chat.service.current.id) => {
    untold.add(id);
    ends.fire({ chat: inChat, id, command: "npm run dev", state: { type: "exited", code: 1 } });
  };
  return { ...chat, ...someone, chats, untold, shown, end, telling };
}

const sentence = "npm run dev has ended in the background, with exit 1.";

test("one that ends while nothing goes on is told, and its button shows what it put out", async () => {
  const chat = setUp([], { presses: true });
  chat.end("cmd_1");
  chat.end("cmd_2", "a chat that is not open");
  await settle();
  expect(chat.told).toEqual([sentence, "pressed Show Output", sentence, "pressed Show Output"]);
  expect(chat.shown).toEqual(["cmd_1", "cmd_2"]);
});

test("in sight it is told quietly, since the page does not show it; by no setting, not at all", async () => {
  const seen = setUp([], { isVisible: true, how: "speech" });
  seen.end("cmd_1");
  const off = setUp([], { how: "off" });
  off.end("cmd_1");
  await settle();
  expect([seen.told, off.told]).toEqual([[`status: ${sentence}`], []]);
});

test("what a run takes up is not told; what it ends without is told with its end", async () => {
  for (const takesUp of [true, false]) {
    const chat = setUp([[["edit", { path: "a" }]], ["Done."]]);
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    chat.model.before = async (event) => {
      if (event.type === "text-delta") await gate;
    };
    chat.service.send("Go");
    await settle();
    chat.end("cmd_1");
    await settle();
    expect(chat.told).toEqual([]);
    if (takesUp) chat.untold.clear();
    release();
    await over(chat);
    expect(chat.told).toEqual(takesUp ? [] : [sentence]);
  }
});

test("a chat that is left goes on, and its command with it; the end of the window ends all", async () => {
  const chat = setUp([[["edit", { path: "a" }]], ["Done."]]);
  let release = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  chat.model.before = async (event) => {
    if (event.type === "text-delta") await gate;
  };
  chat.service.send("Go");
  await settle();
  const left = chat.service.current.id;
  chat.end("cmd_1");
  chat.service.startNew();
  const background = chat.background.find(left);
  if (!background) throw new Error("It does not go on.");
  chat.chats.push({ service: background, place: chat.place });
  await settle();
  expect(chat.told).toEqual([]);
  release();
  await over({ service: background });
  expect(chat.told).toEqual([sentence]);
  chat.telling.dispose();
  chat.end("cmd_2");
  await settle();
  expect(chat.told).toHaveLength(1);
});

test.each<[string, CommandState, string]>([
  ["npm start", { type: "exited", code: 0 }, "npm start has ended in the background, with exit 0."],
  ["npm start", { type: "killed", signal: "SIGKILL" }, "npm start was ended in the background, by SIGKILL."],
  ["npm start", { type: "unknown" }, "npm start has ended in the background."],
  ["tail -f secrets/.env", { type: "exited", code: 0 }, "A command has ended in the background, with exit 0."],
  [
    `echo ${"x".repeat(300)}`,
    { type: "exited", code: 0 },
    `echo ${"x".repeat(114)}… has ended in the background, with exit 0.`,
  ],
])("%s, %o: in words", (command, state, words) => {
  expect(commandSentence(command, state, t)).toBe(words);
});
