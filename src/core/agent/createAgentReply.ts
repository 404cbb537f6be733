// How a conversation gets its runs: each stands in its place, with tools and approvals of its own.

import type { Reply, ReplyPlace } from "../conversation/reply.ts";
import type { TurnWriter } from "../conversation/turnWriter.ts";
import type { LanguageModel } from "../model/languageModel.ts";
import type { ToolRunner } from "../tools/createToolRunner.ts";
import type { RunScope } from "../tools/toolRun.ts";
import { AgentRun, type AgentRunDeps } from "./agentRun.ts";
import type { Approvals, Summaries } from "./runPorts.ts";

/** What all runs share, and what each gets. */
export interface AgentReplyDeps {
  readonly model: LanguageModel;
  readonly newToken: () => string;
  /** Read when a run begins. */
  readonly maxSteps: () => number;
  readonly tools: (scope: RunScope) => ToolRunner;
  /** `path` is that of the reply, as it is then. */
  readonly approvals: (scope: RunScope, path: ReplyPlace["path"]) => Approvals;
  readonly summaries: (path: ReplyPlace["path"]) => Summaries;
  /** Takes what the model of `chat` has to know that happened meanwhile. */
  readonly news: (chat: string) => readonly string[];
  /** Makes what tells a run of the project's rules; `path` is that of its reply. */
  readonly rules?: (path: ReplyPlace["path"]) => AgentRunDeps["rules"];
  /** Told of every error that ends a run, for the log. */
  readonly onError: (error: unknown) => void;
}

/** The `createReply` of a conversation. */
export function createAgentReply(deps: AgentReplyDeps): (turn: TurnWriter, place: ReplyPlace) => Reply {
  const { model, newToken, onError } = deps;
  return (turn, { chat, question, steering, path, mayAct, onWaiting, onOutput }) => {
    const scope = {
      chat,
      // What is done after the person has spoken is done for what they said.
      get question() {
        return turn.turn?.parts.findLast((part) => part.type === "said")?.question.id ?? question;
      },
    };
    return new AgentRun(
      {
        model,
        newToken,
        onError,
        maxSteps: deps.maxSteps(),
        tools: deps.tools(scope),
        approvals: deps.approvals(scope, path),
        summaries: deps.summaries(path),
        news: () => deps.news(chat),
        rules: deps.rules?.(path),
        steering,
        mayAct,
        onWaiting,
        onOutput,
      },
      turn,
    );
  };
}
