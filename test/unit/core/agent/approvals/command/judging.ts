// What the tests of commands have in common: one folder, rules in few words, a verdict in few words.

import type { ApprovalRule } from "../../../../../../src/core/agent/approvals/approvalRule.ts";
import {
  type CommandCall,
  type CommandVerdict,
  judgeCommand,
} from "../../../../../../src/core/agent/approvals/command/judgeCommand.ts";
import { readShell } from "../../../../../../src/core/agent/approvals/command/readShell.ts";
import type { ShellKind } from "../../../../../../src/core/agent/approvals/command/shellReading.ts";

export const folder = "/w/app";

export function leading(words: string, effect: ApprovalRule["effect"] = "allow", where = folder): ApprovalRule {
  return {
    effect,
    subject: { kind: "command", match: "leading", words: words.split(" "), folder: where },
    scope: "workspace",
  };
}

export function exact(
  command: string,
  shell: ShellKind = "bash",
  effect: ApprovalRule["effect"] = "allow",
): ApprovalRule {
  return { effect, subject: { kind: "command", match: "exact", command, shell, folder }, scope: "workspace" };
}

export function call(command: string, shell: ShellKind = "bash"): CommandCall {
  return { command, shell, folder, isInside: true };
}

export function judge(command: string, rules: readonly ApprovalRule[], shell: ShellKind = "bash"): CommandVerdict {
  return judgeCommand(call(command, shell), rules, readShell);
}

/** `allowed`, `denied`, or the reasons to ask, each once. */
export function said(verdict: CommandVerdict): string {
  if (verdict.type !== "asks") return verdict.type;
  return [...new Set(verdict.reasons.map(({ kind }) => kind))].join(" ");
}
