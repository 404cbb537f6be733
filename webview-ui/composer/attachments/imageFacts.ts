// What the bytes of an image say that the browser's decoder does not: whether it moves, and which way up it was taken.

/** Whether an image has several frames. Drawing it on a canvas would keep the first alone. */
export function isAnimated(bytes: Uint8Array, mimeType: string): boolean {
  switch (mimeType) {
    case "image/gif":
      return gifFrames(bytes) > 1;
    case "image/png":
      return hasAnimationChunk(bytes);
    case "image/webp":
      // The extended header's animation flag.
      return ascii(bytes, 12, 4) === "VP8X" && ((bytes[20] ?? 0) & 0x02) !== 0;
    default:
      return false;
  }
}

/** A JPEG's EXIF orientation, 1 (upright) to 8; 1 when it names none. */
export function jpegOrientation(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff; at += 2 + view.getUint16(at + 2)) {
    const isExif = bytes[at + 1] === 0xe1 && ascii(bytes, at + 4, 6) === "Exif\0\0";
    // The tags lie in the segment; a length that leads out of it is caught below.
    if (isExif) return readOrientation(bytes.subarray(at + 10, at + 2 + view.getUint16(at + 2)));
  }
  return 1;
}

function readOrientation(tiff: Uint8Array): number {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  try {
    const little = ascii(tiff, 0, 2) === "II";
    const directory = view.getUint32(4, little);
    const entries = view.getUint16(directory, little);
    for (let index = 0; index < entries; index++) {
      const entry = directory + 2 + index * 12;
      if (view.getUint16(entry, little) !== 0x0112) continue;
      const orientation = view.getUint16(entry + 8, little);
      return orientation >= 1 && orientation <= 8 ? orientation : 1;
    }
  } catch {
    // Cut off, or an offset that leads nowhere: as good as none.
  }
  return 1;
}

/** Frames of a GIF, counted by their image blocks; stops at two. */
function gifFrames(bytes: Uint8Array): number {
  const colours = (flags: number) => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));
  const skipBlocks = (from: number) => {
    let at = from;
    for (let size = bytes[at]; size; size = bytes[at]) at += size + 1;
    return at + 1;
  };
  let frames = 0;
  let at = 13 + colours(bytes[10] ?? 0);
  while (at < bytes.length && frames < 2) {
    if (bytes[at] === 0x21) at = skipBlocks(at + 2);
    else if (bytes[at] === 0x2c) {
      frames += 1;
      at = skipBlocks(at + 11 + colours(bytes[at + 9] ?? 0));
    } else break;
  }
  return frames;
}

/** Whether a PNG has an `acTL` chunk, which comes before its pixels. */
function hasAnimationChunk(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 8; at + 8 <= bytes.length; at += 12 + view.getUint32(at)) {
    const type = ascii(bytes, at + 4, 4);
    if (type === "acTL") return true;
    if (type === "IDAT") return false;
  }
  return false;
}

function ascii(bytes: Uint8Array, from: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(from, from + length));
}
