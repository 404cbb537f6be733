// What tells whether a text is still the one that the model knows.

import { createHash } from "node:crypto";

/**
 * The SHA-256 of `text`, the same for its text in an editor and on the disk: a byte order mark and the kind of line breaks
 * make no difference. What `SeenFiles` is given.
 */
export function textHash(text: string): string {
  const plain = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
  return createHash("sha256").update(plain).digest("hex");
}
