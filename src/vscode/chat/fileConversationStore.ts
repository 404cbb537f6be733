// Keeps conversations as JSON Lines under the extension's global storage, a file each. The files are on the machine
// the extension host runs on, so they outlive the window, the browser and the editor's own state.

import { appendFile, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ConversationStore } from "../../core/conversation/conversationStore.ts";
import { encodeEntry, type JournalEntry } from "../../core/conversation/journal.ts";
import { Emitter } from "../../core/util/emitter.ts";

/** A `ConversationStore` in the folder `dir`, which is made on the first write. */
export class FileConversationStore implements ConversationStore {
  private readonly failed = new Emitter<Error>();
  readonly onDidFail = this.failed.event;
  /** Lines that are not on disk yet, by conversation. */
  private readonly pending = new Map<string, string>();
  private writing: Promise<void> = Promise.resolve();
  private failing = false;

  constructor(private readonly dir: string) {}

  append(conversationId: string, entries: readonly JournalEntry[]): void {
    const lines = entries.map(encodeEntry).join("");
    this.pending.set(conversationId, (this.pending.get(conversationId) ?? "") + lines);
    this.writing = this.writing.then(() => this.write());
  }

  async read(conversationId: string): Promise<string | undefined> {
    try {
      return await readFile(this.path(conversationId), "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
  }

  flush(): Promise<void> {
    return this.writing;
  }

  /** Writes what is pending. What cannot be written stays pending and goes with the next write. */
  private async write(): Promise<void> {
    for (const [id, lines] of [...this.pending]) {
      this.pending.delete(id);
      try {
        await mkdir(this.dir, { recursive: true });
        await appendFile(this.path(id), lines);
        this.failing = false;
      } catch (error) {
        // A full disk may have taken half a line: the line break keeps the next one apart from it.
        this.pending.set(id, `\n${lines}${this.pending.get(id) ?? ""}`);
        if (!this.failing) this.failed.fire(error instanceof Error ? error : new Error(String(error)));
        this.failing = true;
      }
    }
  }

  private path(conversationId: string): string {
    if (!/^[\w-]+$/.test(conversationId)) throw new Error("not a conversation id");
    return join(this.dir, `${conversationId}.jsonl`);
  }
}
