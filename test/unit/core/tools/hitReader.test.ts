import fc from "fast-check";
import { expect, test } from "vitest";
import { HitReader } from "../../../../src/core/tools/hitReader.ts";

const encoder = new TextEncoder();
const match = (path: string, line: number, text: string, start = 0) =>
  `${JSON.stringify({
    type: "match",
    data: {
      path: { text: path },
      lines: { text: `${text}\n` },
      line_number: line,
      submatches: [{ start, end: start + 1 }],
    },
  })}\n`;

/** What is read when the bytes come cut at `cuts`. */
function read(output: string, cuts: readonly number[] = [], accepts = (_: string) => true, max = 100) {
  const reader = new HitReader(accepts, max);
  const bytes = encoder.encode(output);
  const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  for (const [nth, from] of at.slice(0, -1).entries()) reader.push(bytes.subarray(from, at[nth + 1]));
  return { hits: reader.hits, isAll: reader.isAll };
}

test("hits come whole, however the bytes are cut", () => {
  const output = `{"type":"begin"}\n${match("./src/a.ts", 3, "é 文 😀 needle")}not json\n${match("b", 1, "x")}{"type":"end"}\n`;
  const expected = [
    { path: "src/a.ts", line: 3, text: "é 文 😀 needle" },
    { path: "b", line: 1, text: "x" },
  ];
  fc.assert(
    fc.property(fc.array(fc.nat(2_000), { maxLength: 20 }), (cuts) => {
      expect(read(output, cuts)).toEqual({ hits: expected, isAll: true });
    }),
  );
});

test("no more than wanted, and of wanted files alone", () => {
  const output = match("a", 1, "x") + match("b", 1, "x") + match("a", 2, "x") + match("a", 3, "x");
  const found = read(output, [], (path) => path === "a", 2);
  expect(found.hits.map(({ line }) => line)).toEqual([1, 2]);
  expect(found.isAll).toBe(false);
  expect(read(output, [], (path) => path === "a", 3).isAll).toBe(true);
});

test("of a long line the part around the match is kept, at its place in characters", () => {
  const before = "文".repeat(10_000);
  const start = encoder.encode(before).length;
  const [hit] = read(match("a", 1, `${before}needle${"y".repeat(10_000)}`, start)).hits;
  expect(hit?.text.slice(hit.column).startsWith("needle")).toBe(true);
  expect(hit?.text.length).toBeLessThan(5_000);
});

test("a record that never ends is passed over, and said", () => {
  const found = read(`${match("a", 1, "x".repeat(9 * 1024 * 1024))}${match("b", 1, "y")}`);
  expect(found.hits.map(({ path }) => path)).toEqual(["b"]);
  expect(found.isAll).toBe(false);
});

test("what is no UTF-8 is read as far as it goes", () => {
  const data = { path: { text: "a" }, lines: { bytes: btoa("gr\xfc\xdfe\n") }, line_number: 1, submatches: [] };
  expect(read(`${JSON.stringify({ type: "match", data })}\n`).hits[0]?.text).toBe("gr\ufffd\ufffde");
  const strange = { path: { bytes: "/w==" }, lines: { text: "x" }, line_number: 1 };
  expect(read(`${JSON.stringify({ type: "match", data: strange })}\n{"type":"match"}\n`).hits).toEqual([]);
});
