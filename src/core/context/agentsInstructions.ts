// AGENTS.md of a workspace: instructions that come with code somebody else may have written. Used only as it was when
// the person said yes to it.

/** Characters that are used at most: about 8,000 tokens. */
export const maxInstructions = 32_000;

/** What the person said about one text of the file. */
export interface AgentsDecision {
  /** SHA-256 of the text, in hex. */
  readonly hash: string;
  readonly use: boolean;
}

/** `ask`: nobody was asked about this text; `changed`: about an earlier one. */
export type AgentsState = "ask" | "changed" | "on" | "off";

/** What holds for the text with `hash`. Who said no to the file is not asked again when it changes. */
export function agentsState(hash: string, decision: AgentsDecision | undefined): AgentsState {
  if (!decision) return "ask";
  if (!decision.use) return "off";
  return decision.hash === hash ? "on" : "changed";
}

/** A decision that was stored; undefined when the value is none. */
export function parseDecision(value: unknown): AgentsDecision | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { hash, use } = value as Record<string, unknown>;
  return typeof hash === "string" && typeof use === "boolean" ? { hash, use } : undefined;
}

/** The text as it goes into the system prompt. */
export function agentsPrompt(text: string): string {
  const cut = text.length > maxInstructions ? `${text.slice(0, maxInstructions)}\n[cut here]` : text;
  return `The workspace's AGENTS.md, which the person chose to follow:\n${cut.trim()}`;
}
