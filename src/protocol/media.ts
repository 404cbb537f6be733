// Which files may go with a question. Both sides check: the webview to say it at once, the host because it trusts no
// webview. What a file is, its first bytes tell; its name is not asked.

import type { MediaKind } from "../core/conversation/attachment.ts";

/** A format the service takes (images: API document, OpenAI protocol; audio and video: the platform's usage guide). */
export interface MediaFormat {
  readonly mimeType: string;
  readonly kind: MediaKind;
  /** How its files are named, ours first; without the dot. */
  readonly extensions: readonly [string, ...string[]];
}

/** All formats, by media type. */
export const mediaFormats: readonly MediaFormat[] = [
  { mimeType: "image/jpeg", kind: "image", extensions: ["jpg", "jpeg", "jpe", "jfif"] },
  { mimeType: "image/png", kind: "image", extensions: ["png", "apng"] },
  { mimeType: "image/gif", kind: "image", extensions: ["gif"] },
  { mimeType: "image/webp", kind: "image", extensions: ["webp"] },
  { mimeType: "image/bmp", kind: "image", extensions: ["bmp", "dib"] },
  { mimeType: "audio/mpeg", kind: "audio", extensions: ["mp3"] },
  { mimeType: "audio/wav", kind: "audio", extensions: ["wav", "wave"] },
  { mimeType: "audio/flac", kind: "audio", extensions: ["flac"] },
  { mimeType: "audio/mp4", kind: "audio", extensions: ["m4a", "m4b"] },
  { mimeType: "audio/ogg", kind: "audio", extensions: ["ogg", "oga", "opus"] },
  { mimeType: "video/mp4", kind: "video", extensions: ["mp4", "m4v"] },
  { mimeType: "video/quicktime", kind: "video", extensions: ["mov", "qt"] },
  { mimeType: "video/x-msvideo", kind: "video", extensions: ["avi"] },
  { mimeType: "video/x-ms-wmv", kind: "video", extensions: ["wmv", "asf"] },
];

/** Files that may go with one question. The document names no number; this keeps a request readable. */
export const maxAttachments = 10;
/** 50 MB after encoding (API document, OpenAI protocol), and base64 makes four bytes of three. For all files of a question together. */
export const maxMediaBytes = Math.floor((50 * 1024 * 1024 * 3) / 4) - 1024;
/** Images above either are made smaller before they are stored. */
export const maxImageSide = 2048;
export const maxImageBytes = 7.5 * 1024 * 1024;
/** How much of a file `sniffMedia` needs. */
export const sniffLength = 64;

/** The format that the first bytes of a file show; undefined for anything the service does not take. */
export function sniffMedia(head: Uint8Array): MediaFormat | undefined {
  const mimeType = sniffType(head);
  return mediaFormats.find((format) => format.mimeType === mimeType);
}

/** The format that a file's name promises. */
export function formatOfName(name: string): MediaFormat | undefined {
  const extension = /\.([a-z\d]+)$/i.exec(name)?.[1]?.toLowerCase();
  return mediaFormats.find(({ extensions }) => extension !== undefined && extensions.includes(extension));
}

function sniffType(head: Uint8Array): string | undefined {
  const ascii = String.fromCharCode(...head.subarray(0, sniffLength));
  if (ascii.startsWith("\xff\xd8\xff")) return "image/jpeg";
  if (ascii.startsWith("\x89PNG\r\n\x1a\n")) return "image/png";
  if (/^GIF8[79]a/.test(ascii)) return "image/gif";
  // The size in the header keeps a text that begins with "BM" out.
  if (ascii.startsWith("BM") && ascii.slice(6, 10) === "\0\0\0\0") return "image/bmp";
  if (ascii.startsWith("RIFF")) return riffTypes[ascii.slice(8, 12)];
  if (ascii.slice(4, 8) === "ftyp") return mp4Type(ascii.slice(8, 12));
  if (ascii.startsWith("fLaC")) return "audio/flac";
  // Ogg carries video as well; its first page says so.
  if (ascii.startsWith("OggS")) return ascii.includes("theora") ? undefined : "audio/ogg";
  if (ascii.startsWith("\x30\x26\xb2\x75\x8e\x66\xcf\x11")) return "video/x-ms-wmv";
  if (ascii.startsWith("ID3")) return "audio/mpeg";
  // A frame of MPEG audio, layer III; other layers and AAC differ in these bits.
  if (head[0] === 0xff && head[1] !== undefined && (head[1] & 0xe6) === 0xe2) return "audio/mpeg";
  return undefined;
}

const riffTypes: Readonly<Record<string, string>> = {
  WEBP: "image/webp",
  WAVE: "audio/wav",
  "AVI ": "video/x-msvideo",
};

/** By the main brand. Pictures (HEIC, AVIF) come in the same box and are not taken. */
function mp4Type(brand: string): string | undefined {
  if (/^(?:hei|hev|mif1|msf1|avi[fs])/.test(brand)) return undefined;
  if (/^M4[AB]/.test(brand)) return "audio/mp4";
  return brand === "qt  " ? "video/quicktime" : "video/mp4";
}
