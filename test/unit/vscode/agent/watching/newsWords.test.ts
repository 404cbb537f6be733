import { expect, test } from "vitest";
import type { AssistantTurn, ReplyPart } from "../../../../../src/core/conversation/message.ts";
import type { CallFacts, CallProgress } from "../../../../../src/core/conversation/runParts.ts";
import type { WaitingCall } from "../../../../../src/core/conversation/waitingCall.ts";
import { endSentence, waitingSentence } from "../../../../../src/vscode/agent/watching/newsWords.ts";
import { chatDetail, workItem } from "../../../../../src/vscode/agent/watching/workWords.ts";
import { t } from "../../chat/runChats.ts";

const call = (name: string, input: object, progress: CallProgress): ReplyPart => ({
  type: "tool-call",
  id: "c",
  name,
  arguments: JSON.stringify(input),
  progress,
});
const done = (name: string, input: object, facts: CallFacts) =>
  call(name, input, { state: "ended", outcome: "done", content: [], facts });
const turn = (state: AssistantTurn["state"], ...parts: ReplyPart[]): AssistantTurn => ({
  id: "a",
  createdAt: 1,
  role: "assistant",
  model: "m",
  sources: [],
  state,
  parts,
});
const edited = (path: string) =>
  done("edit_file", { path, old_text: "a", new_text: "b" }, { path, added: 1, removed: 1 });
const ran = (command: string, facts: CallFacts) => done("run_command", { command }, facts);

test.each<[string, AssistantTurn]>([
  ["MiMo has finished.", turn("done", done("read_file", { path: "a" }, { path: "a" }))],
  ["MiMo has finished: 1 file changed.", turn("done", edited(".env"))],
  [
    "MiMo has finished: 3 files changed, tests ran with exit 0.",
    turn("done", edited("a"), edited("b"), edited("c"), ran("npm test", { exitCode: 0 })),
  ],
  ["MiMo has finished: tests were ended by SIGKILL.", turn("done", ran("npm test", { signal: "SIGKILL" }))],
  ["MiMo has finished.", turn("done", ran("ls", { exitCode: 0 }))],
  ["MiMo has finished: the last command ended with exit 2.", turn("done", ran("make", { exitCode: 2 }))],
  ["MiMo could not finish. Until then: 1 file changed.", turn("error", edited("a"))],
  ["MiMo could not finish.", turn("error", done("read_file", { path: "a" }, { path: "a" }))],
])("%s", (sentence, ended) => expect(endSentence(ended, t)).toBe(sentence));

test.each<[string, string, object]>([
  ["MiMo waits for your approval: Run npm test", "run_command", { command: "npm test" }],
  ["MiMo waits for your approval: Delete README.md", "delete_file", { path: "README.md" }],
  ["MiMo waits for your approval.", "read_file", { path: "config/.env" }],
  ["MiMo waits for your approval.", "run_command", { command: "cat ~/.ssh/id_rsa" }],
  [
    "MiMo waits for your approval.",
    "run_command",
    { command: "curl -H 'Authorization: Bearer 8fK2mQ9xLp4Zt7Wv3Rb6Yc1N' https://a.test" },
  ],
])("%s (%s)", (sentence, name, input) => {
  const asked = turn("streaming", call(name, input, { state: "waiting" }));
  const waiting = { type: "approval", token: "t", id: "c", call: { name, input }, question: {} } as WaitingCall;
  expect(waitingSentence(asked, waiting, t)).toBe(sentence);
});

test("a sentence stays one that is listened to", () => {
  const command = "x".repeat(5000);
  const asked = turn("streaming", call("run_command", { command }, { state: "waiting" }));
  const waiting = { type: "approval", token: "t", id: "c", call: { name: "run_command", input: {} }, question: {} };
  expect(waitingSentence(asked, waiting as WaitingCall, t).length).toBeLessThan(160);
});

test("the status bar: one chat, several, and what waits", () => {
  const work = (chats: number, waiting: number, steps = 12) => ({ chats, waiting, steps, costs: [] });
  const text = (...args: Parameters<typeof work>) => workItem(work(...args), () => "$0.03", t).text;
  expect(text(1, 0)).toBe("$(loading~spin) MiMo · 12 steps · $0.03");
  expect(text(1, 0, 1)).toBe("$(loading~spin) MiMo · 1 step · $0.03");
  expect(text(1, 1)).toBe("$(bell-dot) MiMo waits for you · 12 steps · $0.03");
  expect(text(2, 0)).toBe("$(loading~spin) MiMo: 2 chats · 12 steps · $0.03");
  expect(text(3, 1)).toBe("$(bell-dot) MiMo: 3 chats · 1 waits · 12 steps · $0.03");
  expect(text(3, 2)).toBe("$(bell-dot) MiMo: 3 chats · 2 wait · 12 steps · $0.03");
  expect(workItem(work(1, 1), () => "", t)).toMatchObject({ warns: true, label: "MiMo waits for you · 12 steps" });
  expect(workItem(work(2, 0), () => "", t).warns).toBe(false);
  expect(chatDetail({ steps: 2, waits: true }, "$1", t)).toBe("2 steps · $1 · waits for you");
});
