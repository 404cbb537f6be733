// The folder that a command runs in: named by the model, and real. One answer for who judges the command and for who starts it.

import { join } from "node:path";
import { namesBelow, realPathOf } from "../../core/access/linkWalk.ts";
import type { CommandFolder } from "../../core/agent/approvals/approvalQuestion.ts";
import { type PlaceOf, placeOf, type WorkspaceFolder } from "../../core/tools/placeOf.ts";
import { diskLinks, pathStyle } from "../access/diskLinks.ts";

type Problem = Extract<PlaceOf, { readonly type: "problem" }>;

/** Where `cwd` leads, every link followed; without one, the first folder of the workspace. A problem is in words for the model. */
export async function commandFolder(
  cwd: string | undefined,
  folders: readonly WorkspaceFolder[],
): Promise<CommandFolder | Problem> {
  const place = placeOfCommand(cwd, folders);
  if (place.type === "problem") return place;
  const { folder, relative, shown } = place;
  const isOnDisk = folder.address.startsWith("file:");
  const real = isOnDisk ? await realPathOf(join(folder.path, relative), diskLinks, pathStyle) : undefined;
  if (real?.kind !== "folder") return { type: "problem", text: `There is no folder \`${shown}\` on the disk.` };
  const roots = folders
    .filter(({ address }) => address.startsWith("file:"))
    .map(async (each) => {
      const root = await realPathOf(each.path, diskLinks, pathStyle);
      return root !== undefined && namesBelow(real.path, root.path, pathStyle, each.foldsCase) !== undefined;
    });
  const isInside = (await Promise.all(roots)).includes(true);
  // The folder of the workspace itself may have been opened through a link: that is nothing to speak of.
  const root = await realPathOf(folder.path, diskLinks, pathStyle);
  const isLed = root === undefined || real.path !== join(root.path, relative);
  const isOnly = folders.length === 1 && relative === "";
  return { folder: real.path, isInside, isLed, ...(!isOnly && { shown }) };
}

function placeOfCommand(cwd: string | undefined, folders: readonly WorkspaceFolder[]): PlaceOf {
  const [first] = folders;
  const isRoot =
    cwd === undefined || (/^[./\\]*$/.test(cwd.trim()) && !cwd.includes("..") && !/^[/\\]/.test(cwd.trim()));
  if (!isRoot || !first) return placeOf(cwd ?? "", folders);
  return { type: "place", folder: first, relative: "", shown: folders.length === 1 ? "." : first.name };
}
