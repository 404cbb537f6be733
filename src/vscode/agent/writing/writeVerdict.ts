// What approvals ask about a call that changes files: what the write gate says of it, as it is now.

import type { WriteVerdict } from "../../../core/access/writeGate.ts";
import { moveProblem } from "../../../core/agent/writing/moveAndDelete.ts";
import type { ActAt, Place } from "../../../core/agent/writing/writingPorts.ts";
import { isFault, missingText, refusedText } from "../../../core/agent/writing/writingWords.ts";
import { placeOf } from "../../../core/tools/placeOf.ts";
import { workspaceFolders } from "../workspaceFolders.ts";
import { EditorFiles } from "./editorFiles.ts";

/** The call cannot be carried out by anybody; `text` tells the model why. */
export interface WriteProblem {
  readonly type: "problem";
  readonly text: string;
}

/**
 * The verdict on a call of `edit_file`, `write_file`, `move_file` or `delete_file`, whose input is as their fields say. The
 * tool asks the gate again when it runs.
 */
export async function writeVerdictOf(name: string, input: unknown): Promise<WriteVerdict | WriteProblem> {
  const files = new EditorFiles();
  const { path = "", from = "", to = "" } = input as Readonly<Record<string, string>>;
  const folders = workspaceFolders();
  const place = placeOf(name === "move_file" ? from : path, folders);
  if (place.type === "problem") return place;
  switch (name) {
    case "edit_file":
      return judged(files, { kind: "edit", place }, missingText(place.shown));
    case "write_file": {
      const verdict = await files.judge({ kind: "edit", place });
      const isNew = verdict.type === "refused" && verdict.reason === "missing";
      return isNew ? judged(files, { kind: "create", place }) : told(verdict, place);
    }
    case "delete_file":
      return judged(files, { kind: "delete", place });
    case "move_file": {
      const target = placeOf(to, folders);
      if (target.type === "problem") return target;
      const verdict = await files.judge({ kind: "rename", place, to: target });
      if (verdict.type === "refused" && !isFault(verdict.reason)) return verdict;
      const problem = await moveProblem(place, target, { files });
      return problem === undefined ? told(verdict, target) : { type: "problem", text: problem };
    }
    default:
      return { type: "problem", text: `\`${name}\` changes no files.` };
  }
}

async function judged(files: EditorFiles, act: ActAt, missing?: string): Promise<WriteVerdict | WriteProblem> {
  return told(await files.judge(act), act.place, missing);
}

function told(verdict: WriteVerdict, { shown }: Place, missing?: string): WriteVerdict | WriteProblem {
  if (verdict.type !== "refused" || !isFault(verdict.reason)) return verdict;
  const text = verdict.reason === "missing" ? missing : undefined;
  return { type: "problem", text: text ?? refusedText(verdict.reason, shown) };
}
