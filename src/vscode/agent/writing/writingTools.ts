// The tools that change files: `edit_file`, `write_file`, `move_file`, `delete_file`. What they decide stands in
// src/core/agent/writing; here they are put onto VS Code.

import type { ReadGate } from "../../../core/access/readGate.ts";
import type { AgreedWrites } from "../../../core/agent/approvals/agreedWrites.ts";
import type { Checkpoints } from "../../../core/agent/checkpoints/checkpoints.ts";
import { deleteEntry, moveEntry } from "../../../core/agent/writing/moveAndDelete.ts";
import { putText } from "../../../core/agent/writing/putText.ts";
import { Turns } from "../../../core/agent/writing/turns.ts";
import type { Place, WritingDeps } from "../../../core/agent/writing/writingPorts.ts";
import { deleteFile } from "../../../core/tools/deleteFile.ts";
import { editFile } from "../../../core/tools/editFile.ts";
import { moveFile } from "../../../core/tools/moveFile.ts";
import type { SeenFiles } from "../../../core/tools/seenFiles.ts";
import { type Tool, tool } from "../../../core/tools/toolRun.ts";
import { writeFile } from "../../../core/tools/writeFile.ts";
import type { Disposable } from "../../../core/util/disposable.ts";
import { textHash } from "../textHash.ts";
import { uriOf, workspaceFolders } from "../workspaceFolders.ts";
import { EditorFiles } from "./editorFiles.ts";
import { EditorProblems } from "./editorProblems.ts";
import { type CountsStore, RepairCounts } from "./repairCounts.ts";

/** What the rest of the agent gives to these tools. */
export interface WritingToolsDeps {
  /** What a result tells of a file goes by it. */
  readonly gate: ReadGate;
  readonly checkpoints: Checkpoints;
  readonly seen: SeenFiles;
  /** Filled by the approvals of the same window. */
  readonly agreed: AgreedWrites;
  /** Takes what lives as long as the tools do. */
  readonly own: (owned: Disposable) => void;
  /** The extension's global state. */
  readonly counts: CountsStore;
}

/** The four tools, for all runs of the window. */
export function createWritingTools({
  gate,
  checkpoints,
  seen,
  agreed,
  counts,
  own,
}: WritingToolsDeps): readonly Tool[] {
  const problems = new EditorProblems();
  own(problems);
  const repairs = new RepairCounts(counts);
  const deps: WritingDeps = {
    folders: workspaceFolders,
    files: new EditorFiles(),
    problems,
    checkpoints,
    turns: new Turns(),
    seen,
    agreed,
    mayTell: (place, text, chat) => mayTell(gate, place, text, chat),
    hash: textHash,
    onRepaired: (kinds) => repairs.add(kinds),
  };
  return [
    tool(editFile, (input, context) => putText({ name: "edit_file", input }, context, deps)),
    tool(writeFile, (input, context) => putText({ name: "write_file", input }, context, deps)),
    tool(moveFile, (input, context) => deps.turns.take(() => moveEntry(input, context, deps))),
    tool(deleteFile, (input, context) => deps.turns.take(() => deleteEntry(input, context, deps))),
  ];
}

async function mayTell(gate: ReadGate, place: Place, text: string, chat: string): Promise<boolean> {
  const address = uriOf(place).toString();
  const admitted = await gate.admit(address, "file", chat);
  return admitted.type === "admitted" && (await gate.judgeShown(address, text, chat)) === undefined;
}
