// Where a call that lists or searches looks: in a folder, or in all of the workspace.

import { type PlaceOf, placeOf, type WorkspaceFolder } from "./placeOf.ts";

/** A folder of the workspace, or one in it. */
export type ScopePart = Pick<Extract<PlaceOf, { type: "place" }>, "folder" | "relative">;

/** The folders that are looked into, or what is wrong with the path. */
export type Scope =
  | { readonly type: "scope"; readonly parts: readonly ScopePart[]; readonly isAll: boolean }
  | Extract<PlaceOf, { type: "problem" }>;

/** `path` as for {@link placeOf}; undefined, empty or `.` is all of the workspace. */
export function scopeOf(path: string | undefined, folders: readonly WorkspaceFolder[]): Scope {
  if (folders.length > 0 && (path === undefined || /^\s*\.?[/\\]?\s*$/.test(path)) && path !== "/" && path !== "\\") {
    return { type: "scope", parts: folders.map((folder) => ({ folder, relative: "" })), isAll: true };
  }
  const place = placeOf(path ?? "", folders);
  if (place.type === "problem") return place;
  return { type: "scope", parts: [place], isAll: false };
}

/**
 * Whether `relative` of `folder` belongs to another folder of the workspace, that lies within this one. Made once for many
 * paths.
 */
export function innerFolders(
  folder: WorkspaceFolder,
  folders: readonly WorkspaceFolder[],
): (relative: string) => boolean {
  const start = folder.address.endsWith("/") ? folder.address : `${folder.address}/`;
  const inner = folders
    .filter(({ address }) => address !== folder.address && address.startsWith(start))
    .map(({ address }) => `${decodeURIComponent(address.slice(start.length))}/`);
  return (relative) => inner.some((path) => relative.startsWith(path));
}
