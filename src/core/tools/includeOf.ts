// What `include` of a search means in one folder of the workspace.

import { type PathFilter, pathFilter } from "./globs.ts";
import { placeOf, type WorkspaceFolder } from "./placeOf.ts";

/**
 * The files of `folder` that `include` means; undefined for none. With several folders it may begin with the name of one,
 * and an absolute path or address speaks of the folder it lies in.
 */
export function includeOf(
  include: string,
  folder: WorkspaceFolder,
  folders: readonly WorkspaceFolder[],
): PathFilter | undefined {
  if (/^\s*(?:\.?[/\\]?|\*\*?(?:\/\*)?)\s*$/.test(include)) return pathFilter("");
  const isWhole = /^(?:[/\\]|[A-Za-z]:[/\\]|[a-z][a-z0-9+.-]+:\/\/)/i.test(include);
  const place = isWhole || folders.length > 1 ? placeOf(include, folders) : undefined;
  if (place?.type === "place") {
    return place.folder === folder ? pathFilter(place.relative === "" ? "" : `/${place.relative}`) : undefined;
  }
  return pathFilter(include);
}
