// A claim on disk: a folder with one empty file in it, whose name says who holds it. The folder comes to its place whole, by
// a rename, which fails while there is anybody in it; who is gone is taken out by a name that nobody else ever has. So two
// can never hold it, at whatever moment either is interrupted, and what a crash leaves behind hinders nobody.

// biome-ignore lint/plugin/readGate: keeps small files of our own, below the extension's storage.
import { mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** How often a place is tried that others change at the same moment; each time it is one of them that got further. */
const maxTries = 20;

/**
 * Takes the claim at `path` for `holder`, a file name that was never used before; the folder of `path` is there. True when it
 * is taken, false when somebody holds it of whom `isGone` is false. Throws what the disk says when it takes nothing.
 * It yields before each step on the disk, so that a test can put other windows' steps between.
 */
export function* takeClaim(
  path: string,
  holder: string,
  isGone: (holder: string) => boolean,
): Generator<undefined, boolean> {
  const prepared = `${path}.${holder}`;
  try {
    yield;
    mkdirSync(prepared, { mode: 0o700 });
    yield;
    writeFileSync(join(prepared, holder), "", { flag: "wx", mode: 0o600 });
    for (let tries = 1; ; tries++) {
      yield;
      // Onto an empty folder too, where the system allows that.
      const failure = failureOf(() => renameSync(prepared, path));
      if (failure === undefined) return true;
      yield;
      for (const other of holdersOf(path)) {
        if (!isGone(other)) return false;
        yield;
        ignoring(["ENOENT"], () => unlinkSync(join(path, other)));
      }
      if (tries === maxTries) throw failure;
      yield;
      removeEmpty(path);
    }
  } finally {
    rmSync(prepared, { recursive: true, force: true });
  }
}

/** Gives up what `takeClaim` took. Whoever holds it since keeps it. */
export function* releaseClaim(path: string, holder: string): Generator<undefined, void> {
  yield;
  ignoring(["ENOENT", "ENOTDIR"], () => unlinkSync(join(path, holder)));
  yield;
  removeEmpty(path);
}

/** Who is in the claim at `path`: at most one, unless somebody else put files there. */
export function holdersOf(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch (error) {
    if (isOneOf(["ENOENT"], error)) return [];
    throw error;
  }
}

/** Runs steps straight through. */
export function throughout<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** Another window may be in it again, or have removed it. */
function removeEmpty(path: string): void {
  ignoring(["ENOENT", "ENOTEMPTY", "EEXIST", "EPERM", "EACCES", "EBUSY"], () => rmdirSync(path));
}

function failureOf(act: () => void): unknown {
  try {
    act();
    return undefined;
  } catch (error) {
    return error ?? new Error("no reason");
  }
}

function ignoring(codes: readonly string[], act: () => void): void {
  const failure = failureOf(act);
  if (failure !== undefined && !isOneOf(codes, failure)) throw failure;
}

function isOneOf(codes: readonly string[], error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code !== undefined && codes.includes(code);
}
