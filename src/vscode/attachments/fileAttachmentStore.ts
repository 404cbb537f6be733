// Keeps attached files beside the conversations, each once, under the hash of its bytes. Journals refer to them.

import { createHash } from "node:crypto";
import { copyFile, link, readdir, readFile, rm, stat, utimes } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { attachmentHashes } from "../../core/conversation/attachment.ts";
import { mediaFormats } from "../../protocol/media.ts";
import { makePrivateFolder, writePrivateFile } from "../files/privateFiles.ts";

/** How long a file that no journal speaks of may wait in a draft, in ms. */
const draftLifeMs = 7 * 24 * 60 * 60 * 1000;

/** The files in `dir`, which is made on the first write. */
export class FileAttachmentStore {
  readonly dir: string;

  constructor(dir: string) {
    this.dir = dir;
  }

  /** Stores the bytes and resolves to their hash. Storing the same again keeps them longer. Rejects when the disk does. */
  async put(bytes: Uint8Array, mimeType: string): Promise<string> {
    const hash = createHash("sha256").update(bytes).digest("hex");
    const path = this.path(hash, mimeType);
    const now = new Date();
    if ((await sizeOf(path)) === bytes.length) {
      await utimes(path, now, now);
      return hash;
    }
    await makePrivateFolder(this.dir);
    // Whole or not at all: another window may be reading it.
    await writePrivateFile(path, bytes);
    return hash;
  }

  /** The size in bytes, or undefined when it is not there. */
  size(hash: string, mimeType: string): Promise<number | undefined> {
    return sizeOf(this.path(hash, mimeType));
  }

  /** The bytes in base64, or undefined when they are not there. Rejects when they cannot be read. */
  async read(hash: string, mimeType: string): Promise<string | undefined> {
    try {
      return await readFile(this.path(hash, mimeType), "base64");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
  }

  /** Where the file is. Throws for what is no hash, or a type nobody stores. */
  path(hash: string, mimeType: string): string {
    const format = mediaFormats.find((known) => known.mimeType === mimeType);
    if (!format || !/^[0-9a-f]{64}$/.test(hash)) throw new Error("not an attachment");
    return join(this.dir, `${hash}.${format.extensions[0]}`);
  }

  /**
   * The file once more under the name it was attached by, for an editor to show. Where that cannot be made it is the file
   * itself, whose name is its hash. Throws as `path` does.
   */
  async named(hash: string, mimeType: string, name: string): Promise<string> {
    const path = this.path(hash, mimeType);
    const named = join(this.#namedDir, hash, fileName(name, extname(path)));
    try {
      await makePrivateFolder(this.#namedDir);
      await makePrivateFolder(dirname(named));
      // The same bytes, not others of that name.
      await rm(named, { force: true });
      await link(path, named).catch(() => copyFile(path, named));
      return named;
    } catch {
      return path;
    }
  }

  get #namedDir(): string {
    return `${this.dir}-shown`;
  }

  /**
   * Removes what no journal in the folders `conversations` speaks of any more. What may still wait in a draft stays for
   * a week; files of the journals whose text is `deleted` go at once. Removes nothing when a journal cannot be read.
   */
  async sweep(conversations: readonly string[], deleted = ""): Promise<void> {
    const names = await listFiles(this.dir);
    if (names.length === 0) return;
    const needed = new Set<string>();
    // One after the other: together they may be large.
    for (const folder of conversations) {
      for (const name of await listFiles(folder)) {
        const journal = await readFile(join(folder, name), "utf8");
        for (const hash of attachmentHashes(journal)) needed.add(hash);
      }
    }
    const released = attachmentHashes(deleted);
    for (const name of names) {
      const hash = name.split(".")[0] ?? "";
      if (needed.has(hash)) continue;
      const path = join(this.dir, name);
      const age = Date.now() - (await stat(path)).mtimeMs;
      if (!released.has(hash) && age <= draftLifeMs) continue;
      await rm(path, { force: true });
      await rm(join(this.#namedDir, hash), { force: true, recursive: true });
    }
  }
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** Names of the files in a folder; none when there is no folder. */
async function listFiles(dir: string): Promise<string[]> {
  try {
    const entries = await readdir(dir, { withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

/** `name` as a file may be called anywhere, with the ending that its content has. */
function fileName(name: string, ending: string): string {
  const safe = name
    .replace(/[\\/:*?"<>|\p{Cc}\p{Cf}]/gu, "_")
    .replace(/^\.+|[. ]+$/g, "")
    .slice(0, 100)
    .toWellFormed();
  const bare = safe.toLowerCase().endsWith(ending) ? safe.slice(0, -ending.length) : safe;
  return `${bare === "" ? "file" : bare}${ending}`;
}
