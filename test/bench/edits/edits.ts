// How Apply fares: thousands of files and snippets of which the right result is known by construction.

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { artifactsDir } from "../../vscode/paths.ts";
import type { Measure } from "../report.ts";
import { buildCases } from "./build.ts";
import { type Judged, judge, lostLines, type Verdict } from "./judge.ts";
import { largeCases } from "./large.ts";
import { loadGrammars } from "./outline.ts";
import { write } from "./source.ts";
import { readSources } from "./sources.ts";

/**
 * Applies every case twice, with the symbols of a language server and without any, and prints what became of them by
 * language and by kind. `--keep` writes those that did not come out right into artifacts/edits.
 */
export async function measureEdits(flags: readonly string[] = []): Promise<Measure[]> {
  const folder = join(artifactsDir, "edits");
  const files = await readSources();
  await loadGrammars();
  const cases = buildCases(files);
  if (flags.includes("--keep")) rmSync(folder, { recursive: true, force: true });
  const measures: Measure[] = [];
  for (const mode of ["symbols", "no symbols"]) {
    const judged = cases.map((each) => judge(each, mode === "symbols"));
    print(`${mode}, by language`, judged, ({ source }) => source.grammar.name);
    print(`${mode}, by kind`, judged, ({ kind }) => kind);
    if (flags.includes("--keep"))
      for (const [index, each] of judged.entries()) keep(join(folder, mode.replace(" ", "-")), index, each);
    measures.push(...measuresOf(mode, judged, new Set(cases.map(({ source }) => source.path)).size));
  }
  return [...measures, ...measureLarge()];
}

/** The time in which Apply finds one function of 200,000 lines, and that another is not there. */
function measureLarge(): Measure[] {
  return largeCases().map((each) => {
    const start = performance.now();
    const { verdict } = judge(each, true);
    return { name: `edits, ${each.kind}: ${verdict}`, value: performance.now() - start, unit: "ms", goal: 1_000 };
  });
}

const isWrong = ({ verdict }: Judged) => verdict !== "right" && verdict !== "refused";
const share = (some: number, all: number) => (all === 0 ? 0 : (100 * some) / all);

function measuresOf(mode: string, judged: readonly Judged[], files: number): Measure[] {
  const count = (fits: (each: Judged) => boolean) => judged.filter(fits).length;
  const right = count(({ verdict }) => verdict === "right");
  const note = `${judged.length} cases of ${files} files`;
  return [
    {
      name: `edits, ${mode}: not right`,
      value: share(judged.length - right, judged.length),
      unit: "%",
      goal: 10,
      note,
    },
    { name: `edits, ${mode}: refused`, value: count(({ verdict }) => verdict === "refused"), unit: "cases" },
    { name: `edits, ${mode}: wrong`, value: count(isWrong), unit: "cases", goal: 0 },
    {
      name: `edits, ${mode}: wrong, code lost`,
      value: count(({ verdict }) => verdict === "lost"),
      unit: "cases",
      goal: 0,
    },
  ];
}

/** One line a group, in a table. */
function print(title: string, judged: readonly Judged[], groupOf: (each: Judged["case"]) => string): void {
  const columns: readonly Verdict[] = ["right", "refused", "lost", "wrong", "spacing"];
  const groups = [...Map.groupBy(judged, (each) => groupOf(each.case)), ["all", judged] as const];
  console.log(`\n${title.padEnd(32)}cases  right  refused  wrong: lost  other  spacing`);
  for (const [name, all] of groups) {
    const [right = 0, refused = 0, lost = 0, wrong = 0, spacing = 0] = columns.map(
      (column) => all.filter(({ verdict }) => verdict === column).length,
    );
    const cells = [all.length, right, refused, lost, wrong, spacing].map(String);
    const widths = [5, 7, 9, 13, 7, 9];
    const rate = `${Math.round(share(right, all.length))} %`.padStart(8);
    console.log(
      name.padEnd(32) +
        cells.map((cell, index) => (cell === "0" ? "·" : cell).padStart(widths[index] ?? 0)).join("") +
        rate,
    );
  }
}

/** A folder with the case: the file before, the snippet, what is right and what came. */
function keep(folder: string, index: number, { case: each, verdict, applied }: Judged): void {
  if (verdict === "right") return;
  const { source, snippet, expected, kind } = each;
  const place = join(folder, verdict, `${kind.replace(/\W+/g, "-")}.${source.grammar.name}.${index}`);
  mkdirSync(place, { recursive: true });
  const extension = /\.\w+$/.exec(source.path)?.[0] ?? "";
  writeFileSync(join(place, `file${extension}`), write(source, source.lines));
  writeFileSync(join(place, `snippet${extension}`), snippet);
  for (const [way, text] of [...new Set(expected)].slice(0, 4).entries())
    writeFileSync(join(place, `expected${way === 0 ? "" : way}${extension}`), text);
  if ("text" in applied) {
    writeFileSync(join(place, `actual${extension}`), applied.text);
    writeFileSync(join(place, "lost.txt"), lostLines(each, applied.text).join("\n"));
  }
  writeFileSync(
    join(place, "about.txt"),
    `${kind}\n${source.path}\n${"refused" in applied ? applied.refused : verdict}\n`,
  );
}
