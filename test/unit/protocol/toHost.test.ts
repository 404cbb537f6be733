import fc from "fast-check";
import { expect, test } from "vitest";
import { draftIdOf, parseToHost } from "../../../src/protocol/toHost.ts";

test.each([
  { type: "ready" },
  { type: "send", draftId: "d", text: "hi" },
  { type: "draftState", draftId: "d" },
  { type: "editMessage", draftId: "d", messageId: "m", text: "hi" },
  { type: "send", draftId: "d", text: "", attachments: [{ hash: "0".repeat(64), mimeType: "image/png", name: "a" }] },
  { type: "attach", id: "1", name: "a.png", bytes: new Uint8Array(1), width: 1, height: 1 },
  { type: "setWebSearch", webSearch: "auto" },
  { type: "noticeAction", messageId: "m", index: 0 },
  { type: "selectVersion", messageId: "m", delta: -1 },
  { type: "approve", token: "t" },
  { type: "approve", token: "t", offer: 0 },
  { type: "deny", token: "t" },
  { type: "deny", token: "t", note: "Use npm." },
  { type: "answerQuestion", token: "t", text: "Yes" },
  { type: "continueRun", messageId: "m" },
  { type: "setMode", mode: "plan" },
  { type: "callContent", messageId: "m", key: "12" },
  { type: "openCall", messageId: "m", key: "0" },
  { type: "showInTerminal", messageId: "m", key: "0" },
  { type: "keepChanges" },
  { type: "undoChanges", path: "a/b.ts" },
  { type: "reviewChanges", path: "a/b.ts" },
  { type: "restoreCheckpoint", messageId: "m" },
])("%o is a request", (value) => {
  expect(parseToHost(value)).toEqual(value);
});

test.each([
  undefined,
  null,
  "send",
  {},
  { type: "run", command: "rm" },
  { type: "send", draftId: "d", text: "  \n" },
  { type: "send", draftId: "d", text: 5 },
  { type: "send", draftId: "../d", text: "hi" },
  { type: "editMessage", messageId: "m", text: "hi" },
  { type: "send", text: "hi" },
  { type: "send", draftId: "d", text: "", attachments: [] },
  { type: "send", draftId: "d", text: "x", attachments: [{ hash: "../a", mimeType: "image/png", name: "a" }] },
  { type: "send", draftId: "d", text: "x", attachments: [{ hash: "0".repeat(64), mimeType: "text/html", name: "a" }] },
  { type: "attach", id: "1", name: "a.png", bytes: new Uint8Array(0) },
  { type: "attach", id: "1", name: "a.png", bytes: [1, 2] },
  { type: "ready", extra: 1 },
  { type: "noticeAction", messageId: "m", index: -1 },
  { type: "noticeAction", messageId: "m", index: 0.5 },
  { type: "selectVersion", messageId: "m", delta: 1.5 },
  { type: "openLink", href: "" },
  { type: "approve" },
  { type: "approve", token: "" },
  { type: "approve", token: 1 },
  { type: "approve", token: "t", offer: -1 },
  { type: "approve", token: "t", offer: "0" },
  { type: "approve", token: "t", remember: "0" },
  { type: "deny", token: "t", note: 5 },
  { type: "answerQuestion", token: "t", text: " \n" },
  { type: "setMode", mode: "yolo" },
  { type: "callContent", messageId: "m", key: "-1" },
  { type: "openCall", messageId: "m", key: "__proto__" },
  { type: "keepChanges", path: "" },
  { type: "undoChanges", path: ["a"] },
  { type: "restoreCheckpoint", messageId: "m", force: true },
])("%o is none", (value) => {
  expect(parseToHost(value)).toBeUndefined();
});

test("a question that cannot be taken is known by its draft, so that it can be answered", () => {
  expect(draftIdOf({ type: "send", draftId: "d", text: "x".repeat(9_000_000) })).toBe("d");
  expect(draftIdOf({ type: "editMessage", draftId: "d", messageId: 5 })).toBe("d");
  expect(draftIdOf({ type: "stop", draftId: "d" })).toBeUndefined();
  expect(draftIdOf({ type: "send", draftId: "../d" })).toBeUndefined();
  fc.assert(fc.property(fc.anything(), (value) => draftIdOf(value) === undefined || true));
});

test("anything at all is parsed without throwing", () => {
  fc.assert(fc.property(fc.anything(), (value) => parseToHost(value) === undefined || true));
});
