import { expect, test } from "vitest";
import { howItEnded } from "../../../../../src/core/agent/watching/howItEnded.ts";
import { namesSecret } from "../../../../../src/core/agent/watching/namesSecret.ts";
import { runFacts } from "../../../../../src/core/agent/watching/runFacts.ts";
import { StepCount, sumOfWork } from "../../../../../src/core/agent/watching/runsAtWork.ts";
import type { AssistantTurn, ReplyPart } from "../../../../../src/core/conversation/message.ts";
import type { CallEnd, CallFacts } from "../../../../../src/core/conversation/runParts.ts";

const call = (name: string, input: object, facts?: CallFacts, outcome: CallEnd["outcome"] = "done"): ReplyPart => ({
  type: "tool-call",
  id: "c",
  name,
  arguments: JSON.stringify(input),
  progress: { state: "ended", outcome, content: [], ...(facts && { facts }) },
});
const ran = (command: string, facts: CallFacts) => call("run_command", { command }, facts);

test("files are counted once, and only what changed; a tool's name may be written in its other forms", () => {
  expect(
    runFacts([
      call("edit_file", { path: "a.ts" }, { path: "a.ts", added: 1, removed: 0 }),
      call("editFile", { path: "./a.ts", old_text: "a", new_text: "b" }, { path: "a.ts", added: 1, removed: 1 }),
      call("write_file", { path: "b.ts", content: "" }, { path: "b.ts", added: 0, removed: 0, created: true }),
      call("write_file", { path: "c.ts", content: "same" }, { path: "c.ts", added: 0, removed: 0, created: false }),
      call("delete_file", { path: "d.ts" }, { path: "d.ts" }),
      call("delete_file", { path: "e.ts" }, undefined, "denied"),
      call("read_file", { path: "f.ts" }, { path: "f.ts" }),
    ]),
  ).toEqual({ files: 3 });
});

test.each([
  ["npm test", true],
  ["npx vitest run a.test.ts", true],
  ["cd app && npm run test:unit", true],
  ["python -m pytest -q", true],
  ["cargo test", true],
  ["go test ./...", true],
  ["node_modules/.bin/jest", true],
  ["ls src/testing", false],
  ["cat latest.log", false],
  ["npm run build", false],
])("%s: tests are told by their name", (command, areTests) => {
  expect(runFacts([ran(command, { exitCode: 1 })]).tests !== undefined).toBe(areTests);
});

test("the last tests count, and the last command; what goes on in the background has no end", () => {
  expect(
    runFacts([
      ran("npm test", { exitCode: 1 }),
      ran("npm test", { exitCode: 0 }),
      ran("npm start", { background: true }),
      ran("make", { signal: "SIGKILL" }),
    ]),
  ).toEqual({ files: 0, tests: { code: 0 }, command: { signal: "SIGKILL" } });
});

test.each([
  ["Run cat .env", true],
  ['Run cp "config/.env.local" /tmp', true],
  ["Run cat ~/.ssh/id_ed25519", true],
  ["Read C:\\Users\\me\\.aws\\credentials", true],
  ["Run curl -u admin:hunter9secret https://a.test", true],
  ["Run npm test", false],
  ["Edit src/environment.ts", false],
  ["Read .env.example", false],
])("%s names a secret: %s", (line, holds) => expect(namesSecret(line)).toBe(holds));

test("how a run ended: a notice in its middle is no end of its own", () => {
  const ended = (state: AssistantTurn["state"], ...parts: ReplyPart[]) =>
    howItEnded({ id: "a", createdAt: 1, role: "assistant", model: "m", sources: [], state, parts });
  const flood: ReplyPart = { type: "notice", notice: { kind: "flood", calls: 8 } };
  const limit: ReplyPart = { type: "notice", notice: { kind: "limit", steps: 50 } };
  const step: ReplyPart = { type: "step", reason: "tool-calls" };
  const read = call("read_file", { path: "a" });
  expect(ended("done", read)).toBe("finished");
  expect(ended("error", read)).toBe("failed");
  expect(ended("stopped", read, limit)).toBe("limit");
  expect(ended("stopped", read, flood, step)).toBe("stopped");
  expect(ended("stopped", read, limit, read)).toBe("stopped");
});

test("the sum of what goes on, and of nothing nothing; steps are counted as they come", () => {
  expect(sumOfWork([])).toBeUndefined();
  const usd = (amount: number) => ({ amount, unit: "usd" as const });
  expect(
    sumOfWork([
      { steps: 3, waits: true, cost: usd(1) },
      { steps: 4, waits: false, cost: usd(2) },
      { steps: 1, waits: false },
    ]),
  ).toEqual({ chats: 3, waiting: 1, steps: 8, costs: [usd(3)] });
  const count = new StepCount();
  const parts: ReplyPart[] = [{ type: "text", text: "a" }];
  count.look(parts);
  expect([count.isRun, count.steps]).toEqual([false, 1]);
  parts.push(call("read_file", { path: "a" }), { type: "step", reason: "tool-calls" });
  count.look(parts);
  count.look(parts);
  expect([count.isRun, count.steps]).toEqual([true, 1]);
  parts.push({ type: "text", text: "b" });
  count.look(parts);
  expect(count.steps).toBe(2);
});
