// Texts and the bytes of files in the encodings that tell themselves: UTF-8, and what has a byte order mark.

/** How a file is encoded. */
export interface TextEncodingForm {
  readonly kind: "utf8" | "utf16le" | "utf16be";
  /** It begins with a byte order mark. */
  readonly hasMark: boolean;
}

/** A file read: its text without the mark. `undecodable`: it has bytes that its encoding does not know. */
export type BytesRead =
  | { readonly type: "text"; readonly text: string; readonly form: TextEncodingForm }
  | { readonly type: "binary" | "undecodable" };

/** The form that the mark of `bytes` tells; UTF-8 without one. */
export function formOf(bytes: Uint8Array): TextEncodingForm {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { kind: "utf8", hasMark: true };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { kind: "utf16le", hasMark: true };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { kind: "utf16be", hasMark: true };
  return { kind: "utf8", hasMark: false };
}

/** Reads `bytes`; `writeBytes` gives the very same ones for the text. */
export function readBytes(bytes: Uint8Array): BytesRead {
  const form = formOf(bytes);
  if (form.kind === "utf8" && bytes.includes(0)) return { type: "binary" };
  const label = { utf8: "utf-8", utf16le: "utf-16le", utf16be: "utf-16be" }[form.kind];
  try {
    const text = new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes);
    return { type: "text", text: form.hasMark ? text.slice(1) : text, form };
  } catch {
    return { type: "undecodable" };
  }
}

/** `text`, which has no halves of characters, in `form`. */
export function writeBytes(text: string, { kind, hasMark }: TextEncodingForm): Uint8Array {
  const marked = hasMark ? `\ufeff${text}` : text;
  if (kind === "utf8") return new TextEncoder().encode(marked);
  const bytes = new DataView(new ArrayBuffer(marked.length * 2));
  for (let at = 0; at < marked.length; at++) bytes.setUint16(at * 2, marked.charCodeAt(at), kind === "utf16le");
  return new Uint8Array(bytes.buffer);
}
