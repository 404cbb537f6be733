import { expect, test } from "vitest";
import { parseHistoryToHost } from "../../../src/protocol/history.ts";

test.each([
  { type: "historyQuery", queryId: 1, query: "" },
  { type: "historyOpen", id: "0b0e6a52-6c1f-4a52-9d0f-2f4f6a7f1c11" },
  { type: "historyRename", id: "a", title: "T" },
])("$type is taken", (message) => expect(parseHistoryToHost(message)).toEqual(message));

test.each([
  { type: "historyOpen", id: "../secret" },
  { type: "historyDelete", id: "" },
  { type: "historyRename", id: "a", title: " " },
  { type: "historyQuery", queryId: 1, query: "x".repeat(501) },
  { type: "historyOpen", id: "a", more: 1 },
  "historyClosed",
])("%j is dropped", (message) => expect(parseHistoryToHost(message)).toBeUndefined());
