// What a person is asked about a call: plain JSON, and the same value for the same question, so that a wait which changed
// anything of it is noticed. Words are made of it where it is shown.

import type { SandboxFault } from "../sandbox/sandboxState.ts";
import type { Stopped } from "../sandbox/stoppedBy.ts";
import type { CallOffer, CallVerdict } from "./judgeCall.ts";

/** A verdict that asks. */
export type AskingVerdict = Extract<CallVerdict, { readonly type: "asks" }>;

/** Where a command runs. */
export interface CommandFolder {
  /** The real path, with every link followed. */
  readonly folder: string;
  /** Whether that is in the workspace. */
  readonly isInside: boolean;
  /** As a person reads it; undefined for the only folder of the workspace. */
  readonly shown?: string;
  /** Its name stands for another place than it leads to. */
  readonly isLed: boolean;
}

/** What the call is about, as it is named to the person; hostile text, as all that a model writes. */
export interface ApprovalAbout {
  /** Of files and folders, in the order in which the call has them. */
  readonly paths: readonly string[];
  /** Real paths of what is changed, where links lead elsewhere than the names say. */
  readonly leadsTo?: readonly string[];
  /** The folder that a command runs in. */
  readonly folder?: CommandFolder;
  /** What a command does besides: it goes on while the run does. */
  readonly background?: true;
  /** A tool that is not ours, in its own words. */
  readonly tool?: { readonly title: string; readonly source: string };
  /** Whose page it is, as `hostOf` names it. */
  readonly host?: string;
  /** It runs outside of the sandbox, which would hold it. */
  readonly outside?: true;
  /** It ran in the sandbox, which may have stopped this; now it would run outside, once. `hosts`: in it, and reach them. */
  readonly again?: Stopped | "hosts";
  /** Hosts that a command in the sandbox would reach, which nobody has allowed. */
  readonly reaches?: readonly string[];
  /** Why the sandbox, which is switched on, does not hold it. */
  readonly unheld?: SandboxFault;
}

/** What has to be seen whole before a yes. */
export interface ShownWhole {
  readonly kind: "command" | "diff" | "text";
  readonly text: string;
}

/** One question about one call. */
export interface ApprovalQuestion {
  /** The tool's. */
  readonly name: string;
  readonly verdict: AskingVerdict;
  readonly about: ApprovalAbout;
  readonly shows?: ShownWhole;
}

/** One thing that may be made of a yes beside "once". */
export interface ApprovalChoice extends CallOffer {
  readonly scope: "chat" | "workspace";
}

/** Commands that one press allows; nobody reads a longer list before pressing. */
const mostSubjects = 4;

/** The offers of `verdict`, for the chat and for the workspace each, in the order in which their indices name them. */
export function choicesOf({ offers }: AskingVerdict): readonly ApprovalChoice[] {
  return offers
    .filter(({ subjects }) => subjects.length <= mostSubjects)
    .flatMap((offer) => [
      { ...offer, scope: "chat" as const },
      { ...offer, scope: "workspace" as const },
    ]);
}

/** The choice that `index`, as it came back from the view, names; undefined for anything else. */
export function choiceAt(verdict: AskingVerdict, index: string): ApprovalChoice | undefined {
  return /^\d{1,3}$/.test(index) ? choicesOf(verdict)[Number(index)] : undefined;
}
