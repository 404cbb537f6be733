// What a review says about one place of a changed file.

/** How much it matters, gravest first: it is wrong, it will go wrong, it could be better. */
export const severities = ["error", "warning", "hint"] as const;

export type Severity = (typeof severities)[number];

/** One finding as the model wrote it, within bounds; its words are a stranger's. */
export interface Finding {
  readonly severity: Severity;
  /** One line, not empty. */
  readonly title: string;
  /** Markdown; may be empty. */
  readonly body: string;
  /** The line the model names, from 1; undefined when it names none. It is a claim, and places nothing. */
  readonly line: number | undefined;
  /** The code it is about, as it stands in the file; empty when none is quoted. */
  readonly oldText: string;
  /** What would stand there instead; undefined when nothing is proposed. */
  readonly newText: string | undefined;
}

/** Gravest first; those of equal weight in the order they have. */
export function bySeverity(a: Pick<Finding, "severity">, b: Pick<Finding, "severity">): number {
  return severities.indexOf(a.severity) - severities.indexOf(b.severity);
}
