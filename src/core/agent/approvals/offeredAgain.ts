// A command that ran in the sandbox and failed, as the person is asked whether it may run once more with a right it lacked.

import { isStopped } from "../sandbox/stoppedBy.ts";
import type { ApprovalAbout, ApprovalQuestion } from "./approvalQuestion.ts";
import type { CallVerdict } from "./judgeCall.ts";

/** What a call was found to be; `V` is what its verdict can be. */
export interface JudgedCall<V extends CallVerdict = CallVerdict> {
  readonly verdict: V;
  readonly about?: ApprovalAbout;
  readonly shows?: ApprovalQuestion["shows"];
}

/**
 * `judged` with its question. Whatever rules allow, it is asked: the command has run once. And the yes is for once: what is
 * allowed for longer is so for commands that the person saw before they ran at all.
 */
export function offeredAgain(
  { verdict, about = { paths: [] }, shows }: JudgedCall,
  why: string,
): JudgedCall<Exclude<CallVerdict, { readonly type: "runs" }>> {
  if (verdict.type === "refused") return { verdict };
  // In the sandbox, to hosts: what may be allowed for longer is the host, which is shown.
  if (why === "hosts" && verdict.type === "asks")
    return { verdict, about: { ...about, again: "hosts" }, ...(shows && { shows }) };
  const reasons = verdict.type === "asks" ? verdict.reasons : [];
  return {
    verdict: { type: "asks", shows: "command", reasons, offers: [] },
    about: { ...about, again: isStopped(why) || why === "hosts" ? why : "writing" },
    ...(shows && { shows }),
  };
}
