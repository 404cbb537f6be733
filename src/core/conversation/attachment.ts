// A file that goes with a question. The journal holds this; the bytes lie beside the journals, once, under their hash.

/** What a model does with it: look, listen, or watch. */
export type MediaKind = "image" | "audio" | "video";

/** Plain data, journalled as JSON. */
export interface Attachment {
  /** SHA-256 of the bytes as they are sent, 64 lower-case hex digits: the name they are stored under. */
  readonly hash: string;
  readonly kind: MediaKind;
  /** Told from the bytes, never from the name. */
  readonly mimeType: string;
  /** The name the person knows it by; shown, and never used as a path before it is made harmless. */
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** In pixels, as sent; of images. */
  readonly width?: number;
  readonly height?: number;
  /** Of audio and video, where it could be told. */
  readonly durationMs?: number;
}

/**
 * The hashes that a journal's text speaks of. Read without understanding the lines, so that a journal of any version
 * keeps its files.
 */
export function attachmentHashes(journal: string): ReadonlySet<string> {
  return new Set([...journal.matchAll(/"hash":"([0-9a-f]{64})"/g)].map((match) => match[1] ?? ""));
}
