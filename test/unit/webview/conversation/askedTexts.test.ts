// What the person writes into something that asks is never lost: it is said, or stands in the box in the end.

import fc from "fast-check";
import { expect, test } from "vitest";
import type { ToolHead } from "../../../../src/protocol/agent.ts";
import { AskedTexts } from "../../../../webview-ui/conversation/askedTexts.ts";
import { head } from "../../../fixtures/webview-page/runs.ts";
import { FakeHost } from "../fakeHost.ts";

const place = { messageId: "a", key: "0" };
const asks = (token: string): ToolHead =>
  head("run_command", "approval", "Run", { approval: { token, sentence: "?", reasons: [], offers: [] } });
const waits = head("run_command", "approval", "Run");
const denied = (note?: string) =>
  head("run_command", "denied", "Run · denied", { ...(note !== undefined && { note }) });

test("it stays while its question stands, is said with the answer, and goes when that has arrived", () => {
  const texts = new AskedTexts(new FakeHost(), () => "c");
  texts.change(place, "t1", " Use pnpm \n");
  expect(texts.settle(() => asks("t1"))).toEqual([]);
  expect(texts.send("t1")).toBe("Use pnpm");
  // The host says that it waits no more before it says what came of it.
  expect(texts.settle(() => waits)).toEqual([]);
  expect(texts.of("t1")).not.toBe("");
  expect(texts.settle(() => denied("Use pnpm"))).toEqual([]);
  expect(texts.of("t1")).toBe("");
});

test.each([
  ["the run was stopped", head("run_command", "stopped", "Run · stopped"), false],
  ["it was approved", head("run_command", "running", "Running"), false],
  ["another question took its place", asks("t2"), false],
  ["nothing is there any more", undefined, false],
  ["the answer came too late", head("run_command", "stopped", "Run · stopped"), true],
  ["it was denied without it", denied(), false],
] as const)("where it was not said, because %s, it is handed back, once", (_, now, sent) => {
  const texts = new AskedTexts(new FakeHost(), () => "c");
  texts.change(place, "t1", "Use pnpm");
  if (sent) texts.send("t1");
  expect(texts.settle(() => now)).toEqual(["Use pnpm"]);
  expect(texts.settle(() => now)).toEqual([]);
});

test("nothing is made of what is blank", () => {
  const texts = new AskedTexts(new FakeHost(), () => "c");
  texts.change(place, "t1", " \n");
  expect(texts.send("t1")).toBeUndefined();
  expect(texts.settle(() => undefined)).toEqual([]);
});

test("a page that is built anew has it, whatever was kept", () => {
  const host = new FakeHost({ draft: "x" });
  const texts = new AskedTexts(host, () => "c");
  texts.change(place, "t1", "Use pnpm");
  texts.flush();
  expect(host.kept).toMatchObject({ draft: "x" });
  const again = new AskedTexts(host, () => "c");
  expect(again.of("t1")).toBe("Use pnpm");
  expect(again.settle(() => undefined)).toEqual(["Use pnpm"]);
  for (const asked of [undefined, "x", [null, {}, { token: 1 }], [{ token: "t", text: "x" }]]) {
    expect(new AskedTexts(new FakeHost({ asked }), () => "c").all.value).toEqual([]);
  }
});

test("in a conversation that was left it stays, and is handed back when that is shown again and asks no more", () => {
  let chat = "c";
  const texts = new AskedTexts(new FakeHost(), () => chat);
  texts.change(place, "t1", "Use pnpm");
  chat = "another";
  expect(texts.settle(() => undefined)).toEqual([]);
  chat = "c";
  expect(texts.settle(() => asks("t1"))).toEqual([]);
  expect(texts.of("t1")).toBe("Use pnpm");
  expect(texts.settle(() => head("run_command", "stopped", "Stopped"))).toEqual(["Use pnpm"]);
});

test("of every text exactly one of these holds: it is written still, it was said, or it was handed back", () => {
  const act = fc.constantFrom("type", "send", "stop", "deny", "next", "reload");
  fc.assert(
    fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
      const host = new FakeHost();
      let texts = new AskedTexts(host, () => "c");
      let [token, typed, count] = [1, "", 0];
      let [sent, now]: [string | undefined, ToolHead] = [undefined, asks("t1")];
      const back: string[] = [];
      const said: string[] = [];
      const written: string[] = [];
      const settle = () => back.push(...texts.settle(() => now));
      for (const each of acts) {
        const isAsked = now.approval !== undefined;
        if (each === "type" && isAsked && sent === undefined) {
          typed = `text ${count++}`;
          texts.change(place, `t${token}`, typed);
        } else if (each === "send" && isAsked && sent === undefined) {
          sent = texts.send(`t${token}`);
        } else if (each === "deny" && isAsked) {
          now = denied(sent);
          if (sent !== undefined) said.push(sent);
          if (typed !== "") written.push(typed);
          settle();
        } else if (each === "stop" && isAsked) {
          now = head("run_command", "stopped", "Stopped");
          if (typed !== "") written.push(typed);
          settle();
        } else if (each === "next") {
          if (isAsked && typed !== "") written.push(typed);
          token++;
          [typed, sent, now] = ["", undefined, asks(`t${token}`)];
          settle();
        } else if (each === "reload") {
          texts.flush();
          texts = new AskedTexts(host, () => "c");
        }
      }
      expect([...said, ...back].sort()).toEqual(written.sort());
      expect(texts.of(`t${token}`)).toBe(now.approval ? typed : "");
    }),
  );
});
