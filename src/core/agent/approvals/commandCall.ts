// A call of `run_command` as it is judged: the line, the shell, the real folder; and the files it names, before it may run
// without a question.

import { isPrivateHost } from "../../access/webAddress.ts";
import { namedHost } from "../sandbox/proxyTarget.ts";
import type { SandboxState } from "../sandbox/sandboxState.ts";
import type { ApprovalAbout, ApprovalQuestion, CommandFolder } from "./approvalQuestion.ts";
import type { ApprovalRule } from "./approvalRule.ts";
import type { ShellKind } from "./command/shellReading.ts";
import { type CallReason, type CallVerdict, type CallWorld, judgeCall } from "./judgeCall.ts";
import { denyingRule, networkVerdict } from "./networkHosts.ts";

/** What the tool is called with. */
export interface CommandInput {
  readonly command: string;
  readonly cwd?: string;
  readonly background?: boolean;
  readonly outside_sandbox?: boolean;
  readonly allow_hosts?: readonly string[];
}

/** Whether the sandbox is to hold a call, where it stands as `state` says. The tool decides by the same. */
export function isToBeHeld({ outside_sandbox: outside }: CommandInput, state: SandboxState): boolean {
  return state.type === "holds" && outside !== true;
}

/** Hosts that one call may name. */
const mostHosts = 8;

/** The hosts that a held call is to reach, of those it names. */
export function hostsOf({ allow_hosts: hosts = [] }: CommandInput): readonly string[] {
  const known = hosts.map(namedHost).filter((host) => host !== undefined);
  const open = known.filter((host) => !isPrivateHost(host.replace(/^http:\/\//, "")));
  return [...new Set(open)].slice(0, mostHosts);
}

function judgeHosts(hosts: readonly string[], runs: CallVerdict, rules: readonly ApprovalRule[]) {
  const by = hosts.map((host) => denyingRule(host, rules)).find((rule) => rule);
  if (by) return { reached: { type: "refused", because: "denied", by } as const, asked: [] };
  const asked = hosts.filter((host) => networkVerdict(host, rules) === "asks");
  if (asked.length === 0) return { reached: runs, asked };
  const reached: CallVerdict = {
    type: "asks",
    shows: "command",
    reasons: asked.map((host) => ({ about: "network", host })),
    offers: [{ match: "network", subjects: asked.map((host) => ({ kind: "network", host })) }],
  };
  return { reached, asked };
}

/** Why a path that the line names is asked about, if it is. */
export type ReasonAgainst = (path: string) => Promise<CallReason | undefined>;

/** Reasons that are looked for; a person who was told so many says no or looks at the line. */
const mostReasons = 10;

/** A judged command, with what is shown of it when it asks. */
export interface JudgedCommand {
  readonly verdict: CallVerdict;
  readonly about: ApprovalAbout & { readonly folder: CommandFolder };
  readonly shows: ApprovalQuestion["shows"];
  /** The sandbox is to hold it. */
  readonly isHeld: boolean;
}

/** Judges `input` in `place`. One that rules allow asks all the same when a file it names does not pass. */
export async function judgeCommandCall(
  input: CommandInput,
  shell: ShellKind,
  place: CommandFolder,
  sandbox: SandboxState,
  world: CallWorld,
  reasonAgainst: ReasonAgainst,
): Promise<JudgedCommand> {
  const { command, background } = input;
  const { folder, isInside } = place;
  const isHeld = isToBeHeld(input, sandbox);
  const verdict = judgeCall({ kind: "command", command: { command, shell, folder, isInside, isHeld } }, world);
  const about: JudgedCommand["about"] = {
    paths: [],
    folder: place,
    ...(background === true && { background }),
    ...(sandbox.type === "holds" && !isHeld && { outside: true as const }),
    ...(sandbox.type === "cannot" && { unheld: sandbox.fault }),
  };
  const shows = { kind: "command", text: command } as const;
  if (isHeld && verdict.type === "runs") {
    const { reached, asked } = judgeHosts(hostsOf(input), verdict, world.rules);
    const reaches = asked.length > 0 && { reaches: asked };
    return { verdict: reached, about: { ...about, ...reaches }, shows, isHeld };
  }
  if (verdict.type !== "runs") return { verdict, about, shows, isHeld };
  const reasons: CallReason[] = [];
  for (const path of verdict.paths) {
    const reason = await reasonAgainst(path);
    if (reason && !reasons.some((other) => JSON.stringify(other) === JSON.stringify(reason))) reasons.push(reason);
    if (reasons.length === mostReasons) break;
  }
  if (reasons.length === 0) return { verdict, about, shows, isHeld };
  // No rule about the line answers for the files: it asks each time.
  return { verdict: { type: "asks", shows: "command", reasons, offers: [] }, about, shows, isHeld };
}
