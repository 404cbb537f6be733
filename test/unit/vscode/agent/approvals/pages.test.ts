// Pages: each host is asked about once, what it leads to is judged like it, and what only this machine reaches is read where
// the person wrote it and nowhere else.

import { expect, test, vi } from "vitest";

vi.mock("vscode", () => import("./fakeVscode.ts"));

import { callKeyOf } from "../../../../../src/core/agent/approvals/agreedWrites.ts";
import type { ApprovalQuestion } from "../../../../../src/core/agent/approvals/approvalQuestion.ts";
import { ApprovalRules } from "../../../../../src/core/agent/approvals/approvalRules.ts";
import { type Message, typedTexts } from "../../../../../src/core/conversation/message.ts";
import { ruleWords } from "../../../../../src/vscode/access/ruleWords.ts";
import { approvalWords } from "../../../../../src/vscode/agent/approvals/approvalWords.ts";
import { approvalWorld, call } from "./approvalWorld.ts";
import { t } from "./english.ts";
import { theWindow } from "./fakeVscode.ts";

const page = (url: string) => call("read_url", { url });
const asks = (host: string, reason = "") => `Fetch a page of ${host} and send it to MiMo?${reason} [2]`;
const plain = " It is not encrypted: others on the way can read and change it.";
const own = " This address belongs to your computer or your own network.";

test("the question names the host, and shows the whole address as it is meant", async () => {
  const judgement = await approvalWorld({}).judge(page("https://EXAMPLE.org:443/\u0430?q=\u202ex#y"));
  if (judgement.type !== "asks") throw new Error(judgement.type);
  expect(approvalWords(judgement.question as ApprovalQuestion, t)).toEqual({
    sentence: "Fetch a page of example.org and send it to MiMo?",
    reasons: [],
    shows: { kind: "text", text: "https://example.org/%D0%B0?q=%E2%80%AEx#y" },
    offers: ["Always allow example.org in this chat", "Always allow example.org in this workspace"],
  });
});

test.each([
  ["https://example.org/a", asks("example.org")],
  ["https://example.org:8443/a", asks("example.org:8443")],
  ["http://example.org/a", asks("http://example.org", plain)],
  ["https://ex\u0430mple.org/", asks("xn--exmple-4nf.org")],
  ["file:///etc/passwd", "failed: `file:///etc/passwd` is no address"],
  ["vscode://x", "failed: `vscode://x` is no address"],
  ["command:workbench.action.quit", "is no address"],
  ["data:text/html,x", "is no address"],
  ["ftp://example.org/", "is no address"],
  ["https://user:pass@example.org/", "is no address"],
  ["example.org", "is no address"],
])("%s", async (url, expected) => {
  expect(await approvalWorld({}).said(page(url))).toContain(expected);
});

test("a host is asked about once for what is allowed: this once, in the chat, in the workspace, until it is taken back", async () => {
  const world = approvalWorld({});
  await world.yes(page("https://a.example/1"));
  expect(await world.said(page("https://a.example/1"))).toBe(asks("a.example"));
  await world.yes(page("https://a.example/1"), "in this chat");
  expect(await world.said(page("https://a.example/2"))).toBe("runs");
  expect(await world.said(page("https://a.example/2"), "another")).toBe(asks("a.example"));
  for (const other of ["http://a.example/", "https://a.example:8443/", "https://b.a.example/", "https://b.example/"]) {
    expect(await world.said(page(other)), other).toContain("Fetch a page of");
  }
  await world.yes(page("https://a.example/1"), "in this workspace", "another");
  expect(await world.said(page("https://a.example/3"), "a third")).toBe("runs");

  // As the next window reads it, and as Manage Approvals lists it.
  const again = new ApprovalRules({ load: () => world.stored.rules, save: () => {} });
  const [rule] = again.all;
  expect(rule && ruleWords(rule, () => undefined, t)).toEqual({
    label: "a.example",
    detail: "Pages from here are fetched without a question",
  });
  for (const each of world.rules.all) world.rules.remove(each);
  expect(await world.said(page("https://a.example/1"))).toBe(asks("a.example"));
});

test("what is denied stays so", async () => {
  const world = approvalWorld({});
  world.rules.add([{ kind: "host", host: "a.example" }], "workspace", "deny");
  expect(await world.said(page("https://a.example/"))).toContain(
    "refused: A rule of the person forbids pages of a.example",
  );
});

