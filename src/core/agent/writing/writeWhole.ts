// Bytes in place of others, all or nothing as far as that can be had: a full disk leaves a file cut off.

/** One file of the disk. */
export interface FileBytes {
  /** Undefined when there is none. Rejects when it cannot be read. */
  read(): Promise<Uint8Array | undefined>;
  write(bytes: Uint8Array): Promise<void>;
  delete(): Promise<void>;
}

/**
 * Writes `bytes`, beginning at once. When that fails, puts `before` (undefined: there was no file) back, which fits since
 * the file had it, and rejects with the {@link BrokenWrite}.
 */
export async function writeWhole(file: FileBytes, bytes: Uint8Array, before: Uint8Array | undefined): Promise<void> {
  try {
    await file.write(bytes);
  } catch (error) {
    throw new BrokenWrite(error, await putBack(file, before));
  }
}

/** Why it could not be written; `isWhole` when the file is as it was before. */
export class BrokenWrite extends Error {
  readonly isWhole: boolean;

  constructor(cause: unknown, isWhole: boolean) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.isWhole = isWhole;
  }
}

async function putBack(file: FileBytes, before: Uint8Array | undefined): Promise<boolean> {
  try {
    const now = await file.read();
    if (isSame(now, before)) return true;
    if (before === undefined) await file.delete();
    else await file.write(before);
    return isSame(await file.read(), before);
  } catch {
    return false;
  }
}

function isSame(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
