// Keeps conversations as JSON Lines under the extension's global storage, a file each. The files are on the machine
// the extension host runs on, so they outlive the window, the browser and the editor's own state. Several windows may
// append to one file: every append is one write, starts on a line of its own, and looks first at what others added.

import * as nodeFiles from "node:fs/promises";
import { join } from "node:path";
import type { ConversationStore } from "../../core/conversation/conversationStore.ts";
import { encodeEntry, type JournalEntry } from "../../core/conversation/stored/journalEntry.ts";
import { Emitter } from "../../core/util/emitter.ts";
import { makePrivateFolder, privateFile } from "../files/privateFiles.ts";

/** How long until a write that failed is tried again by itself, in ms. */
const retryMs = 3000;
const newline = 0x0a;

/** What is needed of the file system; tests have a disk that is full. */
export type FileAccess = Pick<typeof nodeFiles, "mkdir" | "chmod" | "open" | "readFile" | "rm">;

/** A `ConversationStore` in the folder `dir`, which is made on the first write. */
export class FileConversationStore implements ConversationStore {
  readonly dir: string;
  readonly #files: FileAccess;

  readonly #failed = new Emitter<Error>();
  readonly onDidFail = this.#failed.event;
  readonly #recovered = new Emitter<void>();
  readonly onDidRecover = this.#recovered.event;
  readonly #grew = new Emitter<{ readonly id: string; readonly text: string }>();
  readonly onDidGrow = this.#grew.event;
  readonly #vanished = new Emitter<string>();
  readonly onDidVanish = this.#vanished.event;
  /** Lines that are not on disk yet, by conversation. */
  readonly #pending = new Map<string, string>();
  /** How many bytes of each journal this process knows. */
  readonly #known = new Map<string, number>();
  /** Deleted conversations: what still comes for one, such as its title, has nowhere to go. */
  readonly #taken = new Set<string>();
  #writing: Promise<void> = Promise.resolve();
  #failing = false;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(dir: string, files: FileAccess = nodeFiles) {
    this.dir = dir;
    this.#files = files;
  }

  /** Whether something waits for a disk that takes it. */
  get isFailing(): boolean {
    return this.#failing;
  }

  append(conversationId: string, entries: readonly JournalEntry[]): void {
    if (this.#taken.has(conversationId)) return;
    this.#pending.set(conversationId, (this.#pending.get(conversationId) ?? "") + entries.map(encodeEntry).join(""));
    this.#writeSoon();
  }

  restart(conversationId: string, entries: readonly JournalEntry[]): void {
    this.#pending.set(conversationId, entries.map(encodeEntry).join(""));
    this.#writeSoon();
  }

  async read(conversationId: string): Promise<string | undefined> {
    const path = this.#path(conversationId);
    await this.#writing;
    // What a full disk has not taken yet is part of the conversation.
    const waiting = this.#pending.get(conversationId);
    try {
      const bytes = await this.#files.readFile(path);
      this.#known.set(conversationId, bytes.lastIndexOf(newline) + 1);
      const text = bytes.toString("utf8");
      return waiting === undefined ? text : `${text}\n${waiting}`;
    } catch (error) {
      if (waiting !== undefined || (error as NodeJS.ErrnoException).code === "ENOENT") return waiting;
      throw error;
    }
  }

  /** Looks whether another window has added to a journal. */
  poll(conversationId: string): Promise<void> {
    this.#writing = this.#writing.then(() => this.#look(conversationId).catch(() => {}));
    return this.#writing;
  }

  /** Drops what is known and queued of a conversation whose journal is being taken away, and what still comes. */
  forget(conversationId: string): void {
    this.#pending.delete(conversationId);
    this.#known.delete(conversationId);
    this.#taken.add(conversationId);
  }

  /** The journal is back. */
  recall(conversationId: string): void {
    this.#taken.delete(conversationId);
  }

  flush(): Promise<void> {
    if (this.#pending.size > 0) this.#writeSoon();
    return this.#writing;
  }

  #writeSoon(): void {
    clearTimeout(this.#retryTimer);
    this.#writing = this.#writing.then(() => this.#write());
  }

  /** Writes what is pending. What cannot be written stays pending and is tried again. */
  async #write(): Promise<void> {
    for (const id of [...this.#pending.keys()]) {
      try {
        await makePrivateFolder(this.dir, this.#files);
        await this.#writeOne(id);
      } catch (error) {
        if (!this.#failing) this.#failed.fire(error instanceof Error ? error : new Error(String(error)));
        this.#failing = true;
        this.#retryTimer = setTimeout(() => this.#writeSoon(), retryMs);
        this.#retryTimer.unref?.();
        return;
      }
    }
    if (this.#failing) this.#recovered.fire();
    this.#failing = false;
  }

  async #writeOne(id: string): Promise<void> {
    const file = await this.#files.open(this.#path(id), "a+", privateFile);
    try {
      const { size } = await file.stat();
      if (size < (this.#known.get(id) ?? 0)) {
        this.#known.delete(id);
        const queued = this.#pending.get(id);
        this.#vanished.fire(id);
        // Nobody has it open: an entry without what it belongs to would be a file that cannot be read.
        if (size === 0 && this.#pending.get(id) === queued) return await this.#dropOrphan(id);
      } else {
        await this.#takeGrowth(id, file, size);
      }
      // Taken and deleted in one go: what is appended while we wait for the disk waits for the next write.
      const lines = this.#pending.get(id) ?? "";
      this.#pending.delete(id);
      // Half a line of a crash, of another window or of a full disk must not swallow the first of ours, whenever it got
      // there: an empty line means nothing.
      const bytes = Buffer.from(size > 0 ? `\n${lines}` : lines);
      let done = 0;
      try {
        while (done < bytes.length) done += (await file.write(bytes, done)).bytesWritten;
      } catch (error) {
        await this.#keepRest(id, file, size, bytes, done);
        throw error;
      }
      await this.#findOwn(id, file, size, bytes);
    } finally {
      await file.close();
    }
  }

  async #dropOrphan(id: string): Promise<void> {
    this.#pending.delete(id);
    await this.#files.rm(this.#path(id), { force: true });
  }

  /** Another window may have written between our look and our write: then what stands around ours is its. */
  async #findOwn(id: string, file: nodeFiles.FileHandle, from: number, own: Buffer): Promise<void> {
    const { size } = await file.stat();
    this.#known.set(id, from + own.length);
    if (size === from + own.length) return;
    const all = Buffer.alloc(size - from);
    await file.read(all, 0, all.length, from);
    const at = all.indexOf(own);
    const end = all.lastIndexOf(newline) + 1;
    this.#known.set(id, from + end);
    const text = `${all.toString("utf8", 0, at)}${all.toString("utf8", at + own.length, end)}`;
    if (at >= 0 && /\S/.test(text)) this.#grew.fire({ id, text });
  }

  /** A disk that filled up took `done` bytes: whole lines of these are kept, the half line goes back to the queue. */
  async #keepRest(id: string, file: nodeFiles.FileHandle, size: number, bytes: Buffer, done: number): Promise<void> {
    const whole = done === 0 ? 0 : bytes.lastIndexOf(newline, done - 1) + 1;
    this.#pending.set(id, bytes.toString("utf8", whole) + (this.#pending.get(id) ?? ""));
    this.#known.set(id, size + whole);
    if (done === whole) return;
    // Only when nobody has written behind it. What stays is read as a torn line.
    const { size: now } = await file.stat();
    if (now === size + done) await file.truncate(size + whole).catch(() => {});
  }

  async #look(id: string): Promise<void> {
    if (!this.#known.has(id)) return;
    const file = await this.#files.open(this.#path(id), "r");
    try {
      await this.#takeGrowth(id, file, (await file.stat()).size);
    } finally {
      await file.close();
    }
  }

  /** Reads the whole lines between what is known and `size`. */
  async #takeGrowth(id: string, file: nodeFiles.FileHandle, size: number): Promise<void> {
    const from = this.#known.get(id);
    if (from === undefined || size <= from) return;
    const bytes = Buffer.alloc(size - from);
    await file.read(bytes, 0, bytes.length, from);
    const end = bytes.lastIndexOf(newline) + 1;
    this.#known.set(id, from + end);
    const text = bytes.toString("utf8", 0, end);
    if (/\S/.test(text)) this.#grew.fire({ id, text });
  }

  #path(conversationId: string): string {
    if (!/^[\w-]+$/.test(conversationId)) throw new Error("not a conversation id");
    return join(this.dir, `${conversationId}.jsonl`);
  }
}
