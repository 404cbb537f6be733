// Which hosts held commands may reach. Rules of their own: who lets a page be read has not let a command send there.

import type { ApprovalRule } from "./approvalRule.ts";

/** What rules say of a host; `asks` when they say nothing. */
export type HostVerdict = "allowed" | "denied" | "asks";

/** By `rules`, those of the chat and of the workspace. One that denies beats all, also one about pages or the other port. */
export function networkVerdict(host: string, rules: readonly ApprovalRule[]): HostVerdict {
  if (denyingRule(host, rules)) return "denied";
  const isAllowed = rules.some(
    ({ effect, subject }) => effect === "allow" && subject.kind === "network" && subject.host === host,
  );
  return isAllowed ? "allowed" : "asks";
}

/** The rule that keeps commands from `host`. */
export function denyingRule(host: string, rules: readonly ApprovalRule[]): ApprovalRule | undefined {
  return rules.find(
    ({ effect, subject }) =>
      effect === "deny" &&
      (subject.kind === "network" || subject.kind === "host") &&
      withoutScheme(subject.host) === withoutScheme(host),
  );
}

const withoutScheme = (host: string) => host.replace(/^http:\/\//, "");
