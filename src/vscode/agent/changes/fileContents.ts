// Contents of files below our own storage, each once, under the hash of its bytes.

import { createHash } from "node:crypto";
import { readdir, readFile, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import type { ContentStore } from "../../../core/agent/checkpoints/changePorts.ts";
import { makePrivateFolder, writePrivateFile } from "../../files/privateFiles.ts";

/** A content may be written a while before the log that names it. In ms. */
const graceMs = 60 * 60 * 1000;

/** The contents in `dir`, which is made on the first write. */
export class FileContents implements ContentStore {
  readonly #dir: string;
  readonly #now: () => number;

  constructor(dir: string, now: () => number = Date.now) {
    this.#dir = dir;
    this.#now = now;
  }

  hashOf(bytes: Uint8Array): string {
    return createHash("sha256").update(bytes).digest("hex");
  }

  async keep(bytes: Uint8Array): Promise<string> {
    const hash = this.hashOf(bytes);
    const path = this.#path(hash);
    const now = new Date(this.#now());
    if (
      (await sizeOf(path)) === bytes.length &&
      (await utimes(path, now, now).then(
        () => true,
        () => false,
      ))
    )
      return hash;
    await makePrivateFolder(join(this.#dir, hash.slice(0, 2)));
    // Whole or not at all: another window may be reading it.
    await writePrivateFile(path, bytes);
    return hash;
  }

  async read(hash: string): Promise<Uint8Array | undefined> {
    try {
      return await readFile(this.#path(hash));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
  }

  /** Removes what is not `needed`, and of the rest the oldest until at most `maxBytes` are left. */
  async sweep(needed: ReadonlySet<string>, maxBytes: number): Promise<void> {
    const left: { readonly path: string; readonly bytes: number; readonly at: number }[] = [];
    for (const folder of await namesIn(this.#dir)) {
      for (const name of await namesIn(join(this.#dir, folder))) {
        const path = join(this.#dir, folder, name);
        const found = await stat(path).catch(() => undefined);
        if (!found) continue;
        const { mtimeMs: at, size: bytes } = found;
        if (!needed.has(name) && this.#now() - at > graceMs) await rm(path, { force: true });
        else left.push({ path, bytes, at });
      }
    }
    let total = left.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const { path, bytes } of left.sort((a, b) => a.at - b.at)) {
      if (total <= maxBytes) break;
      await rm(path, { force: true });
      total -= bytes;
    }
  }

  /** Throws for what is no hash. */
  #path(hash: string): string {
    if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error("not a hash");
    return join(this.#dir, hash.slice(0, 2), hash);
  }
}

async function sizeOf(path: string): Promise<number | undefined> {
  return (await stat(path).catch(() => undefined))?.size;
}

async function namesIn(dir: string): Promise<readonly string[]> {
  try {
    return await readdir(dir);
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return [];
    throw error;
  }
}
