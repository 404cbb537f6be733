// Whether a file is another than it was, told by as little as tells it.

/** What is known of a file at a moment; undefined stands for none. */
export type FileStamp =
  | {
      /** In bytes. */
      readonly size: number;
      /** In ms since the epoch. */
      readonly modifiedAt: number;
      /** Of its content, where there was time to take it. */
      readonly hash?: string;
    }
  | undefined;

/** Whether there is another content. One that was only written anew is the same where both hashes are known. */
export function isChanged(before: FileStamp, after: FileStamp): boolean {
  if (!before || !after) return before !== after;
  if (before.size !== after.size) return true;
  if (before.hash !== undefined && after.hash !== undefined) return before.hash !== after.hash;
  return before.modifiedAt !== after.modifiedAt;
}

/** Whether a second look with a hash could tell more than the first without. */
export function isInDoubt(before: FileStamp, after: FileStamp): boolean {
  return (
    before?.hash !== undefined && before.size === after?.size && before.modifiedAt !== after.modifiedAt && !after.hash
  );
}
