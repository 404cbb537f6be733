// The sentences in which runs are told of: short enough to be heard, without contents, and without names of secrets. Pure.

import { howItEnded } from "../../../core/agent/watching/howItEnded.ts";
import { namesSecret } from "../../../core/agent/watching/namesSecret.ts";
import { type CommandEnd, type RunFacts, runFacts } from "../../../core/agent/watching/runFacts.ts";
import type { AssistantTurn, CallPart } from "../../../core/conversation/message.ts";
import type { WaitingCall } from "../../../core/conversation/waitingCall.ts";
import type { CommandState } from "../../../core/tools/commandText.ts";
import { plainName } from "../../../core/util/plainText.ts";
import type { ForeignLabel } from "../../chat/chatAgent.ts";
import type { Translate } from "../../errors/describeError.ts";
import { asWaiting, callLine } from "../callLine.ts";

/** Characters of what a sentence is about: nobody listens longer. */
const longest = 120;

/** What `waiting`, a call of `turn`, waits for. */
export function waitingSentence(
  turn: AssistantTurn | undefined,
  waiting: WaitingCall,
  t: Translate,
  foreignLabel?: (name: string) => ForeignLabel | undefined,
): string {
  const call = turn?.parts.findLast((part): part is CallPart => part.type === "tool-call" && part.id === waiting.id);
  if (!call) return t("MiMo waits for you.");
  if (waiting.type === "question") {
    const { question } = waiting.call.input as { readonly question?: unknown };
    return t("MiMo asks: {0}", plainName(short(String(question ?? ""))));
  }
  const { line } = callLine(asWaiting(call), false, t, foreignLabel?.(call.name));
  return namesSecret(line) ? t("MiMo waits for your approval.") : t("MiMo waits for your approval: {0}", short(line));
}

/** How the run that is `turn` ended; undefined when the person ended it. */
export function endSentence(turn: AssistantTurn, t: Translate): string | undefined {
  const ending = howItEnded(turn);
  if (ending === "stopped") return undefined;
  if (ending === "limit") {
    const notice = turn.parts.findLast((part) => part.type === "notice")?.notice;
    const steps = notice?.kind === "limit" ? notice.steps : 0;
    return t("MiMo has made {0} steps and waits to be told to go on.", steps);
  }
  const [first, second] = factWords(runFacts(turn.parts), t);
  if (ending === "finished") {
    if (first === undefined) return t("MiMo has finished.");
    return second === undefined
      ? t("MiMo has finished: {0}.", first)
      : t("MiMo has finished: {0}, {1}.", first, second);
  }
  if (first === undefined) return t("MiMo could not finish.");
  return second === undefined
    ? t("MiMo could not finish. Until then: {0}.", first)
    : t("MiMo could not finish. Until then: {0}, {1}.", first, second);
}

/** A command in the background is over. */
export function commandSentence(command: string, state: CommandState, t: Translate): string {
  const name = namesSecret(command) ? t("A command") : plainName(short(command));
  if (state.type === "exited") return t("{0} has ended in the background, with exit {1}.", name, state.code);
  return state.type === "killed"
    ? t("{0} was ended in the background, by {1}.", name, state.signal)
    : t("{0} has ended in the background.", name);
}

/** At most two. */
function factWords({ files, tests, command }: RunFacts, t: Translate): readonly string[] {
  return [
    ...(files > 0 ? [files === 1 ? t("1 file changed") : t("{0} files changed", files)] : []),
    ...(tests ? [testWords(tests, t)] : commandWords(command, t)),
  ];
}

function testWords(end: CommandEnd, t: Translate): string {
  return "code" in end ? t("tests ran with exit {0}", end.code) : t("tests were ended by {0}", end.signal);
}

/** One that went well is nothing to tell. */
function commandWords(end: CommandEnd | undefined, t: Translate): readonly string[] {
  if (!end) return [];
  if ("signal" in end) return [t("the last command was ended by {0}", end.signal)];
  return end.code === 0 ? [] : [t("the last command ended with exit {0}", end.code)];
}

function short(text: string): string {
  const characters = [...text];
  return characters.length <= longest ? text : `${characters.slice(0, longest - 1).join("")}…`;
}
