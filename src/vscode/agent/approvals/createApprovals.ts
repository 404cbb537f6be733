// What asks first, wired to the window: the gates, the rules of the chat and of the workspace, and whether it is trusted.
// The decisions are core's (core/agent/approvals); here is what they are made from.

import * as vscode from "vscode";
import type { ReadGate } from "../../../core/access/readGate.ts";
import { CallApprovals, type CallApprovalsDeps } from "../../../core/agent/approvals/callApprovals.ts";
import type { CallPorts, CallProblem } from "../../../core/agent/approvals/callPorts.ts";
import type { PlaceVerdict } from "../../../core/agent/approvals/toolCall.ts";
import type { Approvals } from "../../../core/agent/runPorts.ts";
import type { SandboxOf } from "../../../core/agent/sandbox/sandboxState.ts";
import type { AgentMode } from "../../../core/conversation/userTurn.ts";
import { placeOf, type WorkspaceFolder } from "../../../core/tools/placeOf.ts";
import type { RunScope } from "../../../core/tools/toolRun.ts";
import { placeOf as spelledPlaceOf } from "../../access/writeWorld.ts";
import { commandFolder } from "../commandFolder.ts";
import { uriOf, workspaceFolders } from "../workspaceFolders.ts";
import { reasonAgainst } from "./commandFiles.ts";

/** What the approvals of a window are made of. */
export interface ApprovalsDeps
  extends Omit<CallApprovalsDeps, "ports" | "isTrusted">,
    Pick<CallPorts, "writeVerdictOf" | "changeShown" | "commandShell"> {
  readonly gate: ReadGate;
  /** The same that those who run commands ask. */
  readonly sandboxOf: SandboxOf;
  /** What `gate` says of every place that a call of a reading tool names. */
  readonly placesOfReading: (
    name: string,
    input: unknown,
    by: { readonly gate: ReadGate; readonly chat: string },
  ) => Promise<readonly PlaceVerdict[] | CallProblem>;
}

/** Gives each run its approvals. */
export interface ApprovalsOfWindow {
  /** `mode`, and `typed`, what the person wrote in the chat, are asked before each call. */
  forRun(scope: RunScope, mode: () => AgentMode, typed?: () => readonly string[]): Required<Approvals>;
}

/** Looks at nothing yet. */
export function createApprovals(deps: ApprovalsDeps): ApprovalsOfWindow {
  const { gate } = deps;
  const ports: CallPorts = {
    placesOfReading: (name, input, { chat }) => deps.placesOfReading(name, input, { gate, chat }),
    writeVerdictOf: deps.writeVerdictOf,
    changeShown: deps.changeShown,
    commandShell: deps.commandShell,
    commandFolder: (cwd) => commandFolder(cwd, workspaceFolders()),
    // Elsewhere it asks, held or not.
    sandboxOf: async ({ folder, isInside }) => (isInside ? deps.sandboxOf(folder) : { type: "off" }),
    reasonAgainst: (path, folder, { chat }) => reasonAgainst(path, folder, chat, gate),
    named: (path) => named(path, workspaceFolders()),
  };
  const own: CallApprovalsDeps = { ...deps, ports, isTrusted: () => vscode.workspace.isTrusted };
  return { forRun: (scope, mode, typed) => new CallApprovals(own, scope, mode, typed) };
}

/** As the person reads it, and where its name stands on the disk, links in its own folder not followed. */
async function named(path: string, folders: readonly WorkspaceFolder[]): ReturnType<CallPorts["named"]> {
  const found = placeOf(path, folders);
  if (found.type === "problem") return { shown: path, place: undefined };
  return { shown: found.shown, place: await spelledPlaceOf(uriOf(found)) };
}
