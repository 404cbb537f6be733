// Keeps remembered reasoning in a file under the extension's global storage, on the machine where the tools run.

import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { ReasoningLog } from "../../core/tools/reasoningMemory.ts";
import { appendPrivateFile, makePrivateFolder, writePrivateFile } from "../files/privateFiles.ts";

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
    await makePrivateFolder(dirname(this.#path));
    await appendPrivateFile(this.#path, `${line}\n`);
  }

  async replace(lines: readonly string[]): Promise<void> {
    await makePrivateFolder(dirname(this.#path));
    await writePrivateFile(this.#path, lines.map((line) => `${line}\n`).join(""));
  }
}
