// Which files are text of a size that can be read at all.

/** Bytes of a file that is read at all; above it nobody wants it whole. */
export const maxFileBytes = 1024 * 1024;

/** Whether bytes are no text: a NUL among the first, unless a mark in front says UTF-16. */
export function looksBinary(bytes: Uint8Array): boolean {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return !utf16 && bytes.subarray(0, 8000).includes(0);
}
