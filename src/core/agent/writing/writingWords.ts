// What the model is told when a change was not made: what is wrong, and what to do instead. English: these are the model's.

import type { RefuseReason } from "../../access/writeGate.ts";
import { assertNever } from "../../util/assertNever.ts";
import type { ActEnd, FoundFile, WriteEnd } from "./writingPorts.ts";

/** Why what was found at `shown` cannot be changed as a text; undefined when it can. */
export function unfitText(found: FoundFile, shown: string): string | undefined {
  if (found.type === "folder") return `\`${shown}\` is a folder.`;
  if (found.type !== "unfit") return undefined;
  switch (found.why) {
    case "binary":
      return `\`${shown}\` is no text: it cannot be edited.`;
    case "undecodable":
      return `\`${shown}\` has bytes that its encoding does not know: writing it would destroy them. Nothing was changed.`;
    case "too-large":
      return `\`${shown}\` is too large to be edited.`;
    case "other-editor":
      return `The person has unsaved changes of \`${shown}\` in an editor of its own kind. Nothing was changed.`;
    case "out-of-step":
      return `The editor does not show what is on the disk in \`${shown}\` yet. Nothing was changed; try again.`;
    default:
      return assertNever(found.why);
  }
}

/** For an edit of a file that is not there. */
export const missingText = (shown: string) =>
  `There is no file \`${shown}\`. Look for it with list_files, or make it with write_file.`;

/** Why an act on `shown` was not done. */
export function notDoneText(
  end: Exclude<WriteEnd | ActEnd, { readonly type: "done" } | { readonly type: "stopped" }>,
  shown: string,
): string {
  switch (end.type) {
    case "moved-on":
      return `\`${shown}\` kept changing meanwhile. Nothing was changed; read it again.`;
    case "declined":
      return `Not done: \`${shown}\` asks the person first, and nobody agreed to this very change. Call it again if it is wanted.`;
    case "refused":
      return refusedText(end.reason, shown);
    case "unsaved":
      return `The change stands in the editor, but \`${shown}\` could not be saved: the file on the disk is as it was. Tell the person.`;
    case "failed":
      return end.isWhole
        ? `Failed: ${end.why} Nothing was changed.`
        : `Failed: ${end.why} \`${shown}\` may be incomplete now: read it.`;
    default:
      return assertNever(end);
  }
}

/** What is nobody's verdict: there is nothing to allow. */
export function isFault(reason: RefuseReason): boolean {
  return reason === "missing" || reason === "exists" || reason === "no-file";
}

/** Why the write gate refuses. */
export function refusedText(reason: RefuseReason | "unwritable", shown: string): string {
  switch (reason) {
    case "outside":
      return `\`${shown}\` leads out of the workspace, where nothing is changed.`;
    case "uncertain":
      return `It is not certain where \`${shown}\` leads, or that changed a moment ago. Nothing was changed.`;
    case "read-only":
      return `\`${shown}\` is read-only.`;
    case "untrusted":
      return "The workspace is not trusted: nothing is changed.";
    case "missing":
      return `There is nothing at \`${shown}\`.`;
    case "exists":
      return `There is something at \`${shown}\` already. Nothing was changed.`;
    case "no-file":
      return `\`${shown}\` is no file that can be changed.`;
    case "unwritable":
      return `The new text has characters that the encoding of \`${shown}\` lacks. Nothing was changed.`;
    default:
      return assertNever(reason);
  }
}
