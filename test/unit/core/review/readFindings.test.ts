import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readFindings } from "../../../../src/core/review/readFindings.ts";
import { growth } from "./growth.ts";

const one = { line: 3, severity: "error", title: "It is wrong", body: "Because.", old_text: "a", new_text: "b" };
const read = { severity: "error", title: "It is wrong", body: "Because.", line: 3, oldText: "a", newText: "b" };

describe("the list is found", () => {
  const list = JSON.stringify([one]);
  test.each<[string, string]>([
    ["as it is asked for", JSON.stringify({ findings: [one] })],
    ["as a list", list],
    ["under another name", JSON.stringify({ issues: [one] })],
    ["alone", JSON.stringify(one)],
    ["in a fence", `\`\`\`json\n${list}\n\`\`\``],
    ["between words, with brackets of their own", `I looked at a[0]. Here: ${list}\nThat is all [done].`],
    ["with a comma too many", `[${JSON.stringify(one).replace(/}$/, ",}")},]`],
    ["with a line break in a string", JSON.stringify([one]).replace("Because.", "Because.\n")],
    ["cut in the middle of the next one", `{"findings": [${JSON.stringify(one)}, {"line": 5, "title": "Ano`],
    ["with numbers as words", JSON.stringify([{ ...one, line: "3", severity: "Error" }])],
    [
      "with other words for the same",
      JSON.stringify([{ ...one, severity: "critical", title: undefined, message: "It is wrong", body: undefined }]),
    ],
  ])("%s", (_what, answer) => {
    const { findings, isList } = readFindings(answer);
    expect(isList).toBe(true);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ ...read, body: expect.any(String) });
  });
});

test.each(['{"findings": []}', "[]", "```json\n[]\n```", 'Nothing to say (a[0] is fine): {"findings": []}'])(
  "%s is a review that found nothing",
  (answer) => expect(readFindings(answer)).toEqual({ findings: [], isList: true }),
);

test.each(["", "It looks good to me.", "I cannot review this.", "{", '{"findings": "none"}'])(
  "%o is no review",
  (answer) => expect(readFindings(answer)).toEqual({ findings: [], isList: false }),
);

test("what is odd in a finding does not come in", () => {
  const answer = (fields: object) => readFindings(JSON.stringify([{ ...one, ...fields }])).findings[0];
  for (const line of [0, -1, 1.5, 1e300, "x", null, {}, Number.MAX_SAFE_INTEGER + 1]) {
    expect(answer({ line })?.line).toBeUndefined();
  }
  expect(answer({ severity: {} })?.severity).toBe("hint");
  expect(answer({ severity: "toString" })?.severity).toBe("hint");
  expect(answer({ new_text: "a" })?.newText).toBeUndefined();
  expect(answer({ old_text: " " })?.newText).toBeUndefined();
  expect(answer({ new_text: 5 })?.newText).toBeUndefined();
  expect(answer({ new_text: "" })?.newText).toBe("");
  expect(answer({ old_text: "x".repeat(20_001) })).toMatchObject({ oldText: "", newText: undefined });
  expect(answer({ title: `A\u202E\n[b](command:c)${"d".repeat(500)}` })?.title).toMatch(
    /^A��\[b\]\u2060\(command:c\)d+…d+$/,
  );
  expect(answer({ body: "e".repeat(9000) })?.body).toHaveLength(4000);
  expect(answer({ title: " ", body: "" })).toBeUndefined();
  expect(answer({ title: undefined, body: "First line.\nSecond." })?.title).toBe("First line.");
});

test("whatever comes is read in bounds and without an exception", () => {
  const piece = fc.oneof(
    fc.json(),
    fc.string(),
    fc.constantFrom("{", "}", "[", "]", '"', "\\", ",", JSON.stringify(one)),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const { findings } = readFindings(pieces.join(""));
      for (const { title, severity } of findings) {
        expect(title).not.toMatch(/^\s*$|\n/);
        expect(["error", "warning", "hint"]).toContain(severity);
      }
    }),
  );
  for (const hostile of [
    "[".repeat(300_000),
    '{"a":'.repeat(100_000),
    '"'.repeat(500_000),
    "{".repeat(900_000),
    `{"a":"${'\\"'.repeat(499_000)}`,
  ]) {
    const began = performance.now();
    expect(readFindings(hostile).findings).toEqual([]);
    expect(performance.now() - began).toBeLessThan(2000);
  }
});

describe("backslashes in what is nearly JSON", () => {
  /** No JSON for the comma behind it: read loosely. */
  const loosely = (body: string) => readFindings(`[{"title": "x", "body": "${body}",},]`).findings[0]?.body;
  test.each<[string, string, string]>([
    ["a quote does not end the string", String.raw`a\"b`, 'a"b'],
    ["a backslash before the quote that ends it", String.raw`a\\`, "a\\"],
    ["one before a quote that does not", String.raw`a\\\"b`, 'a\\"b'],
    ["a comma and a bracket that are quoted", String.raw`\",} , ]\"`, '",} , ]"'],
    ["line breaks, written and meant", "a\r\nb\tc\\nd", "a\nb\tc\nd"],
  ])("%s", (_what, written, meant) => expect(loosely(written)).toBe(meant));

  test("a string that never ends, or ends in one, says nothing", () => {
    for (const open of [String.raw`[{"title": "x\"}]`, '[{"title": "x\\', '["\\']) {
      expect(readFindings(open)).toEqual({ findings: [], isList: false });
    }
    const cut = `[${JSON.stringify(one)}, {"title": "x", "body": "${String.raw`\"`.repeat(1000)}`;
    expect(readFindings(cut).findings).toEqual([read]);
  });
});

describe("four times as much takes about four times as long", () => {
  test.each<[string, (length: number) => string]>([
    ["quotes behind backslashes, never closed", (length) => `[{"title":"x","body":"${'\\"'.repeat(length / 2)}}]`],
    ["the same in a list", (length) => `["a${'\\"a'.repeat(length / 3)}]`],
    ["the same, with a backslash at the end", (length) => `{"a":"${'\\"'.repeat(length / 2)}\\`],
    ["backslashes", (length) => `{"a":"${"\\".repeat(length)}}`],
    ["commas", (length) => `[${",".repeat(length)}`],
    ["commas and blanks", (length) => `[1${", \n".repeat(length / 3)}}`],
    ["blanks", (length) => `[${" ".repeat(length)}x]`],
    ["brackets and blanks", (length) => `${"[ ".repeat(length / 2)}}`],
    ["lists that do not end", (length) => '{ "findings" : [ '.repeat(length / 17)],
    ["objects", (length) => `{"findings":[${'{"a":"\\"",},'.repeat(length / 12)}`],
  ])("%s", (_what, hostile) => {
    const [short, long] = [hostile(100_000), hostile(400_000)];
    expect(
      growth(
        () => readFindings(short),
        () => readFindings(long),
      ),
    ).toBeLessThan(9);
  });
});

test("a number of findings that nobody reads is not taken in", () => {
  expect(readFindings(JSON.stringify(Array.from({ length: 5000 }, () => one))).findings).toHaveLength(200);
});
