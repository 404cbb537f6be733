// Bytes of a text file as a text with the same lines, whatever its encoding, and back without a loss. UTF-16 is told by its
// mark; in every other encoding that editors write a line break is the byte it is in ASCII, and no part of a letter, so there
// a character stands for a byte.

const littleEndian = "\uFEFF";
/** Stands at the start of a text whose bytes begin with the mark of the other order. */
const bigEndian = "\uFFFE";

/** Undefined for what is no text. */
export function lineTextOf(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return wide(bytes);
  if (first === 0xfe && second === 0xff) {
    const text = wide(swapped(bytes));
    return text && bigEndian + text.slice(1);
  }
  if (bytes.includes(0)) return undefined;
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return text;
}

/** The bytes of a text of {@link lineTextOf}, or of one put together from the lines of several. */
export function bytesOfLineText(text: string): Uint8Array {
  if (text.startsWith(littleEndian)) return wideBytes(text);
  if (text.startsWith(bigEndian)) return swapped(wideBytes(littleEndian + text.slice(1)));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** Lines with their ends: a file that changed from CRLF to LF has changed in every line. */
export function linesOf(text: string): readonly string[] {
  return text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
}

function wide(bytes: Uint8Array): string | undefined {
  if (bytes.length % 2 !== 0) return undefined;
  const units = new Uint16Array(bytes.length / 2);
  for (let at = 0; at < units.length; at++) units[at] = (bytes[2 * at] ?? 0) | ((bytes[2 * at + 1] ?? 0) << 8);
  let text = "";
  for (let at = 0; at < units.length; at += 0x4000) text += String.fromCharCode(...units.subarray(at, at + 0x4000));
  return text;
}

function wideBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    bytes[2 * at] = unit & 0xff;
    bytes[2 * at + 1] = unit >> 8;
  }
  return bytes;
}

function swapped(bytes: Uint8Array): Uint8Array {
  return bytes.map((_, at) => bytes[at ^ 1] ?? 0);
}
