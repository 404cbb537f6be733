// What a file of the disk holds. A small one is read at once: to wait for a thread four times takes longer than to read it.

import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { readFile } from "node:fs/promises";

/** Up to so many bytes are read at once; more of them would hold up all else. */
const fewBytes = 256 * 1024;

/** The bytes of the file at `path`, links followed. Rejects when none is there, or something that is no file. */
export async function bytesOnDisk(path: string): Promise<Uint8Array> {
  return fewBytesOf(path) ?? readFile(path);
}

/** Those of a small file; undefined for a large one, and where its size does not tell what is in it. */
function fewBytesOf(path: string): Uint8Array | undefined {
  // What became a pipe since it was looked at would have us wait for whoever writes into it.
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const found = fstatSync(file);
    if (!found.isFile()) throw new Error("not a file");
    if (found.size === 0 || found.size > fewBytes) return undefined;
    // One more than there are: what is written behind them in this moment shows.
    const bytes = new Uint8Array(found.size + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes.length; length += read) {
      read = readSync(file, bytes, length, bytes.length - length, null);
    }
    return length < bytes.length ? bytes.subarray(0, length) : undefined;
  } finally {
    closeSync(file);
  }
}
