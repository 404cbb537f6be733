// The hits that ripgrep writes, a line of JSON each, as far as they are wanted.

import { parseJson } from "../util/parseJson.ts";
import type { Hit } from "./foundText.ts";

/** UTF-16 units of one line of output; a longer one, of a file that has no lines, is passed over. */
const maxRecord = 8 * 1024 * 1024;
/** UTF-16 units of a hit's line that are kept, and how many of them stand before the match. */
const maxKept = 4_000;
const keptBefore = 500;

/** Takes UTF-8 bytes cut anywhere. */
export class HitReader {
  readonly #accepts: (path: string) => boolean;
  readonly #max: number;
  readonly #decoder = new TextDecoder();
  readonly #hits: Hit[] = [];
  #rest: string[] = [];
  #restLength = 0;
  #isAll = true;

  /** Of the files that `accepts` says yes to, at most `max` hits. Paths are as ripgrep writes them, without `./`. */
  constructor(accepts: (path: string) => boolean, max: number) {
    this.#accepts = accepts;
    this.#max = max;
  }

  get hits(): readonly Hit[] {
    return this.#hits;
  }

  /** False once there were more hits than wanted, or some that could not be read. */
  get isAll(): boolean {
    return this.#isAll;
  }

  /** False when there are enough. */
  push(bytes: Uint8Array): boolean {
    const [first = "", ...later] = this.#decoder.decode(bytes, { stream: true }).split("\n");
    this.#add(first);
    for (const piece of later) {
      if (!this.#end()) return false;
      this.#add(piece);
    }
    return true;
  }

  #add(piece: string): void {
    this.#restLength += piece.length;
    if (this.#restLength > maxRecord) this.#rest = [];
    else this.#rest.push(piece);
  }

  #end(): boolean {
    const record = this.#restLength > maxRecord ? undefined : this.#rest.join("");
    this.#rest = [];
    this.#restLength = 0;
    if (record === undefined) this.#isAll = false;
    const hit = record?.startsWith('{"type":"match"') ? toHit(parseJson(record)) : undefined;
    if (!hit || !this.#accepts(hit.path)) return true;
    if (this.#hits.length >= this.#max) {
      this.#isAll = false;
      return false;
    }
    this.#hits.push(hit);
    return true;
  }
}

/** As ripgrep documents it: text, or bytes in Base64 where they are no UTF-8. */
interface Match {
  readonly data?: {
    readonly path?: { readonly text?: string };
    readonly lines?: { readonly text?: string; readonly bytes?: string };
    readonly line_number?: number;
    readonly submatches?: readonly { readonly start?: number }[];
  };
}

/** Of a match over several lines the first; undefined for a path that is no text. */
function toHit(record: unknown): Hit | undefined {
  const { path, lines, line_number: line, submatches } = (record as Match | undefined)?.data ?? {};
  if (path?.text === undefined || line === undefined || !lines) return undefined;
  const start = submatches?.[0]?.start ?? 0;
  const all = lines.text ?? decoded(lines.bytes ?? "");
  const text = /^[^\n]*/.exec(all)?.[0] ?? "";
  const found = { path: path.text.replace(/^\.\//, ""), line };
  if (text.length <= maxKept) {
    return text.length <= keptBefore / 2 ? { ...found, text } : { ...found, text, column: columnOf(text, start) };
  }
  const column = columnOf(text, start);
  const from = Math.max(0, column - keptBefore);
  return { ...found, text: text.slice(from, from + maxKept).toWellFormed(), column: column - from };
}

/** The place in UTF-16 units of the byte `start`. */
function columnOf(text: string, start: number): number {
  let column = 0;
  for (let bytes = 0; bytes < start && column < text.length; ) {
    const code = text.codePointAt(column) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    column += code < 0x10000 ? 1 : 2;
  }
  return column;
}

function decoded(base64: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
  } catch {
    return "";
  }
}
