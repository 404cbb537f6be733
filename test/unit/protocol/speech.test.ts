import { expect, test } from "vitest";
import { parseSpeechToHost } from "../../../src/protocol/speech.ts";

test("what the player says is parsed", () => {
  const position = { type: "speechPosition", session: "a", part: 3, epoch: 0, reset: false };
  expect(parseSpeechToHost(position)).toEqual(position);
  expect(parseSpeechToHost({ type: "readMessage", messageId: "m" })).toEqual({ type: "readMessage", messageId: "m" });
});

test.each([
  [undefined],
  [{ type: "speechPosition", session: "a", part: -1, epoch: 0, reset: false }],
  [{ type: "speechPosition", session: "a", part: 1e9, epoch: 0, reset: false }],
  [{ type: "speechState", session: "a", state: "loud" }],
  [{ type: "speechStop", session: "" }],
  [{ type: "speechStop", session: "a", more: 1 }],
  [{ type: "send", text: "x" }],
])("what is none of it is dropped: %j", (value) => {
  expect(parseSpeechToHost(value)).toBeUndefined();
});
