// What a person who is asked about a command is told of the sandbox: a line.

import type { ApprovalAbout } from "../../../core/agent/approvals/approvalQuestion.ts";
import type { SandboxFault } from "../../../core/agent/sandbox/sandboxState.ts";
import { assertNever } from "../../../core/util/assertNever.ts";
import { plainName } from "../../../core/util/plainText.ts";
import type { Translate } from "../../errors/describeError.ts";

/** Nothing where there is nothing to say: the sandbox is off. */
export function sandboxWords({ outside, unheld, again }: ApprovalAbout, t: Translate): readonly string[] {
  const had = again ? [stoppedWords(again, t), t("It has run once already, and may have done a part.")] : [];
  if (outside)
    return [
      ...had,
      t("It runs outside of the sandbox, with your network and everything that you may read and change."),
    ];
  return [...had, ...(unheld ? [faultWords(unheld, t)] : [])];
}

function stoppedWords(stopped: NonNullable<ApprovalAbout["again"]>, t: Translate): string {
  switch (stopped) {
    case "network":
      return t("It failed, and speaks of the network: in the sandbox it has none.");
    case "hosts":
      return t("It failed, and the sandbox kept it from there.");
    case "writing":
      return t("It failed, and speaks of a place that it may not change in the sandbox.");
    case "reading":
      return t("It failed, and speaks of something that it may not read or do in the sandbox.");
    default:
      return assertNever(stopped);
  }
}

function faultWords(fault: SandboxFault, t: Translate): string {
  switch (fault.kind) {
    case "system":
      return t("It runs without a sandbox: there is none for this system.");
    case "missing":
      // Of macOS it is a part.
      return t(
        "It runs without a sandbox: install {0} to have one.",
        fault.program === "bwrap" ? "bubblewrap" : fault.program,
      );
    case "forbidden":
      return t(
        "It runs without a sandbox: this system, or a container around it, does not let {0} work.",
        fault.program,
      );
    case "place":
      return t("It runs without a sandbox: none can guard {0}.", plainName(fault.path));
    case "link":
      return t("It runs without a sandbox: {0} is a link, which none can guard.", plainName(fault.path));
    case "large":
      return t("It runs without a sandbox: there are too many files or secrets in this workspace to guard.");
    default:
      return assertNever(fault);
  }
}
