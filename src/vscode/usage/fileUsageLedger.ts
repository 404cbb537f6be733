// Keeps usage as JSON Lines, a file for each day. Windows append to the same files; a day that is over for good is
// summed up, so that a year takes a few lines a day.

import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { UsageLedger } from "../../core/usage/usageLedger.ts";
import { dayOf, decodeRecords, encodeRecords, sumRecords, type UsageRecord } from "../../core/usage/usageRecord.ts";
import type { Disposable } from "../../core/util/disposable.ts";
import { Emitter } from "../../core/util/emitter.ts";
import { appendPrivateFile, makePrivateFolder, writePrivateFile } from "../files/privateFiles.ts";

const dayMs = 86_400_000;

/** A `UsageLedger` in the folder `dir`, which is made on the first write. */
export class FileUsageLedger implements UsageLedger, Disposable {
  readonly #dir: string;
  readonly #now: () => number;
  readonly #onError: (error: unknown) => void;

  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;
  /** Records that are not on disk yet, by day. */
  readonly #pending = new Map<string, UsageRecord[]>();
  #writing: Promise<void> = Promise.resolve();

  /** `now` gives ms since the epoch; `onError` is told of failures to write. */
  constructor(dir: string, now: () => number, onError: (error: unknown) => void) {
    this.#dir = dir;
    this.#now = now;
    this.#onError = onError;
  }

  add(record: UsageRecord): void {
    this.#pending.set(record.day, [...(this.#pending.get(record.day) ?? []), record]);
    this.#writing = this.#writing.then(() => this.#write());
  }

  async read(): Promise<UsageRecord[]> {
    await this.#writing;
    const records: UsageRecord[] = [...this.#pending.values()].flat();
    for (const name of await this.#files()) records.push(...(await this.#readDay(name)));
    return sumRecords(records);
  }

  async clear(): Promise<void> {
    await this.#writing;
    this.#pending.clear();
    for (const name of await this.#files()) await rm(join(this.#dir, name), { force: true });
    this.#changed.fire();
  }

  /** Resolves when what was added is on disk, or could not be written. */
  flush(): Promise<void> {
    return this.#writing;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #write(): Promise<void> {
    for (const [day, records] of [...this.#pending]) {
      this.#pending.delete(day);
      try {
        await makePrivateFolder(this.#dir);
        await appendPrivateFile(join(this.#dir, `${day}.jsonl`), encodeRecords(records));
      } catch (error) {
        this.#pending.set(day, [...records, ...(this.#pending.get(day) ?? [])]);
        this.#onError(error);
      }
    }
    this.#changed.fire();
  }

  async #files(): Promise<string[]> {
    const names = await readdir(this.#dir).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return [];
      throw error;
    });
    return names.filter((name) => /^\d{4}-\d{2}-\d{2}\.jsonl$/.test(name)).sort();
  }

  async #readDay(name: string): Promise<UsageRecord[]> {
    const path = join(this.#dir, name);
    const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return "";
      throw error;
    });
    const records = decodeRecords(text);
    const sum = sumRecords(records);
    // Requests are noted under the day they were sent: after two days no window appends to that file any more.
    const isOver = name.slice(0, 10) < dayOf(this.#now() - 2 * dayMs);
    if (isOver && sum.length < records.length) await this.#compact(path, sum);
    return sum;
  }

  /** Two windows that do this at once write the same. */
  async #compact(path: string, sum: readonly UsageRecord[]): Promise<void> {
    await writePrivateFile(path, encodeRecords(sum)).catch(this.#onError);
  }
}
