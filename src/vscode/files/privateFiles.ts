// Files of ours on disk, for the person's eyes alone: what they asked, what was answered and what it cost. Folders are
// 0700 and files 0600 (Windows has such rights by the folder above); a file that is not appended to is replaced whole.

import * as nodeFiles from "node:fs/promises";

/** Makes the folder, those above it too, and takes away what others could do in it. */
export async function makePrivateFolder(
  dir: string,
  files: Pick<typeof nodeFiles, "mkdir" | "chmod"> = nodeFiles,
): Promise<void> {
  // Where it was made just now, nobody was in it before.
  const made = await files.mkdir(dir, { recursive: true, mode: privateFolder });
  if (made === undefined) await files.chmod(dir, privateFolder);
}

/** Writes a file whole or not at all; a reader sees the old or the new one. Its folder must be there. */
export async function writePrivateFile(path: string, content: string | Uint8Array): Promise<void> {
  const unfinished = `${path}.${crypto.randomUUID()}${unfinishedEnding}`;
  try {
    await nodeFiles.writeFile(unfinished, content, { mode: privateFile, flush: true });
    await nodeFiles.rename(unfinished, path);
  } catch (error) {
    await nodeFiles.rm(unfinished, { force: true });
    throw error;
  }
}

/** Appends in one write, so that windows may share the file. Its folder must be there. */
export async function appendPrivateFile(path: string, text: string): Promise<void> {
  await nodeFiles.appendFile(path, text, { mode: privateFile });
}

/** The mode of our files. */
export const privateFile = 0o600;
/** How the name of a file ends that was not finished. */
export const unfinishedEnding = ".tmp";

const privateFolder = 0o700;
