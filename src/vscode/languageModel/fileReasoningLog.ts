// Keeps remembered reasoning in a file under the extension's global storage, on the machine where the tools run.

import { appendFile, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { ReasoningLog } from "../../core/tools/reasoningMemory.ts";

/** A `ReasoningLog` in one file, made on the first write. Windows may share it: every line goes out in one write. */
export class FileReasoningLog implements ReasoningLog {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  async read(): Promise<readonly string[]> {
    try {
      return (await readFile(this.#path, "utf8")).split("\n").filter((line) => line !== "");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
      throw error;
    }
  }

  async append(line: string): Promise<void> {
    await mkdir(dirname(this.#path), { recursive: true });
    // What a model thought about somebody's code is for that person alone.
    await appendFile(this.#path, `${line}\n`, { mode: 0o600 });
  }

  async replace(lines: readonly string[]): Promise<void> {
    const next = `${this.#path}.${process.pid}`;
    await mkdir(dirname(this.#path), { recursive: true });
    await writeFile(next, lines.map((line) => `${line}\n`).join(""), { mode: 0o600 });
    await rename(next, this.#path);
  }
}