test.each(["ask", "plan"] as const)("%s has the reading tools of the workspace alone", async (mode) => {
  const world = approvalWorld({});
  await world.yes(page("https://a.example/"), "in this workspace");
  world.window.mode = mode;
  expect(await world.said(page("https://a.example/"))).toContain(`refused: In mode ${mode}`);
});

test("nothing is fetched for a workspace that is not trusted", async () => {
  const world = approvalWorld({});
  theWindow.isTrusted = false;
  expect(await world.said(page("https://a.example/"))).toContain("refused: The workspace is not trusted");
});

test.each([
  "http://127.0.0.1:4010/",
  "http://2130706433/",
  "http://0x7f.1/",
  "https://localhost/",
  "https://printer.local/",
  "http://[::1]/",
  "http://169.254.169.254/latest/meta-data/",
  "http://metadata.google.internal/",
  "https://10.1.2.3/",
  "http://[::ffff:10.1.2.3]/",
])("%s is refused, by a rule too, unless the person wrote it", async (url) => {
  const world = approvalWorld({});
  const { host, hostname, protocol } = new URL(url);
  expect(await world.said(page(url))).toContain("belongs to this machine or its own network");
  world.rules.add([{ kind: "host", host: protocol === "http:" ? `http://${host}` : host }], "workspace");
  expect(await world.said(page(url))).toContain("failed:");
  world.window.typed = ["something else", `see ${hostname.slice(1)}`];
  expect(await world.said(page(url))).toContain("failed:");
  world.window.typed = ["something else", `see http://${host}/x`];
  expect(await world.said(page(url))).toBe("runs");
  for (const each of world.rules.all) world.rules.remove(each);
  expect(await world.said(page(url))).toContain(own.trim());
});

test("what a page leads to is judged as everything is then", async () => {
  const world = approvalWorld({});
  const start = page("http://a.example/1");
  await world.judge(start);
  const access = world.judgedPages.take(callKeyOf({ chat: "a", question: "q" }, "read_url", start.input));
  expect(world.judgedPages.take(callKeyOf({ chat: "a", question: "q" }, "read_url", start.input))).toBeUndefined();
  const judged = (url: string) => access?.judge(url).type;
  // Its own host, and the same over TLS.
  expect(["http://a.example/2", "https://a.example/1"].map(judged)).toEqual(["runs", "runs"]);
  expect(["https://b.example/", "http://a.example:81/", "https://a.example:444/"].map(judged)).toEqual([
    "asks",
    "asks",
    "asks",
  ]);
  expect(["http://127.0.0.1/", "file:///etc/passwd", "https://x@a.example/"].map(judged)).toEqual([
    "refused",
    "refused",
    "refused",
  ]);
  world.rules.add([{ kind: "host", host: "b.example" }], { chat: "a" });
  world.rules.add([{ kind: "host", host: "http://a.example" }], "workspace", "deny");
  expect(["https://b.example/", "http://a.example/2"].map(judged)).toEqual(["runs", "refused"]);
  world.window.typed = ["http://127.0.0.1/"];
  expect(["http://127.0.0.1/", "http://127.0.0.1:81/"].map(judged)).toEqual(["asks", "refused"]);
  world.window.mode = "plan";
  expect(judged("https://b.example/")).toBe("refused");
});

test("over TLS nothing leads to plain text unasked", async () => {
  const world = approvalWorld({});
  const start = page("https://a.example/1");
  await world.judge(start);
  const access = world.judgedPages.take(callKeyOf({ chat: "a", question: "q" }, "read_url", start.input));
  expect(access?.judge("http://a.example/1").type).toBe("asks");
});

test("only what the person wrote is typed: no file, no result, nothing of the model", () => {
  const user = (id: string, text: string) => ({
    id,
    role: "user" as const,
    createdAt: 0,
    parts: [{ type: "text" as const, text }],
  });
  const path: readonly Message[] = [
    { ...user("1", "typed"), references: [{ label: "f", language: "ts", code: "in a file" } as never] },
    {
      id: "2",
      role: "assistant",
      createdAt: 0,
      state: "done",
      model: "m",
      sources: [],
      parts: [
        { type: "text", text: "of the model" },
        {
          type: "tool-call",
          id: "c",
          name: "read_file",
          arguments: '{"path":"x"}',
          progress: { state: "ended", outcome: "done", content: [{ type: "text", text: "of a result" }] },
        },
        { type: "said", question: user("3", "meanwhile") },
      ],
    },
  ];
  expect(typedTexts(path)).toEqual(["typed", "meanwhile"]);
});
