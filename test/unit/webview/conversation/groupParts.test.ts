import { signal } from "@preact/signals";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { PartHead } from "../../../../src/protocol/parts.ts";
import type { PartEntry } from "../../../../webview-ui/conversation/chatStore.ts";
import { groupParts, keepGroups } from "../../../../webview-ui/conversation/groupParts.ts";
import { newLog } from "../../../../webview-ui/conversation/textLog.ts";
import { head } from "../../../fixtures/webview-page/runs.ts";

const heads: Readonly<Record<string, PartHead>> = {
  r: head("read_file", "done", "Read", { folds: true }),
  R: head("read_file", "running", "Reading", { folds: true }),
  f: head("read_file", "failed", "Read", { folds: true }),
  w: head("read_file", "approval", "Read", { folds: true }),
  e: head("edit_file", "done", "Edited"),
  t: { kind: "text" },
  q: { kind: "reasoning" },
};

/** The parts that the letters stand for. */
const parts = (letters: string): PartEntry[] =>
  [...letters].map((letter, key) => ({
    key: String(key),
    head: signal(heads[letter] ?? { kind: "text" }),
    text: signal(newLog()),
  }));

const shape = (letters: string, growing = false) => {
  let at = 0;
  return groupParts(parts(letters), growing)
    .map(({ parts, folds }) => {
      const own = letters.slice(at, at + parts.length);
      at += parts.length;
      return folds ? `(${own})` : own;
    })
    .join("");
};

test.each([
  ["rrr", "(rrr)"],
  ["r", "r"],
  ["rt", "rt"],
  ["trRte", "t(rR)te"],
  ["rfr", "rfr"],
  ["rrfrr", "(rr)f(rr)"],
  ["rw", "rw"],
  ["rer", "rer"],
  ["qrqrq", "q(rqr)q"],
  ["rqt", "rqt"],
  ["rqqr", "(rqqr)"],
])("%s is %s", (letters, expected) => {
  expect(shape(letters)).toBe(expected);
});

test("while it grows no thought goes out of sight", () => {
  expect(shape("rqr", true)).toBe("rqr");
  expect(shape("rRqr", true)).toBe("(rR)qr");
});

test("every part is in one group, in order, and none begins or ends with a thought that folds", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...Object.keys(heads))), fc.boolean(), (letters, growing) => {
      const all = parts(letters.join(""));
      const groups = groupParts(all, growing);
      expect(groups.flatMap(({ parts }) => parts)).toEqual(all);
      for (const { parts: own, folds } of groups) {
        expect(folds).toBe(own.length > 1);
        if (folds) for (const end of [own[0], own.at(-1)]) expect(end?.head.value.kind).toBe("tool");
      }
      expect(keepGroups(groups, groupParts(all, growing))).toBe(groups);
      const more = groupParts([...all, ...parts("t")], growing);
      const kept = keepGroups(groups, more);
      expect(kept).toEqual(more);
      expect(kept.slice(0, groups.length - 1)).toEqual(groups.slice(0, groups.length - 1));
    }),
  );
});
