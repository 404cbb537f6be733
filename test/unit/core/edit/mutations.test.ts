// A share of the bench of mutations, on the files that come with the project's own packages: nothing is applied wrong.

import { beforeAll, describe, expect, test } from "vitest";
import { buildCases } from "../../../bench/edits/build.ts";
import type { Case } from "../../../bench/edits/case.ts";
import { type Judged, judge } from "../../../bench/edits/judge.ts";
import { loadGrammars } from "../../../bench/edits/outline.ts";
import { readInstalled } from "../../../bench/edits/sources.ts";

let cases: readonly Case[] = [];

beforeAll(async () => {
  await loadGrammars();
  cases = buildCases(await readInstalled(), 2);
}, 60_000);

const isWrong = ({ verdict }: Judged) => verdict !== "right" && verdict !== "refused";

describe("snippets of known outcome", () => {
  test.each([true, false])(
    "are placed right or not at all (with symbols: %s)",
    (withSymbols) => {
      expect(cases.length).toBeGreaterThan(180);
      const wrong = cases.map((each) => judge(each, withSymbols)).filter(isWrong);
      const told = wrong.map(({ case: { kind, source }, verdict }) => `${verdict}: ${kind}, ${source.path}`);
      expect(told).toEqual([]);
    },
    120_000,
  );
});
