// Keeps what files hold before they change, and notes what they hold after: `Checkpoints`, on the disk's ports.

import type { RunScope } from "../../tools/toolRun.ts";
import { type FileNote, noteOf } from "./changeEntry.ts";
import { type ContentStore, keepContent, type WorkingFiles } from "./changePorts.ts";
import type { ChatLog } from "./chatLog.ts";
import type { BegunChange, Checkpoints } from "./checkpoints.ts";
import type { FileLocks } from "./fileLocks.ts";

export interface RecorderDeps {
  readonly files: WorkingFiles;
  readonly store: ContentStore;
  readonly locks: FileLocks;
  readonly log: (chat: string) => ChatLog;
  readonly newId: () => string;
  readonly now: () => number;
  /** Told when a change has ended. */
  readonly onChange: (chat: string) => void;
  /** Told what nobody waits for. */
  readonly onError: (error: unknown) => void;
}

/** Records what a run does. */
export class ChangeRecorder implements Checkpoints {
  readonly #deps: RecorderDeps;

  constructor(deps: RecorderDeps) {
    this.#deps = deps;
  }

  async begin({ chat, question }: RunScope, files: readonly string[]): Promise<BegunChange> {
    const { locks, newId, now } = this.#deps;
    const places = await this.#places(files);
    const release = await locks.take(places);
    try {
      const log = this.#deps.log(chat);
      const id = newId();
      const before = await this.#notes(places);
      await log.append({ type: "begin", id, at: now(), question, files: before });
      let ended: Promise<void> | undefined;
      const end = async () => {
        try {
          const known = new Map(before.map((note) => [note.file, note]));
          const after = await this.#notes(await this.#places([...files, ...places]));
          const changed = after.filter((note) => note.hash !== known.get(note.file)?.hash);
          await log.append({ type: "end", id, files: changed });
        } catch (error) {
          this.#deps.onError(error);
        } finally {
          release();
        }
        this.#deps.onChange(chat);
      };
      return {
        end: () => {
          ended ??= end();
          return ended;
        },
      };
    } catch (error) {
      release();
      throw error;
    }
  }

  async #places(files: readonly string[]): Promise<readonly string[]> {
    const places = await Promise.all(files.map((file) => this.#deps.files.placesOf(file)));
    return [...new Set(places.flat())];
  }

  /** What they hold, kept. */
  async #notes(files: readonly string[]): Promise<readonly FileNote[]> {
    const notes: FileNote[] = [];
    // One after the other: together they may be large.
    for (const file of files) {
      const content = await this.#deps.files.read(file);
      const executable = content?.kind === "bytes" && content.executable === true;
      notes.push(noteOf(file, await keepContent(content, this.#deps.store), executable));
    }
    return notes;
  }
}
