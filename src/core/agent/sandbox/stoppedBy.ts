// What the sandbox may have kept a command from, by what the command says of it. Nobody else knows: the system refuses, and
// tells the program alone. These are its words (strerror(3), gai_strerror(3)) and those of the usual runtimes.

import type { CallFacts } from "../../conversation/runParts.ts";
import type { OtherWay } from "../../tools/toolRun.ts";

/** What was refused. */
export type Stopped = "network" | "writing" | "reading";

/** Whether `what` is one of these. */
export function isStopped(what: string): what is Stopped {
  return signs.some(([kind]) => kind === what);
}

const signs: readonly (readonly [Stopped, RegExp])[] = [
  [
    "network",
    /could not resolve host|name or service not known|temporary failure in name resolution|nodename nor servname|no such host|failed to lookup address|network is unreachable|dns error|\b(?:EAI_AGAIN|ENOTFOUND|ENETUNREACH)\b|getaddrinfo|cannot connect to the docker daemon|could not open a connection to your authentication agent/i,
  ],
  ["writing", /read-only file system|device or resource busy|\b(?:EROFS|EBUSY)\b|cannot create .*: is a directory/i],
  ["reading", /permission denied|operation not permitted|\b(?:EACCES|EPERM)\b/i],
];

/** What `output` of a command that failed speaks of; undefined when it is nothing that the sandbox does. */
export function stoppedBy(output: string): Stopped | undefined {
  return signs.find(([, sign]) => sign.test(output))?.[0];
}

/** How a held command went. */
export interface HeldOutcome {
  /** It failed; for what it speaks of see {@link stoppedBy}. */
  readonly failed: boolean;
  readonly stopped: Stopped | undefined;
  readonly background: boolean;
  /** Files of the workspace that looked empty to it. */
  readonly emptied: readonly string[];
}

/**
 * What the model is told of a command that was held; empty when the sandbox had nothing to do with how it went. Where the
 * sandbox may have stopped it the person is asked at once; otherwise the way out is told.
 */
export function heldText({ failed, stopped, background, emptied }: HeldOutcome): string {
  if (!failed) return background ? "(It runs in a sandbox: nobody outside reaches its ports.)" : "";
  if (stopped === undefined && emptied.length === 0) return "";
  const why = stopped === undefined ? "It ran" : `The sandbox may have stopped its ${stopped}. It ran`;
  const secrets = emptied.length === 0 ? "" : ` Secret files looked empty to it: ${shortList(emptied)}.`;
  const out =
    stopped === undefined
      ? " If that is why it failed, call run_command again with outside_sandbox true: the person is asked."
      : "";
  return `(${why} without network but to allowed hosts, and could change the workspace alone, without its protected files.${secrets}${out})`;
}

/** What the model is told of hosts that a held command was kept from; empty for none. */
export function refusedText(hosts: readonly string[]): string {
  if (hosts.length === 0) return "";
  return `(The sandbox kept it from ${shortList(hosts)}: nobody has allowed that. With allow_hosts, a list of names, the person is asked.)`;
}

/** How a command that was kept from `hosts` could run once more, in the sandbox; `input` is what it was called with. */
export function withHosts(
  input: { readonly allow_hosts?: readonly string[] },
  hosts: readonly string[],
  facts: CallFacts,
): OtherWay {
  // Those it was kept from first: only so many are taken.
  const all = [...new Set([...hosts, ...(input.allow_hosts ?? [])])];
  const { facts: kept = {} } = outsideOnce(input, "network", facts);
  return {
    input: { ...input, allow_hosts: all },
    why: "hosts",
    what: `to let it reach ${shortList(hosts)}`,
    facts: kept,
  };
}

/** How a command that the sandbox may have stopped could run once more; `input` is what it was called with. */
export function outsideOnce(input: object, stopped: Stopped, facts: CallFacts): OtherWay {
  const { changed, repositories, guarded } = facts;
  const kept = Object.entries({ changed, repositories, guarded }).filter(([, value]) => value !== undefined);
  return {
    input: { ...input, outside_sandbox: true },
    why: stopped,
    what: "to run it outside of the sandbox, once",
    facts: Object.fromEntries(kept) as CallFacts,
  };
}

/** What the model is told of what a held command made; empty for nothing. */
export function madeText(repositories: readonly string[], made: readonly string[]): string {
  const aside =
    repositories.length === 0
      ? ""
      : `(It made a repository, which could run programs outside of the sandbox. This has \`.sandboxed\` behind its name now: ${shortList(repositories)}.)`;
  const told =
    made.length === 0 ? "" : `(Protected files that are new or others since: ${shortList(made)}. The person is told.)`;
  return [aside, told].filter((line) => line !== "").join("\n");
}

/** Names that one text has. */
const mostNames = 20;

/** `names` in one line, the first of many. */
export function shortList(names: readonly string[]): string {
  const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : "";
  return `${names.slice(0, mostNames).join(", ")}${more}`;
}
