// Problems as a result: `path:line:column: error: what is wrong (source code)`.

/** Problems of one result. */
export const maxProblems = 200;
/** UTF-16 units of one message. */
const maxMessage = 500;

/** A problem that a language service or a task told of. */
export interface Problem {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  readonly severity: "error" | "warning";
  readonly message: string;
  /** Who says it, and by which rule. */
  readonly source?: string;
}

/** One line for a problem. */
export function problemText({ path, line, column, severity, message, source }: Problem): string {
  const words = message.replace(/\s+/g, " ").trim();
  const short = words.length <= maxMessage ? words : `${words.slice(0, maxMessage).toWellFormed()} …`;
  return `${path}:${line}:${column}: ${severity}: ${short}${source ? ` (${source.replace(/\s+/g, " ")})` : ""}`;
}

/** Errors first where there are too many; then by place. */
export function problemsText(problems: readonly Problem[]): string {
  if (problems.length === 0) return "(No errors or warnings in files that may be read.)";
  const worst = problems.toSorted((a, b) => Number(a.severity === "warning") - Number(b.severity === "warning"));
  const shown = worst
    .slice(0, maxProblems)
    .toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line || a.column - b.column))
    .map(problemText);
  const more = problems.length - maxProblems;
  return [...shown, ...(more > 0 ? [`(${more} more. Narrow them down with path.)`] : [])].join("\n");
}
