import { shownPath } from "../../../core/tools/placeOf.ts";
import { visibleName } from "../../../core/util/plainText.ts";
import { openFolder, workspaceFolders } from "../workspaceFolders.ts";
import type { ReadingDeps } from "./readingDeps.ts";

/** What is named, and how long is looked for it, in ms. */
const maxNames = 5;
const patienceMs = 1_000;

/** The files of the workspace that have the name of `path`, in any folder and case, as they are shown. Never rejects. */
export async function nearestNames(
  { files }: Pick<ReadingDeps, "files">,
  path: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  const found = new Set<string>();
  const patience = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
  const folders = workspaceFolders();
  const search = async (folder: (typeof folders)[number]) => {
    const open = openFolder(folder);
    if (!open) return;
    const onPaths = (paths: readonly string[]) => {
      for (const each of paths) {
        if (each.slice(each.lastIndexOf("/") + 1).toLowerCase() === name) found.add(shownPath(folder, each, folders));
      }
    };
    await files.files({ folder: open, below: "", signal: patience, onPaths });
  };
  await Promise.allSettled(folders.map(search));
  return [...found]
    .sort()
    .slice(0, maxNames)
    .map((each) => `\`${visibleName(each)}\``);
}
