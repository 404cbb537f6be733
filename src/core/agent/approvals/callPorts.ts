// What approvals ask of the world.

import type { WriteVerdict } from "../../access/writeGate.ts";
import type { RunScope } from "../../tools/toolRun.ts";
import type { SandboxState } from "../sandbox/sandboxState.ts";
import type { CommandFolder } from "./approvalQuestion.ts";
import type { ShellKind } from "./command/shellReading.ts";
import type { CallReason } from "./judgeCall.ts";
import type { PlaceVerdict } from "./toolCall.ts";

/** A call that names what there cannot be; `text` tells the model. */
export interface CallProblem {
  readonly type: "problem";
  readonly text: string;
}

/**
 * What a change would do, as it is shown: a unified diff, `isCut` when that is not all of it. `text` of a problem tells the
 * model why there is none.
 */
export type ChangeShown = { readonly type: "diff"; readonly text: string; readonly isCut?: true } | CallProblem;

/** What approvals ask of the world, each time anew. */
export interface CallPorts {
  /** What the read gate says of every place that a call of a reading tool names, or that one which edits or moves takes from. */
  placesOfReading(name: string, input: unknown, scope: RunScope): Promise<readonly PlaceVerdict[] | CallProblem>;
  /** What the write gate says of a change that a model asks for. */
  writeVerdictOf(name: string, input: unknown): Promise<WriteVerdict | CallProblem>;
  /** The change that it would make now. */
  changeShown(name: string, input: unknown): Promise<ChangeShown>;
  /** The shell that commands run in. */
  commandShell(): { readonly kind: ShellKind };
  /** Where a command with this `cwd` would run. */
  commandFolder(cwd: string | undefined): Promise<CommandFolder | CallProblem>;
  /** Whether the sandbox would hold a command in `place`. */
  sandboxOf(place: CommandFolder): Promise<SandboxState>;
  /** Why a path that an allowed command names, below `folder`, is asked about; undefined when it is not. */
  reasonAgainst(path: string, folder: string, scope: RunScope): Promise<CallReason | undefined>;
  /** `path` of a call as a person reads it, and the real path that its name stands for. */
  named(path: string): Promise<{ readonly shown: string; readonly place: string | undefined }>;
}
