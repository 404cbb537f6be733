// Installs something into a folder of the cache exactly once, however many processes ask for it at the same time
// and wherever an earlier attempt was interrupted.
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

const marker = ".complete";

/**
 * Runs `install` on an empty `folder`, unless an earlier run with the same `recipe` came to its end there. Resolves
 * when the folder is complete; rejects with what `install` threw, in which case the next call starts afresh.
 */
export async function installOnce(folder: string, recipe: string, install: () => Promise<void>): Promise<void> {
  if (isComplete(folder, recipe)) return;
  mkdirSync(dirname(folder), { recursive: true });
  const release = await lock(`${folder}.lock`);
  try {
    if (isComplete(folder, recipe)) return;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    await install();
    writeFileSync(join(folder, `${marker}.part`), recipe);
    renameSync(join(folder, `${marker}.part`), join(folder, marker));
  } finally {
    release();
  }
}

function isComplete(folder: string, recipe: string): boolean {
  const file = join(folder, marker);
  return existsSync(file) && readFileSync(file, "utf8") === recipe;
}

/** Takes the lock, waiting for a living holder; the lock of a process that is gone is broken. */
async function lock(file: string): Promise<() => void> {
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  try {
    for (;;) {
      try {
        // A hard link appears with its content in one step: nobody ever reads a lock without its owner.
        linkSync(mine, file);
        return () => rmSync(file, { force: true });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
      if (!isHeld(file)) rmSync(file, { force: true });
      else await delay(300);
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

function isHeld(file: string): boolean {
  try {
    process.kill(Number(readFileSync(file, "utf8")), 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
