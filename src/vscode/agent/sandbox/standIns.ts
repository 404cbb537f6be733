// What a held command finds in place of what it may not read, in our own storage: it is mounted, nobody looks at it there.

import { chmod, mkdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { StandIns } from "../../../core/agent/sandbox/sandboxPlan.ts";
import { makePrivateFolder } from "../../files/privateFiles.ts";

/** Makes them in `folder`, or finds them there. */
export async function makeStandIns(folder: string): Promise<StandIns> {
  await makePrivateFolder(folder);
  const file = async (name: string, mode: number) => {
    const path = join(folder, name);
    await touch(path);
    await chmod(path, mode);
    return path;
  };
  const emptyFolder = join(folder, "nothing");
  await mkdir(emptyFolder, { recursive: true, mode: 0o555 });
  return { closedFile: await file("closed", 0), emptyFile: await file("empty", 0o444), emptyFolder };
}

async function touch(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile()) return;
  await writeFile(path, "", { flag: "wx" }).catch((error: NodeJS.ErrnoException) => {
    // Another window was faster.
    if (error.code !== "EEXIST") throw error;
  });
}
