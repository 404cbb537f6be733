import fc from "fast-check";
import { expect, test } from "vitest";
import type { Ask, ConsentReason } from "../../../../src/core/access/readDecision.ts";
import { askWords, shortReasons } from "../../../../src/vscode/access/askWords.ts";

const t = (text: string, ...args: (string | number)[]) => text.replace(/\{(\d)\}/g, (_, i) => String(args[Number(i)]));
const about = (path: string, ...reasons: ConsentReason[]): Ask => ({ address: `file:///${path}`, path, reasons });
const all: readonly ConsentReason[] = ["outside", "ignored", "excluded", "secret-name", "private-key", "api-key"];

test("one file and one reason are one sentence", () => {
  expect(askWords([about("link.txt", "outside")], t)).toEqual({
    text: "link.txt is outside the workspace. Send it to MiMo?",
  });
});

test("what tells of secrets is asked first, and the other reasons are said as well", () => {
  expect(askWords([about("notes.txt", "outside", "private-key")], t)).toEqual({
    text: "notes.txt seems to hold a private key. Send it to MiMo?",
    detail: "notes.txt (holds a private key, outside the workspace)",
  });
});

test("every reason of every file is said, whichever they are", () => {
  const reasons = fc.subarray([...all], { minLength: 1 });
  fc.assert(
    fc.property(fc.array(reasons, { minLength: 1, maxLength: 4 }), (each) => {
      const { text, detail } = askWords(
        each.map((own, n) => about(`${n}.txt`, ...own)),
        t,
      );
      if (each.length === 1 && each[0]?.length === 1) expect(detail).toBeUndefined();
      else expect(detail?.split("\n")).toEqual(each.map((own, n) => `${n}.txt (${shortReasons(own, t)})`));
      expect(text).toMatch(/Send (?:it|them) to MiMo\?$/);
    }),
  );
});

test("a name makes no line of its own, and hides nothing", () => {
  const forged = "a.md (ignored by Git)\nREADME.md\u202E";
  const { text, detail } = askWords([about(forged, "ignored"), about("b.env", "secret-name")], t);
  expect(detail?.split("\n")).toEqual([
    "a.md (ignored by Git)�README.md� (ignored by Git)",
    "b.env (named like a file of secrets)",
  ]);
  expect(text).toMatch(/^2 files/);
  expect(askWords([about(forged, "ignored")], t).text).toBe(
    "a.md (ignored by Git)�README.md� is ignored by Git. Send it to MiMo?",
  );
});
