// What an agent did to files, told by their contents before and after.

/** A file's content, by the SHA-256 of its bytes; undefined when there is no file. */
export type ContentHash = string | undefined;

/** One act on one file. A move is two: it goes in one place and comes in the other. */
export interface FileChange {
  /** The file's address. */
  readonly file: string;
  readonly before: ContentHash;
  readonly after: ContentHash;
}

/** The changes of each file in order; those that came to nothing are left out. */
export function changesByFile(changes: readonly FileChange[]): ReadonlyMap<string, readonly FileChange[]> {
  const files = new Map<string, FileChange[]>();
  for (const change of changes) {
    const known = files.get(change.file) ?? [];
    files.set(change.file, known);
    const last = known.at(-1);
    // What follows on from the last act is one with it.
    if (last && last.after === change.before) known[known.length - 1] = { ...last, after: change.after };
    else known.push(change);
    if (known.at(-1)?.before === known.at(-1)?.after) known.pop();
  }
  for (const [file, known] of files) if (known.length === 0) files.delete(file);
  return files;
}
