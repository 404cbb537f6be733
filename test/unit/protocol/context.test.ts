import fc from "fast-check";
import { expect, test } from "vitest";
import { parseContextToHost } from "../../../src/protocol/context.ts";

test.each([
  { type: "contextQuery", query: "", request: 1 },
  { type: "contextPick", id: "c1" },
  { type: "contextRemove", id: "x" },
  { type: "contextOpen", id: "x" },
  { type: "contextSwitch", id: "active", on: false },
  { type: "contextAction", id: "x", index: 0 },
  { type: "contextDrop", uris: ["file:///a"] },
  { type: "contextText", start: "", length: 0 },
])("%o is a request", (value) => {
  expect(parseContextToHost(value)).toEqual(value);
});

test.each([
  undefined,
  { type: "contextPick", id: "" },
  { type: "contextPick", id: "c1", uri: "file:///etc/passwd" },
  { type: "contextDrop", uris: [] },
  { type: "contextDrop", uris: Array.from({ length: 101 }, () => "file:///a") },
  { type: "contextText", start: "x".repeat(20_001), length: 20_001 },
  { type: "contextAction", id: "x", index: -1 },
  { type: "contextSend" },
])("%o is none", (value) => {
  expect(parseContextToHost(value)).toBeUndefined();
});

test("anything at all is parsed without throwing", () => {
  fc.assert(fc.property(fc.anything(), (value) => parseContextToHost(value) === undefined || true));
});
