import { cutRules, maxRuleBytes } from "../../core/context/rules/ruleSource.ts";
import { taggedText } from "../../core/context/taggedText.ts";
import type { ProjectRules } from "./projectRules.ts";

/** What the person follows, for a prompt that is put together anew each time; empty for nothing. */
export function rulesPrompt(rules: Pick<ProjectRules, "following">): string {
  // The skills are for who can read files.
  const files = rules.following(new Set()).filter((rule) => "uri" in rule);
  if (files.length === 0) return "";
  const text = files.map(({ name, text }) => taggedText("rules", text.trim(), { from: name })).join("\n\n");
  return `The project's own rules, which the person chose to follow:\n${cutRules(text, maxRuleBytes).text}`;
}
