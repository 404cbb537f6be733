// A share of the bench of mutations, on files that need no network: nothing is applied wrong.

import { beforeAll, describe, expect, test } from "vitest";
import { buildCases } from "../../../bench/edits/build.ts";
import type { Case } from "../../../bench/edits/case.ts";
import { grammars } from "../../../bench/edits/grammars.ts";
import { type Judged, judge } from "../../../bench/edits/judge.ts";
import { loadGrammars } from "../../../bench/edits/outline.ts";
import { readInstalled } from "../../../bench/edits/sources.ts";

let cases: readonly Case[] = [];

beforeAll(async () => {
  await loadGrammars();
  cases = buildCases(await readInstalled(), 2);
});

const isWrong = ({ verdict }: Judged) => verdict !== "right" && verdict !== "refused";

describe("snippets of known outcome", () => {
  test("are there for every language", () => {
    const languages = new Set(cases.map(({ source }) => source.grammar.name));
    // TSX is TypeScript's grammar with tags; no installed package has such files.
    expect([...languages].sort()).toEqual(
      grammars
        .map(({ name }) => name)
        .filter((name) => name !== "tsx")
        .sort(),
    );
    expect(cases.length).toBeGreaterThan(300);
  });

  test.each([true, false])("are placed right or not at all (with symbols: %s)", { timeout: 60_000 }, (withSymbols) => {
    const wrong = cases.map((each) => judge(each, withSymbols)).filter(isWrong);
    const told = wrong.map(({ case: { kind, source }, verdict }) => `${verdict}: ${kind}, ${source.path}`);
    expect(told).toEqual([]);
  });
});
