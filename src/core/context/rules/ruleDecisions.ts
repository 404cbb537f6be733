// What the person said about the rules of this workspace, by their names. Kept outside of the workspace.

/** What the person said about one text. */
export interface RuleDecision {
  /** SHA-256 of the text, in hex. */
  readonly hash: string;
  readonly use: boolean;
}

/** `ask`: nobody was asked about it; `changed`: about another text of it, which what was said before keeps to. */
export type RuleState = "ask" | "changed" | "on" | "off";

/** What was said about each name. */
export type RuleDecisions = Readonly<Record<string, RuleDecision>>;

/** So many are kept; the oldest go first. */
const most = 500;

/** What holds for the text with `hash`. Who said no is not asked again when it changes. */
export function ruleState(hash: string, decision: RuleDecision | undefined): RuleState {
  if (!decision) return "ask";
  if (!decision.use) return "off";
  return decision.hash === hash ? "on" : "changed";
}

/** `decisions` with another one, which becomes the newest. */
export function withDecision(decisions: RuleDecisions, name: string, decision: RuleDecision): RuleDecisions {
  const others = Object.entries(decisions).filter(([each]) => each !== name);
  return Object.fromEntries([...others, [name, decision]].slice(-most));
}

/** Those that were stored; what is none is left out. */
export function parseDecisions(value: unknown): RuleDecisions {
  if (typeof value !== "object" || value === null) return {};
  const parsed = Object.entries(value).flatMap(([name, each]) => {
    const decision = parseDecision(each);
    return decision ? [[name, decision] as const] : [];
  });
  return Object.fromEntries(parsed.slice(-most));
}

/** One that was stored; undefined when the value is none. */
export function parseDecision(value: unknown): RuleDecision | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { hash, use } = value as Record<string, unknown>;
  return typeof hash === "string" && typeof use === "boolean" ? { hash, use } : undefined;
}
