// What asks first: the whole table, in one place. It sees the call, what the gates say, whether the workspace is trusted, the
// mode and what the person said before; never what a tool returned, nor anything else a model could write.

import type { Protection } from "../../access/protectedPaths.ts";
import type { Ask, ReadRefusal } from "../../access/readDecision.ts";
import { isPrivateHost } from "../../access/webAddress.ts";
import type { AskReason, RefuseReason } from "../../access/writeGate.ts";
import type { AgentMode } from "../../conversation/userTurn.ts";
import { assertNever } from "../../util/assertNever.ts";
import type { ApprovalRule, ApprovalSubject } from "./approvalRule.ts";
import { type CommandReason, judgeCommand } from "./command/judgeCommand.ts";
import type { ReadShell } from "./command/shellReading.ts";
import { hostOf } from "./hostOf.ts";
import type { ToolCall } from "./toolCall.ts";

/** What a call is judged by. */
export interface CallWorld {
  readonly mode: AgentMode;
  readonly isTrusted: boolean;
  /** Those of the chat and of the workspace. */
  readonly rules: readonly ApprovalRule[];
  readonly readShell: ReadShell;
}

/** Why a path in a command is asked about, beside what the read gate asks of files. */
export type PathReason =
  /** Its link leads out of the workspace. */
  | "outside"
  /** Its link leads to what is protected. */
  | Protection
  /** Where it leads cannot be told, or it is neither file nor folder. */
  | "uncertain"
  /** Nobody can look for secrets in it. */
  | Exclude<ReadRefusal, "missing">;

/** Why a person is asked. */
export type CallReason =
  /** Files that the read gate asks about; a yes to them is a consent. */
  | { readonly about: "read"; readonly ask: Ask }
  | { readonly about: "write"; readonly reason: AskReason }
  | { readonly about: "command"; readonly reason: CommandReason }
  /** A file that an allowed command names by a link, or that cannot be looked into; `path` is the real one. */
  | { readonly about: "path"; readonly path: string; readonly why: PathReason }
  | { readonly about: "tool"; readonly source: string; readonly name: string }
  /** `isPrivate`: of this machine or of its own network. */
  | { readonly about: "host"; readonly host: string; readonly isPrivate?: true }
  /** A command in the sandbox would reach it. */
  | { readonly about: "network"; readonly host: string };

/** Why a call is not run at all. */
export type CallRefusal =
  | { readonly because: "mode"; readonly mode: AgentMode }
  | { readonly because: "untrusted" }
  | { readonly because: "denied"; readonly by: ApprovalRule }
  | { readonly because: "read"; readonly path: string; readonly reason: ReadRefusal }
  | { readonly because: "write"; readonly path: string; readonly reason: RefuseReason }
  /** No address of a page. */
  | { readonly because: "url"; readonly url: string }
  /** A page of this machine or of its own network, which the person did not name. */
  | { readonly because: "private"; readonly host: string };

/** What may be made of a yes beside "once", for the chat or the workspace: `subjects` become rules together. */
export interface CallOffer {
  readonly match: "exact" | "leading" | "tool" | "host" | "network";
  readonly subjects: readonly ApprovalSubject[];
}

export type CallVerdict =
  /**
   * `checkpoint`: what is changed is kept before. `by`: the rules without which it would ask. `paths`: what a command may
   * name of files, each of which, if it exists, has to pass the read gate before it runs (see `CommandVerdict`).
   */
  | {
      readonly type: "runs";
      readonly checkpoint: boolean;
      readonly by: readonly ApprovalRule[];
      readonly paths: readonly string[];
    }
  /** `shows`: what the person has to see whole before a yes. */
  | {
      readonly type: "asks";
      readonly shows: "paths" | "change" | "command" | "arguments" | "url";
      readonly reasons: readonly CallReason[];
      readonly offers: readonly CallOffer[];
    }
  | ({ readonly type: "refused" } & CallRefusal);

