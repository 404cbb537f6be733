// `move_file` and `delete_file`: files and folders as they are, with all that is in them.

import type { deleteFile } from "../../tools/deleteFile.ts";
import type { moveFile } from "../../tools/moveFile.ts";
import type { ToolInput } from "../../tools/tool.ts";
import { type CallContext, type CallResult, textResult } from "../../tools/toolRun.ts";
import { callKeyOf } from "../approvals/agreedWrites.ts";
import { failed, makeKept, placed } from "./keptChange.ts";
import type { ActEnd, Place, WritingDeps } from "./writingPorts.ts";
import { isFault, notDoneText, refusedText } from "./writingWords.ts";

/** Moves what stands at `from`. To be called in a turn. */
export async function moveEntry(
  input: ToolInput<typeof moveFile>,
  context: CallContext,
  deps: WritingDeps,
): Promise<CallResult> {
  const agreed = deps.agreed.take(callKeyOf(context.scope, "move_file", input));
  const place = placed(input.from, deps);
  if (place.type === "problem") return failed(place.text);
  const to = placed(input.to, deps);
  if (to.type === "problem") return failed(to.text);
  const { files } = deps;
  // Of what lies outside the model is not told what there is.
  const verdict = await files.judge({ kind: "rename", place, to });
  if (verdict.type === "refused" && !isFault(verdict.reason)) return failed(refusedText(verdict.reason, place.shown));
  const problem = await moveProblem(place, to, deps);
  if (problem !== undefined) return failed(problem);
  const { signal } = context;
  const below = await contentOf(place, deps);
  const [source, target] = [files.addressOf(place), files.addressOf(to)];
  const unsaved = files.hasUnsaved(place);
  const moved = below.files.map((file) => target + file.slice(source.length));
  const act = { kind: "rename", place, to } as const;
  const end = await makeKept({ deps, context, act, agreed, files: [...below.files, ...moved] }, () =>
    files.move(place, to, { agreed, signal }),
  );
  return ended(
    end,
    place,
    [
      `Moved \`${place.shown}\` to \`${to.shown}\`.`,
      unsaved ? "The person had unsaved changes in it: they were saved first." : "",
      below.words,
    ],
    { from: place.shown, to: to.shown },
  );
}

/** What is wrong with the places, in words that tell what to do instead. */
export async function moveProblem(
  from: Place,
  to: Place,
  { files }: Pick<WritingDeps, "files">,
): Promise<string | undefined> {
  const [source, target] = [files.addressOf(from), files.addressOf(to)];
  if (source === target) return `\`${from.shown}\` is there already.`;
  if (target.startsWith(`${source}/`)) return `\`${from.shown}\` cannot be moved into itself.`;
  const kind = await files.kindOf(from);
  if (kind === "missing") return `There is nothing at \`${from.shown}\`.`;
  if ((await files.kindOf(to)) !== "folder" || (await isOneEntry(from, to, files))) return undefined;
  const name = from.relative.split("/").at(-1) ?? "";
  return `\`${to.shown}\` is a folder. To move it in there: to \`${to.shown}/${name}\`.`;
}

/** Another case of the same name, on a disk that takes both for one. */
async function isOneEntry(from: Place, to: Place, files: WritingDeps["files"]): Promise<boolean> {
  const verdict = await files.judge({ kind: "rename", place: from, to });
  return verdict.type !== "refused";
}

/** Deletes what stands at `path`. To be called in a turn. */
export async function deleteEntry(
  input: ToolInput<typeof deleteFile>,
  context: CallContext,
  deps: WritingDeps,
): Promise<CallResult> {
  const agreed = deps.agreed.take(callKeyOf(context.scope, "delete_file", input));
  const place = placed(input.path, deps);
  if (place.type === "problem") return failed(place.text);
  const { files } = deps;
  const { signal } = context;
  const act = { kind: "delete", place } as const;
  const verdict = await files.judge(act);
  if (verdict.type === "refused") return failed(refusedText(verdict.reason, place.shown));
  const below = await contentOf(place, deps);
  const unsaved = files.hasUnsaved(place);
  const end = await makeKept({ deps, context, act, agreed, files: below.files }, () =>
    files.delete(place, { agreed, signal }),
  );
  return ended(
    end,
    place,
    [
      files.hasTrash ? `Moved \`${place.shown}\` to the trash.` : `Deleted \`${place.shown}\`.`,
      unsaved ? "The person had unsaved changes in it, which stay in the editor." : "",
      below.words,
    ],
    { path: place.shown },
  );
}

/** The files of an entry, which a checkpoint is to keep. */
async function contentOf(place: Place, { files }: WritingDeps) {
  if ((await files.kindOf(place)) !== "folder") return { files: [files.addressOf(place)], words: "" };
  const { files: all, isAll } = await files.filesBelow(place);
  return { files: all, words: isAll ? "" : `Only ${all.length} of its files were kept for undoing this.` };
}

function ended(
  end: Exclude<ActEnd, { readonly type: "stopped" }>,
  { shown }: Place,
  words: readonly string[],
  facts: Readonly<Record<string, string>>,
): CallResult {
  if (end.type !== "done") return failed(notDoneText(end, shown));
  return textResult(words.filter(Boolean).join("\n"), facts);
}
