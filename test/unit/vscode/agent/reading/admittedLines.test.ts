// What a search tells of a line depends on that line and its file, never on what else was found.

import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";

vi.mock("vscode", () => import("../approvals/fakeVscode.ts"));

import { Consents } from "../../../../../src/core/access/consents.ts";
import { ReadGate } from "../../../../../src/core/access/readGate.ts";
import { findSecretText } from "../../../../../src/core/access/secretText.ts";
import type { Hit } from "../../../../../src/core/tools/foundText.ts";
import { admittedLines } from "../../../../../src/vscode/agent/reading/admittedLines.ts";
import { linesToTell } from "../../../../../src/vscode/agent/reading/linesToTell.ts";

const key = ["sk", "q7Zt1vR9mX4bLw2Ks8Nd5Jh3Gf6Pc0Ya"].join("-");
const head = ["-----BEGIN", "PRIVATE KEY-----"].join(" ");

const lines = {
  "config.ts": ["// marker", `const apiKey = "${key}";`, "const x = 1;"],
  "deploy.ts": [
    "// marker",
    `const pem = \`${head}`,
    "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDRx4vKWm1cT9sA",
    "Zq8kVxYw3nB7rTfH2LpJc5mSd9GhUe1oKiAaXvNbQt6WyRzPjEuClDsMgFO0I4Hk",
    "end`;",
  ],
  "cluster.yaml": ["kind: Secret", "data:", "  first: c2VjcmV0LXZhbHVl", "  second: bW9yZS1zZWNyZXQ"],
  ".env": ["A=1", "B=2"],
  "plain.ts": ["one", "two", `integrity: "sha512-${"aB3dE5gH7jK9mN1p".repeat(4)}"`],
};

function gateOf(texts: Readonly<Record<string, readonly string[]>>): ReadGate {
  const textOf = (address: string) => (texts[address.slice("file:///w/".length)] ?? []).join("\n");
  const placeOf = (address: string) => ({ folder: "file:///w", path: address.slice("file:///w/".length) });
  return new ReadGate(
    {
      pathOf: (address) => placeOf(address).path,
      stat: async (address) => ({ kind: "file", size: textOf(address).length, standsAlone: false }),
      placeOf,
      realPlaceOf: async (address) => ({ path: placeOf(address).path, place: placeOf(address) }),
      isIgnored: async () => false,
      isExcluded: () => false,
      load: async (address) => ({ text: textOf(address), languageId: "plaintext" }),
      loadBytes: async () => new Uint8Array(),
      findSecret: async (text) => findSecretText(text),
    },
    new Consents({ load: () => undefined, save: () => {} }),
  );
}

const hitsOf = (path: string, texts: readonly string[]): readonly Hit[] =>
  texts.map((text, at) => ({ path, line: at + 1, text }));

describe("admittedLines", () => {
  test.each(Object.entries(lines))("%s: any of its lines, with any others", async (path, texts) => {
    const gate = gateOf(lines);
    const all = hitsOf(path, texts);
    const told = async (hits: readonly Hit[]) => admittedLines(gate, `file:///w/${path}`, hits, "chat");
    const alone = new Map<number, boolean>();
    for (const hit of all) alone.set(hit.line, (await told([hit])).length === 1);
    await fc.assert(
      fc.asyncProperty(fc.subarray([...all]), async (hits) => {
        expect(await told(hits)).toEqual(hits.filter(({ line }) => alone.get(line)));
      }),
      { numRuns: 40 },
    );
  });

  test("what is a secret, and a piece of one, is not told; what stands beside it is", async () => {
    const gate = gateOf(lines);
    const told = async (path: keyof typeof lines) =>
      (await admittedLines(gate, `file:///w/${path}`, hitsOf(path, lines[path]), "chat")).map(({ line }) => line);
    expect(await told("config.ts")).toEqual([1, 3]);
    expect(await told("deploy.ts")).toEqual([1, 5]);
    expect(await told("cluster.yaml")).toEqual([]);
    expect(await told(".env")).toEqual([]);
    expect(await told("plain.ts")).toEqual([1, 2, 3]);
  });
});

test("linesToTell: what becomes of a line depends on where it stands alone", async () => {
  const text = Array.from({ length: 400 }, (_, at) => (at === 200 ? `const apiKey = "${key}";` : `line ${at}`));
  const gate = gateOf({ "big.ts": text });
  const told = async (wanted: readonly number[]) => [
    ...(await linesToTell(gate, "file:///w/big.ts", wanted, text, "chat")),
  ];
  const each = new Set<number>();
  for (let line = 0; line < 400; line++) if ((await told([line])).length === 1) each.add(line);
  expect(each.has(200)).toBe(false);
  expect([0, 100, 399].every((line) => each.has(line))).toBe(true);
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.nat({ max: 399 }), { maxLength: 30 }), async (wanted) => {
      expect((await told(wanted)).toSorted()).toEqual(wanted.filter((line) => each.has(line)).toSorted());
    }),
    { numRuns: 40 },
  );
});
