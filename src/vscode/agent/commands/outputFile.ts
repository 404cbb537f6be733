// Where a command's output is kept, whole as far as it is not endless: its beginning in one file, and of what comes after
// that the last pieces in others. All of it as it came, with colours and halves of characters.

import { type FileHandle, open, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { countLineEnds, OutputLines } from "../../../core/tools/outputLines.ts";
import { lastPage, type OutputLine, type OutputPager } from "../../../core/tools/outputPage.ts";
import { privateFile } from "../../files/privateFiles.ts";

/** Bytes that are kept. */
export interface OutputLimits {
  /** Of the beginning. */
  readonly head: number;
  /** Of a piece of the rest, of which the last two are kept. */
  readonly piece: number;
}

const defaultLimits: OutputLimits = { head: 32 * 1024 * 1024, piece: 16 * 1024 * 1024 };

/** A file of it. */
interface Piece {
  /** Those that follow one another have numbers that do. */
  readonly number: number;
  /** The number of the line that its first byte belongs to. */
  readonly firstLine: number;
  bytes: number;
}

/** What is told of an output to read it in another life of the window. */
export interface KeptOutput {
  readonly pieces: readonly Readonly<Piece>[];
  /** Line ends in all of it, and whether something follows the last one. */
  readonly lineEnds: number;
  readonly isOpen: boolean;
}

const lineEnd = 0x0a;
const pieceRead = 64 * 1024;

/** The output of one command, in a folder of its own. */
export class OutputFile {
  readonly #folder: string;
  readonly #limits: OutputLimits;
  #pieces: Piece[];
  #lineEnds: number;
  #isOpen: boolean;
  #handle: FileHandle | undefined;
  #writing: Promise<void> = Promise.resolve();
  #failed = false;

  constructor(folder: string, limits: OutputLimits = defaultLimits, kept?: KeptOutput) {
    this.#folder = folder;
    this.#limits = limits;
    this.#pieces = kept?.pieces.map((piece) => ({ ...piece })) ?? [];
    this.#lineEnds = kept?.lineEnds ?? 0;
    this.#isOpen = kept?.isOpen ?? false;
  }

  /** What stands in `folder` of an output that nobody finished: its pieces are taken to follow one another. */
  static async found(folder: string): Promise<OutputFile> {
    const names = await readdir(folder).catch((): string[] => []);
    const numbers = names.flatMap((name) => /^output-(\d{1,9})\.log$/.exec(name)?.[1] ?? []).map(Number);
    const pieces: Piece[] = [];
    const file = new OutputFile(folder);
    let lineEnds = 0;
    let isOpen = false;
    for (const number of numbers.sort((a, b) => a - b)) {
      const firstLine = lineEnds + 1;
      let bytes = 0;
      for await (const chunk of file.#read(number, 0, Number.MAX_SAFE_INTEGER)) {
        bytes += chunk.length;
        lineEnds += countLineEnds(chunk);
        isOpen = chunk.at(-1) !== lineEnd;
      }
      pieces.push({ number, firstLine, bytes });
    }
    return new OutputFile(folder, defaultLimits, { pieces, lineEnds, isOpen });
  }

  /** How many lines there are. */
  get lines(): number {
    return this.#lineEnds + (this.#isOpen ? 1 : 0);
  }

  /** What there is to read, as plain JSON. */
  get kept(): KeptOutput {
    return { pieces: this.#pieces.map((piece) => ({ ...piece })), lineEnds: this.#lineEnds, isOpen: this.#isOpen };
  }

  /** Adds `bytes` behind what was added before. Resolves when they are written; when they cannot be, they are lost. */
  write(bytes: Uint8Array): Promise<void> {
    this.#writing = this.#writing
      .then(() => this.#write(bytes))
      .catch(() => {
        this.#failed = true;
      });
    return this.#writing;
  }

  /** No more comes. */
  async close(): Promise<void> {
    await this.#writing;
    await this.#handle?.close().catch(() => {});
    this.#handle = undefined;
  }

  /** Gives lines to `pager` until it has enough. */
  async page(pager: OutputPager, signal: AbortSignal): Promise<string> {
    await this.#writing;
    const { lines } = this;
    let next = 0;
    let reader = new OutputLines(1, pager.offset);
    for (const { number, firstLine, bytes } of this.kept.pieces) {
      if (number > next) {
        const first = reader.number;
        for (const line of reader.end()) pager.add(line);
        pager.skip(first, firstLine);
        reader = new OutputLines(firstLine, pager.offset);
      }
      next = number + 1;
      for await (const chunk of this.#read(number, 0, bytes)) {
        signal.throwIfAborted();
        for (const line of reader.add(chunk)) if (!pager.add(line)) return pager.text(lines);
      }
    }
    for (const line of reader.end()) pager.add(line);
    return pager.text(lines);
  }

  /** The last lines. */
  async lastPage(): Promise<string> {
    return lastPage(await this.#last());
  }

  async #last(): Promise<readonly OutputLine[]> {
    const bytes = await this.tail(64 * 1024);
    const isWhole = bytes.length === this.#pieces.reduce((sum, piece) => sum + piece.bytes, 0);
    const first = isWhole ? 1 : this.#lineEnds - countLineEnds(bytes) + 1;
    const reader = new OutputLines(first);
    return [...reader.add(bytes), ...reader.end()];
  }

  /** At most its last `length` bytes, in which nothing is left out. */
  async tail(length: number): Promise<Uint8Array> {
    await this.#writing;
    const chunks: Uint8Array[] = [];
    let left = length;
    let next: number | undefined;
    for (const { number, bytes } of [...this.#pieces].reverse()) {
      if (left <= 0 || (next !== undefined && number + 1 !== next)) break;
      next = number;
      const from = Math.max(0, bytes - left);
      left -= bytes - from;
      const read: Uint8Array[] = [];
      for await (const chunk of this.#read(number, from, bytes)) read.push(chunk.slice());
      chunks.unshift(...read);
    }
    return Buffer.concat(chunks);
  }

  async *#read(number: number, from: number, to: number): AsyncGenerator<Uint8Array> {
    const handle = await open(this.#path(number), "r").catch(() => undefined);
    if (!handle) return;
    try {
      const buffer = new Uint8Array(Math.min(pieceRead, Math.max(1, to - from)));
      for (let at = from; at < to; ) {
        const { bytesRead } = await handle.read(buffer, 0, Math.min(buffer.length, to - at), at);
        if (bytesRead === 0) return;
        at += bytesRead;
        yield buffer.subarray(0, bytesRead);
      }
    } finally {
      await handle.close();
    }
  }

  async #write(bytes: Uint8Array): Promise<void> {
    if (this.#failed || bytes.length === 0) return;
    for (let at = 0; at < bytes.length; ) {
      const piece = await this.#piece();
      const limit = piece === this.#pieces[0] ? this.#limits.head : this.#limits.piece;
      const part = bytes.subarray(at, at + Math.max(1, limit - piece.bytes));
      for (let done = 0; done < part.length; ) {
        done += (await this.#handle?.write(part, done, part.length - done))?.bytesWritten ?? part.length;
      }
      piece.bytes += part.length;
      at += part.length;
      this.#lineEnds += countLineEnds(part);
      this.#isOpen = part.at(-1) !== lineEnd;
    }
  }

  /** The one that has room; when it is a new one, the oldest behind the beginning makes room for it. */
  async #piece(): Promise<Piece> {
    const last = this.#pieces.at(-1);
    if (last && last.bytes < (this.#pieces.length === 1 ? this.#limits.head : this.#limits.piece)) return last;
    await this.#handle?.close();
    const piece: Piece = { number: (last?.number ?? -1) + 1, firstLine: this.#lineEnds + 1, bytes: 0 };
    this.#handle = await open(this.#path(piece.number), "a", privateFile);
    this.#pieces.push(piece);
    if (this.#pieces.length > 3) {
      const [gone] = this.#pieces.splice(1, 1);
      if (gone) await rm(this.#path(gone.number), { force: true }).catch(() => {});
    }
    return piece;
  }

  #path(number: number): string {
    return join(this.#folder, `output-${number}.log`);
  }
}
