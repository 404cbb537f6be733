// The port through which mentions are read. What may be read is decided behind it, where files are known.

import type { CodeReference } from "./codeReference.ts";
import type { Mention } from "./mention.ts";

/** Reads what a mention names, as it is now. */
export interface ContextReader {
  /** Never rejects: what cannot be read says why. */
  read(mention: Mention): Promise<ContextReading>;
}

export type ContextReading =
  | {
      readonly ok: true;
      readonly reference: CodeReference;
      /** Paths whose names or contents go out; looked at for secrets. */
      readonly paths: readonly string[];
      /** How many files of a folder were left out: binary, very large or secret ones. */
      readonly leftOut?: number;
    }
  | { readonly ok: false; readonly refusal: Refusal };

/** Why something is not sent. */
export type Refusal =
  /** Not in an open folder, or a link that leads out of it. */
  | "outside"
  /** `.gitignore` names it. */
  | "ignored"
  /** The setting `files.exclude` names it. */
  | "excluded"
  | "binary"
  | "too-large"
  | "missing"
  /** There is nothing: no problems, no changes, an empty file. */
  | "empty";

/** Bytes of a file that is read at all; above it nobody wants it whole. */
export const maxFileBytes = 1024 * 1024;

/** Whether bytes are no text: a NUL among the first, unless a mark in front says UTF-16. */
export function looksBinary(bytes: Uint8Array): boolean {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return !utf16 && bytes.subarray(0, 8000).includes(0);
}
