// The disk as the gates look at it: entries themselves, never what they link to. Synchronous, as Git's rules are read: each
// look is at a name that the system has in memory, and a walk that waits for a thread at every name takes ten times as
// long, in which a link can be put in its place.

import { lstatSync, readlinkSync } from "node:fs";
import type { LinkReader, PathStyle } from "../../core/access/linkWalk.ts";

/** How this machine writes paths. */
export const pathStyle: PathStyle = process.platform === "win32" ? "windows" : "posix";

/** Reads entries and links of the disk. */
export const diskLinks: LinkReader = {
  async kindOf(path) {
    try {
      const entry = lstatSync(path, { throwIfNoEntry: false });
      if (!entry) return "missing";
      if (entry.isSymbolicLink()) return "link";
      if (entry.isDirectory()) return "folder";
      return entry.isFile() ? "file" : "other";
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "ENOENT" || code === "ENOTDIR") return "missing";
      throw error;
    }
  },
  targetOf: async (path) => readlinkSync(path),
};

/** Whether the disk finds `path` under its name in the other case too. */
export async function foldsCase(path: string): Promise<boolean> {
  const other = [...path]
    .map((letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()))
    .join("");
  if (other === path) return false;
  try {
    const one = lstatSync(path, { bigint: true, throwIfNoEntry: false });
    const two = lstatSync(other, { bigint: true, throwIfNoEntry: false });
    return one !== undefined && two !== undefined && one.ino === two.ino && one.dev === two.dev;
  } catch {
    return false;
  }
}
