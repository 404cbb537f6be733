import { expect, test } from "vitest";
import type { ContextItem } from "../../../../src/core/context/contextItem.ts";
import { contextRoom, roomierModel } from "../../../../src/core/context/contextRoom.ts";
import { contextTokens, shortenedReferences, toReferences } from "../../../../src/core/context/toReferences.ts";
import { findModel, modelTable, unlistedModel } from "../../../../src/core/model/modelTable.ts";

const item = (label: string, text: string): ContextItem => ({
  id: label,
  mention: { kind: "file", label },
  state: "ready",
  reference: { kind: "file", label, languageId: "plaintext", text },
  tokens: text.length,
});

test("what is cut says so, to the model and by its label", () => {
  const items = [item("a", "short"), item("b", "0123456789\n".repeat(100))];
  const { references, cuts } = shortenedReferences(items, 400, (text) => text.length);
  expect(references[0]).toEqual(toReferences(items)[0]);
  expect(cuts).toEqual([{ label: "b", keptLines: 29, lines: 101 }]);
  expect(references[1]?.label).toBe("b (1-29/101)");
  expect(references[1]?.text.endsWith("\n[cut here: the first 29 of 101 lines]")).toBe(true);
  expect(contextTokens(items)).toBeGreaterThan(400);
});

test("what the model has already is not cut", () => {
  const known: ContextItem = { ...item("a", "0123456789\n".repeat(100)), tokens: 20, known: "unchanged" };
  const { references, cuts } = shortenedReferences(
    [known, item("b", "0123456789\n".repeat(100))],
    400,
    (text) => text.length,
  );
  expect(references[0]).toBe(known.reference);
  expect(cuts).toEqual([{ label: "b", keptLines: 30, lines: 101 }]);
});

test("the room is what the window leaves after the rest and a reply", () => {
  const flash = findModel("mimo-v2-flash") ?? unlistedModel("x");
  expect(contextRoom(flash, undefined, 1000)).toBe(262_144 - 65_536 - 1000);
  expect(contextRoom(flash, 1000, 1000)).toBe(262_144 - 2000);
  expect(contextRoom(flash, undefined, 1_000_000)).toBe(0);
  expect(roomierModel(modelTable, flash, 300_000)?.id).toBe("mimo-v2.6-pro");
  expect(roomierModel(modelTable, flash, 3_000_000)).toBeUndefined();
  expect(roomierModel(modelTable, findModel("mimo-v2.6-pro") ?? flash, 300_000)).toBeUndefined();
});
