// Sound on disk, below the extension's global storage: a file of samples for each text, voice and style,
// and one of MP3 beside it where that was saved.

import { readdir, readFile, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { bytesToSamples, samplesToBytes } from "../../core/speech/pcm.ts";
import type { SpeechCache } from "../../core/speech/speechCache.ts";
import { makePrivateFolder, unfinishedEnding, writePrivateFile } from "../files/privateFiles.ts";

/** About an hour and a half of speech. */
const defaultMaxBytes = 256 * 1024 * 1024;

interface Kept {
  readonly bytes: number;
  /** Milliseconds since the epoch; the file's time of change, so it outlives the window. */
  readonly usedAt: number;
}

/** A `SpeechCache` in `folder`. What was not used longest goes first when the bound is reached. */
export class FileSpeechCache implements SpeechCache {
  readonly #folder: string;
  readonly #onError: (error: unknown) => void;
  readonly #maxBytes: number;

  #index: Promise<Map<string, Kept>> | undefined;

  constructor(folder: string, onError: (error: unknown) => void, maxBytes = defaultMaxBytes) {
    this.#folder = folder;
    this.#onError = onError;
    this.#maxBytes = maxBytes;
  }

  async read(key: string): Promise<Int16Array | undefined> {
    const bytes = await this.#readFile(await fileName(key, "pcm"));
    return bytes && bytesToSamples(bytes);
  }

  async write(key: string, samples: Int16Array): Promise<void> {
    await this.#writeFile(await fileName(key, "pcm"), samplesToBytes(samples));
  }

  async hasMp3(key: string): Promise<boolean> {
    return (await this.#load()).has(await fileName(key, "mp3"));
  }

  async readMp3(key: string): Promise<Uint8Array | undefined> {
    return this.#readFile(await fileName(key, "mp3"));
  }

  async writeMp3(key: string, file: Uint8Array): Promise<void> {
    await this.#writeFile(await fileName(key, "mp3"), file);
  }

  async #readFile(name: string): Promise<Uint8Array | undefined> {
    const index = await this.#load();
    if (!index.has(name)) return undefined;
    try {
      const bytes = await readFile(join(this.#folder, name));
      const now = new Date();
      index.set(name, { bytes: bytes.length, usedAt: now.getTime() });
      await utimes(join(this.#folder, name), now, now);
      return bytes;
    } catch {
      // Deleted by another window: it is fetched again.
      index.delete(name);
      return undefined;
    }
  }

  async #writeFile(name: string, bytes: Uint8Array): Promise<void> {
    try {
      const index = await this.#load();
      if (bytes.length > this.#maxBytes) return;
      await makePrivateFolder(this.#folder);
      await writePrivateFile(join(this.#folder, name), bytes);
      index.set(name, { bytes: bytes.length, usedAt: Date.now() });
      await this.#shrink(index);
    } catch (error) {
      this.#onError(error);
    }
  }

  /** Deletes everything; the result is how many bytes that were. */
  async clear(): Promise<number> {
    const index = await this.#load();
    const bytes = total(index);
    this.#index = undefined;
    await rm(this.#folder, { recursive: true, force: true });
    return bytes;
  }

  async #shrink(index: Map<string, Kept>): Promise<void> {
    let bytes = total(index);
    if (bytes <= this.#maxBytes) return;
    for (const [name, kept] of [...index].sort(([, a], [, b]) => a.usedAt - b.usedAt)) {
      // A little more than is needed, so that the next sentence does not sweep again.
      if (bytes <= this.#maxBytes * 0.9) return;
      await rm(join(this.#folder, name), { force: true });
      index.delete(name);
      bytes -= kept.bytes;
    }
  }

  #load(): Promise<Map<string, Kept>> {
    this.#index ??= readIndex(this.#folder);
    return this.#index;
  }
}

function total(index: Map<string, Kept>): number {
  return [...index.values()].reduce((sum, { bytes }) => sum + bytes, 0);
}

async function readIndex(folder: string): Promise<Map<string, Kept>> {
  const names = await readdir(folder).catch(() => []);
  const index = new Map<string, Kept>();
  for (const name of names) {
    const { size, mtimeMs } = await stat(join(folder, name)).catch(() => ({ size: 0, mtimeMs: 0 }));
    if (/\.(?:pcm|mp3)$/.test(name)) index.set(name, { bytes: size, usedAt: mtimeMs });
    // A write that was cut off, long ago enough that no other window is at it.
    else if (name.endsWith(unfinishedEnding) && Date.now() - mtimeMs > 60_000)
      await rm(join(folder, name), { force: true });
  }
  return index;
}

async function fileName(key: string, kind: "pcm" | "mp3"): Promise<string> {
  return `${await sha256(new TextEncoder().encode(key))}.${kind}`;
}

/** The SHA-256 of `bytes` in hexadecimal digits. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
