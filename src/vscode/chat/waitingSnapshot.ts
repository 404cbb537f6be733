// What waits for the person, as the view asks it.

import type { WaitingCall } from "../../core/conversation/waitingCall.ts";
import type { ToolHead } from "../../protocol/agent.ts";
import type { Translate } from "../errors/describeError.ts";
import type { ChatAgent } from "./chatAgent.ts";

/** The part of a call's head that asks. `line` names the call, for what the agent is not asked about. */
export function waitingSnapshot(
  waiting: WaitingCall,
  line: string,
  agent: Pick<ChatAgent, "describeApproval"> | undefined,
  t: Translate,
): Pick<ToolHead, "approval" | "question"> {
  const { token } = waiting;
  switch (waiting.type) {
    case "question":
      return { question: { token, ...questionOf(waiting.call.input) } };
    case "repeats":
      return {
        approval: {
          token,
          sentence: t("MiMo asks for the same again: {0}", line),
          reasons: [
            t(
              "It was asked for {0} times, with the same result. Denying ends the run, unless you say what to do instead.",
              waiting.times,
            ),
          ],
          offers: [],
        },
      };
    case "approval":
      return { approval: { sentence: line, reasons: [], offers: [], ...agent?.describeApproval(waiting), token } };
  }
}

/** `ask_user`'s input is as its fields say; what is not is none of the model's question. */
function questionOf(input: unknown) {
  const { question, options, multiple } = input as Readonly<Record<string, unknown>>;
  return {
    text: String(question ?? ""),
    options: Array.isArray(options) ? options.filter((option) => typeof option === "string") : [],
    multiple: multiple === true,
  };
}
