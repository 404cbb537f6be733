// A request to sum up the conversation before it: an agent makes one when its window fills.
import type { ChatRequest, Turn } from "../chatRequest.ts";
import { textOf } from "./question.ts";

/** Whether the person's side asks for nothing but a summary of all that was said. */
export function asksForSummary(turn: Turn | undefined): boolean {
  return turn?.role === "user" && /^\s*(sum up|summari[sz]e) (this|the) conversation\b/i.test(textOf(turn));
}

/** The summary, if one is asked for: what was called, and the beginning of what was said. */
export function summaryOf(request: ChatRequest): string | undefined {
  const { turns } = request;
  if (!asksForSummary(turns.at(-1))) return undefined;
  const lines = turns.flatMap((turn) => {
    if (turn.role !== "assistant") return [];
    const said = textOf(turn).replace(/\s+/g, " ").trim();
    return [
      ...(said === "" ? [] : [`- said: ${said.slice(0, 160)}`]),
      ...turn.toolCalls.map((call) => `- called ${call.name} ${call.arguments.slice(0, 120)}`),
    ];
  });
  return `Summed up by the MiMo emulator, from ${turns.length} messages.\n${lines.slice(-80).join("\n")}`;
}
