// What the tools that change files need of the world. They decide; the ports look and act, each act through the write gate.

import type { RefuseReason, WriteAct, WriteVerdict } from "../../access/writeGate.ts";
import type { RepairKind } from "../../edit/oldText/oldTextReading.ts";
import type { Problem } from "../../tools/newProblems.ts";
import type { PlaceOf, WorkspaceFolder } from "../../tools/placeOf.ts";
import type { SeenFiles } from "../../tools/seenFiles.ts";
import type { AgreedWrite, AgreedWrites } from "../approvals/agreedWrites.ts";
import type { Checkpoints } from "../checkpoints/checkpoints.ts";
import type { Turns } from "./turns.ts";

/** A path of a call, understood. */
export type Place = Extract<PlaceOf, { readonly type: "place" }>;

/** A text file as it is now; what is not saved yet counts. */
export interface FoundText {
  readonly type: "text";
  /** Without the byte order mark. */
  readonly text: string;
  /** The person typed into it and did not save. */
  readonly isDirty: boolean;
  /** The port's own, by which it knows at the act whether the file is still what was found. */
  readonly stamp: unknown;
}

/** Why a file cannot be edited as a text. */
export type Unfit =
  | "binary"
  /** It has bytes that its encoding does not know. */
  | "undecodable"
  | "too-large"
  /** An editor of another kind (a notebook's) holds it with unsaved changes. */
  | "other-editor"
  /** The editor shows another text than is on the disk, and does not catch up. */
  | "out-of-step";

/** What stands at a place, links followed. */
export type FoundFile =
  | FoundText
  | { readonly type: "missing" | "folder" }
  | { readonly type: "unfit"; readonly why: Unfit };

/** How an act ended. */
export type WriteEnd =
  /** `saved` is the text as it was saved: the editor may have formatted it. */
  | { readonly type: "done"; readonly saved: string }
  /** The file is no longer what was found: nothing was done, look again. */
  | { readonly type: "moved-on" }
  /** The run was stopped before anything was begun. */
  | { readonly type: "stopped" }
  /** It asks first, and this was not agreed to. */
  | { readonly type: "declined" }
  | { readonly type: "refused"; readonly reason: RefuseReason | "unwritable" }
  /** It stands in the editor, which could not save it. */
  | { readonly type: "unsaved" }
  /** `isWhole`: the file is as it was before. */
  | { readonly type: "failed"; readonly why: string; readonly isWhole: boolean };

/** The same for what has no text. */
export type ActEnd = Exclude<WriteEnd, { readonly type: "done" | "unsaved" | "moved-on" }> | { readonly type: "done" };

/** A yes to the act, and the run's signal. */
export interface ActWith {
  readonly agreed: AgreedWrite | undefined;
  readonly signal: AbortSignal;
}

/** Files of the workspace. An act is judged by the write gate in its very turn, and moves no focus. */
export interface WritingFiles {
  /** The address of a place, as checkpoints and `SeenFiles` know it. */
  addressOf(place: Place): string;
  find(place: Place): Promise<FoundFile>;
  /** What stands at the place itself; a link is a file. */
  kindOf(place: Place): Promise<"file" | "folder" | "missing">;
  judge(act: ActAt): Promise<WriteVerdict>;
  /** Writes and saves `text`; encoding and mark of the file stay. Missing folders are made. */
  put(place: Place, found: FoundText | { readonly type: "missing" }, text: string, how: ActWith): Promise<WriteEnd>;
  /** What is not saved below `from` is saved first. Missing folders are made; nothing is overwritten. */
  move(from: Place, to: Place, how: ActWith): Promise<ActEnd>;
  /** To the trash where there is one. */
  delete(place: Place, how: ActWith): Promise<ActEnd>;
  /** The files below a folder as addresses, links not followed; `isAll` is false when there are too many. */
  filesBelow(place: Place): Promise<{ readonly files: readonly string[]; readonly isAll: boolean }>;
  /** Whether a document at or below the place has unsaved changes. */
  hasUnsaved(place: Place): boolean;
  /** Whether deleted files go to a trash. */
  readonly hasTrash: boolean;
}

/** An act by its places. */
export type ActAt =
  | { readonly kind: Exclude<WriteAct["kind"], "rename">; readonly place: Place }
  | { readonly kind: "rename"; readonly place: Place; readonly to: Place };

/** Problems as language services tell them. */
export interface FileProblems {
  /** Those of now; the answer is given to `since` after the change. */
  before(place: Place): ProblemsBefore;
  /** Waits a little (2 s at most) for what language services say of the change, and gives what is new. Never rejects. */
  since(place: Place, before: ProblemsBefore, signal: AbortSignal): Promise<readonly Problem[]>;
}

export interface ProblemsBefore {
  readonly problems: readonly Problem[];
  /** Language services knew the file. */
  readonly isKnown: boolean;
}

/** What the tools that change files are made of. */
export interface WritingDeps {
  readonly folders: () => readonly WorkspaceFolder[];
  readonly files: WritingFiles;
  readonly problems: FileProblems;
  readonly checkpoints: Checkpoints;
  /** Of all changes in the window. */
  readonly turns: Turns;
  readonly seen: SeenFiles;
  readonly agreed: AgreedWrites;
  /** Whether the model of `chat` may be told what stands in `text`, the file at the place: the read gate says so. */
  readonly mayTell: (place: Place, text: string, chat: string) => Promise<boolean>;
  /** Of a text, as `seen` keeps it. */
  readonly hash: (text: string) => string;
  /** An edit was made with these repairs. */
  readonly onRepaired: (repairs: readonly RepairKind[]) => void;
}
