// Which problems a change brought, told from those that were there.

/** What a language service says of a file. */
export interface Problem {
  readonly severity: "error" | "warning";
  readonly message: string;
  /** Who says it: `ts`, `eslint`. */
  readonly source?: string;
  readonly code?: string;
  /** 1-based. */
  readonly line: number;
}

/** Of one result. */
const mostTold = 20;
const longestMessage = 300;

/**
 * Those of `after` that are not in `before`: lines move with an edit, so a problem is the same by what it says, its code and
 * its source, and one that was there once and is there twice is new once. Errors first, in order of lines.
 */
export function newProblems(before: readonly Problem[], after: readonly Problem[]): readonly Problem[] {
  const known = new Map<string, number>();
  for (const problem of before) known.set(keyOf(problem), (known.get(keyOf(problem)) ?? 0) + 1);
  const isNew = (problem: Problem) => {
    const left = known.get(keyOf(problem)) ?? 0;
    known.set(keyOf(problem), left - 1);
    return left <= 0;
  };
  // The last ones of equals are the new ones at a guess: edits add below more often than above.
  return after
    .toSorted((a, b) => a.line - b.line)
    .filter(isNew)
    .toSorted(bySeverity);
}

/** `problems` for the model; empty without any. `wasKnown` is false when nothing was known of the file before. */
export function problemsText(problems: readonly Problem[], wasKnown: boolean): string {
  if (problems.length === 0) return "";
  const lines = problems.slice(0, mostTold).map(({ severity, message, source, code, line }) => {
    const from = [source, code].filter(Boolean).join(" ");
    const text = message.replace(/\s+/g, " ").trim();
    const short = text.length > longestMessage ? `${text.slice(0, longestMessage)} …` : text;
    return `${line}: ${severity}: ${short}${from && ` (${from})`}`;
  });
  if (problems.length > mostTold) lines.push(`(and ${problems.length - mostTold} more)`);
  const head = wasKnown ? "New problems in this file:" : "Problems in this file (some may be older than the change):";
  return [head, ...lines].join("\n");
}

const keyOf = ({ message, source, code }: Problem) => JSON.stringify([message, source, code]);
const bySeverity = (a: Problem, b: Problem) => Number(b.severity === "error") - Number(a.severity === "error");
