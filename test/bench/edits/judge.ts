// What became of a case.

import type { CodeSymbol } from "../../../src/core/code/codeSymbol.ts";
import { type Applied, apply } from "./apply.ts";
import type { Case } from "./case.ts";
import { write } from "./source.ts";
import { symbolsOf } from "./symbols.ts";

/** `lost`: wrong, and a line is gone that the snippet said nothing of. `spacing`: wrong in white space alone. */
export type Verdict = "right" | "refused" | "wrong" | "spacing" | "lost";

/** A case with what came of it. */
export interface Judged {
  readonly case: Case;
  readonly verdict: Verdict;
  readonly applied: Applied;
}

/** Applies the case; with the symbols that a language server would give, or as where there is none. */
export function judge(each: Case, withSymbols: boolean): Judged {
  const { source, snippet, path } = each;
  const symbols: readonly CodeSymbol[] | undefined = withSymbols ? symbolsOf(source) : undefined;
  const tabSize = source.unit === "\t" ? 4 : source.unit.length;
  const file = write(source, source.lines);
  try {
    const applied = apply({ file, snippet, path, tabSize, symbols, languageId: source.grammar.languageId });
    return { case: each, applied, verdict: verdictOf(each, applied) };
  } catch (error) {
    return { case: each, applied: { refused: String(error) }, verdict: "wrong" };
  }
}

function verdictOf(each: Case, applied: Applied): Verdict {
  if ("refused" in applied) return each.refusal === "right" ? "right" : "refused";
  if (each.expected.includes(applied.text)) return "right";
  if (lostLines(each, applied.text).length > 0) return "lost";
  const bare = (text: string) => text.replace(/\s*\n\s*/g, "\n").trim();
  return each.expected.some((text) => bare(text) === bare(applied.text)) ? "spacing" : "wrong";
}

/** Lines of the file outside of what the snippet speaks of that the result has fewer times. */
export function lostLines({ source, spoken }: Case, text: string): string[] {
  const count = (lines: readonly string[]) => {
    const counts = new Map<string, number>();
    for (const line of lines) counts.set(line.trim(), (counts.get(line.trim()) ?? 0) + 1);
    return counts;
  };
  const has = count(text.replace(/^\uFEFF/, "").split(/\r?\n/));
  const needs = count(source.lines.filter((_, row) => !spoken.some(({ start, end }) => row >= start && row < end)));
  return [...needs].filter(([line, times]) => /\w/.test(line) && (has.get(line) ?? 0) < times).map(([line]) => line);
}
