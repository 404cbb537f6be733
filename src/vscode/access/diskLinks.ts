// The disk as the gates look at it: entries themselves, never what they link to.

import { lstat, readlink } from "node:fs/promises";
import type { LinkReader, PathStyle } from "../../core/access/linkWalk.ts";

/** How this machine writes paths. */
export const pathStyle: PathStyle = process.platform === "win32" ? "windows" : "posix";

/** Reads entries and links of the disk. */
export const diskLinks: LinkReader = {
  async kindOf(path) {
    try {
      const entry = await lstat(path);
      if (entry.isSymbolicLink()) return "link";
      if (entry.isDirectory()) return "folder";
      return entry.isFile() ? "file" : "other";
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "ENOENT" || code === "ENOTDIR") return "missing";
      throw error;
    }
  },
  targetOf: (path) => readlink(path),
};

/** Whether the disk finds `path` under its name in the other case too. */
export async function foldsCase(path: string): Promise<boolean> {
  const other = [...path]
    .map((letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()))
    .join("");
  if (other === path) return false;
  try {
    const [one, two] = await Promise.all([lstat(path, { bigint: true }), lstat(other, { bigint: true })]);
    return one.ino === two.ino && one.dev === two.dev;
  } catch {
    return false;
  }
}
