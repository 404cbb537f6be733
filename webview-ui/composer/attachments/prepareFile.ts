// From a file the person chose to what is sent: checked by its content, scaled, measured.

import { formatOfName, maxMediaBytes, sniffLength, sniffMedia } from "../../../src/protocol/media.ts";
import { mediaDuration } from "./mediaDuration.ts";
import { type ScaledImage, scaleImage } from "./scaleImage.ts";

/** Why a file is not taken. */
export type FileProblem = "empty" | "unreadable" | "wrong-content" | "unknown-type" | "too-large";

/** A file ready to be handed to the host. */
export interface PreparedFile extends Partial<Pick<ScaledImage, "width" | "height" | "scaledFrom" | "animated">> {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly durationMs?: number;
}

/** How media is read; tests put their own in its place. */
export interface MediaReaders {
  readonly scaleImage: typeof scaleImage;
  readonly mediaDuration: typeof mediaDuration;
}

/** Above this, an image is not even decoded: a browser would need gigabytes for it. */
const largestSource = 200 * 1024 * 1024;

/** Reads and prepares a file. Never rejects. */
export async function prepareFile(
  file: File,
  readers: MediaReaders = { scaleImage, mediaDuration },
): Promise<PreparedFile | FileProblem> {
  if (file.size === 0) return "empty";
  try {
    const format = sniffMedia(new Uint8Array(await file.slice(0, sniffLength).arrayBuffer()));
    if (!format) return formatOfName(file.name) ? "wrong-content" : "unknown-type";
    if (file.size > (format.kind === "image" ? largestSource : maxMediaBytes)) return "too-large";
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (format.kind !== "image") return { bytes, durationMs: await readers.mediaDuration(bytes, format.mimeType) };
    const image = await decode(bytes, format.mimeType, readers);
    if (image === undefined) return "wrong-content";
    return image.bytes.length > maxMediaBytes ? "too-large" : image;
  } catch {
    // Moved, locked, or on a disk that went away.
    return "unreadable";
  }
}

async function decode(bytes: Uint8Array<ArrayBuffer>, mimeType: string, readers: MediaReaders) {
  try {
    return await readers.scaleImage(bytes, mimeType);
  } catch {
    return undefined;
  }
}
