// `/step {json}` lines in a question: an agent scripted by hand, in the chat itself.
import type { ChatRequest } from "../chatRequest.ts";
import { asksForSummary } from "../scenario/summary.ts";
import { parseStep, replyOf, type StepReply } from "./agentStep.ts";

/**
 * The step for a request. Each reply since the question with the lines was one; after the last there is none. What cannot
 * be read is answered with a word about why.
 */
export function stepFromLines({ turns }: ChatRequest): StepReply | undefined {
  if (asksForSummary(turns.at(-1))) return undefined;
  const at = turns.findLastIndex((turn) => turn.role === "user" && linesOf(turn.texts).length > 0);
  if (at < 0) return undefined;
  const given = turns.slice(at).filter((turn) => turn.role === "assistant").length;
  try {
    const steps = linesOf(turns[at]?.texts ?? []).flatMap((line) => {
      const step = parseStep(JSON.parse(line));
      return Array.from({ length: step.times ?? 1 }, (_, index) => replyOf(step, index + 1));
    });
    return steps[given];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return given > 0 ? undefined : { script: { text: `A \`/step\` line cannot be read: ${reason}\n` }, faults: [] };
  }
}

/** What follows `/step` on the lines before an `/echo`. */
function linesOf(texts: readonly string[]): string[] {
  return texts.flatMap((text) => {
    const head = text.split(/^\/echo[ \n]/m)[0] ?? "";
    return [...head.matchAll(/^\/step (.*)$/gm)].map((match) => match[1] ?? "");
  });
}