/** What becomes of `call`. Pure, and never throws: to be asked again after every wait. */
export function judgeCall(call: ToolCall, world: CallWorld): CallVerdict {
  if (call.kind === "talk") return runs();
  if (call.kind === "read") return judgeRead(call.places);
  if (world.mode !== "agent") return { type: "refused", because: "mode", mode: world.mode };
  if (!world.isTrusted) return { type: "refused", because: "untrusted" };
  switch (call.kind) {
    case "write":
      return judgeChange(call.verdict);
    case "command":
      return judgeLine(call, world);
    case "output":
      return runs();
    case "tool":
      return judgeForeign(call, world.rules);
    case "url":
      return judgeUrl(call, world.rules);
    default:
      return assertNever(call);
  }
}

function runs(by: readonly ApprovalRule[] = [], checkpoint = false, paths: readonly string[] = []): CallVerdict {
  return { type: "runs", checkpoint, by, paths };
}

function judgeRead(places: Extract<ToolCall, { kind: "read" }>["places"]): CallVerdict {
  for (const place of places) {
    if (place.type === "refused") return { type: "refused", because: "read", path: place.path, reason: place.reason };
  }
  const reasons = places.flatMap((place): CallReason[] => {
    if (place.type !== "consent") return [];
    const { address, path, target, reasons } = place;
    return [{ about: "read", ask: { address, path, ...(target !== undefined && { target }), reasons } }];
  });
  return reasons.length === 0 ? runs() : { type: "asks", shows: "paths", reasons, offers: [] };
}

/** What is protected or deleted is looked at each time: no rule is offered. */
function judgeChange(verdict: Extract<ToolCall, { kind: "write" }>["verdict"]): CallVerdict {
  if (verdict.type === "may") return runs([], true);
  if (verdict.type === "refused") {
    return { type: "refused", because: "write", path: verdict.path, reason: verdict.reason };
  }
  const reasons = verdict.reasons.map((reason) => ({ about: "write", reason }) as const);
  return { type: "asks", shows: "change", reasons, offers: [] };
}

function judgeLine({ command }: Extract<ToolCall, { kind: "command" }>, { rules, readShell }: CallWorld): CallVerdict {
  const verdict = judgeCommand(command, rules, readShell);
  if (verdict.type === "allowed") return runs(verdict.by, false, verdict.paths);
  if (verdict.type === "denied") return { type: "refused", because: "denied", by: verdict.by };
  const reasons = verdict.reasons.map((reason) => ({ about: "command", reason }) as const);
  return { type: "asks", shows: "command", reasons, offers: verdict.offers };
}

function judgeForeign({ source, name }: Extract<ToolCall, { kind: "tool" }>, rules: CallWorld["rules"]): CallVerdict {
  const isAbout = ({ subject }: ApprovalRule) =>
    subject.kind === "tool" && subject.source === source && subject.name === name;
  const subject = { kind: "tool", source, name } as const;
  return byRules(rules.filter(isAbout), {
    shows: "arguments",
    reasons: [{ about: "tool", source, name }],
    offers: [{ match: "tool", subjects: [subject] }],
  });
}

function judgeUrl({ url, isTyped }: Extract<ToolCall, { kind: "url" }>, rules: CallWorld["rules"]): CallVerdict {
  const host = hostOf(url);
  if (host === undefined) return { type: "refused", because: "url", url };
  const isPrivate = isPrivateHost(new URL(url).hostname);
  // Before any rule: what was allowed where the person named it does not hold where a page or a file does.
  if (isPrivate && isTyped !== true) return { type: "refused", because: "private", host };
  const isAbout = ({ subject }: ApprovalRule) => subject.kind === "host" && subject.host === host;
  return byRules(rules.filter(isAbout), {
    shows: "url",
    reasons: [{ about: "host", host, ...(isPrivate && { isPrivate }) }],
    offers: [{ match: "host", subjects: [{ kind: "host", host }] }],
  });
}

/** One that denies beats those that allow; without any the person is asked. */
function byRules(
  rules: readonly ApprovalRule[],
  asking: Omit<Extract<CallVerdict, { type: "asks" }>, "type">,
): CallVerdict {
  const denying = rules.find(({ effect }) => effect === "deny");
  if (denying) return { type: "refused", because: "denied", by: denying };
  const allowing = rules.find(({ effect }) => effect === "allow");
  return allowing ? runs([allowing]) : { type: "asks", ...asking };
}
