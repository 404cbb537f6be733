// The logs of what changed files, a file a chat. Several windows may append to one: every append is one write, and starts on
// a line of its own, so that half a line of a crash swallows none.

import { open, readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { ChangeLogs } from "../../../core/agent/checkpoints/changePorts.ts";
import { makePrivateFolder, privateFile } from "../../files/privateFiles.ts";

const newline = 0x0a;
const ending = ".jsonl";

/** The logs in `dir`, which is made on the first write. */
export class FileChangeLogs implements ChangeLogs {
  readonly #dir: string;

  constructor(dir: string) {
    this.#dir = dir;
  }

  async append(chat: string, lines: readonly string[]): Promise<void> {
    await makePrivateFolder(this.#dir);
    const file = await open(this.#path(chat), "a", privateFile);
    try {
      await file.appendFile(`\n${lines.join("\n")}\n`);
      await file.datasync();
    } finally {
      await file.close();
    }
  }

  async read(chat: string, position: number) {
    let file: Awaited<ReturnType<typeof open>>;
    try {
      file = await open(this.#path(chat), "r");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      return { text: "", next: 0, ...(position > 0 && { isAnew: true as const }) };
    }
    try {
      const { size } = await file.stat();
      const isAnew = size < position;
      const from = isAnew ? 0 : position;
      const bytes = Buffer.alloc(size - from);
      const { bytesRead } = await file.read(bytes, 0, bytes.length, from);
      const end = bytes.lastIndexOf(newline, bytesRead - 1) + 1;
      return { text: bytes.toString("utf8", 0, end), next: from + end, ...(isAnew && { isAnew }) };
    } finally {
      await file.close();
    }
  }

  /** Whether there is one. */
  async has(chat: string): Promise<boolean> {
    return stat(this.#path(chat)).then(
      () => true,
      () => false,
    );
  }

  async remove(chat: string): Promise<void> {
    await rm(this.#path(chat), { force: true });
  }

  /** The chats that have one, and when it was last written, in ms since the epoch. */
  async chats(): Promise<readonly { readonly chat: string; readonly at: number }[]> {
    const found: { readonly chat: string; readonly at: number }[] = [];
    for (const name of await readdir(this.#dir).catch(() => [])) {
      const chat = name.endsWith(ending) ? name.slice(0, -ending.length) : "";
      const known = chat === "" ? undefined : await stat(join(this.#dir, name)).catch(() => undefined);
      if (known) found.push({ chat, at: known.mtimeMs });
    }
    return found;
  }

  /** The hashes that a log speaks of. */
  async hashes(chat: string): Promise<readonly string[]> {
    const text = await readFile(this.#path(chat), "utf8").catch(() => "");
    return text.match(/\b[0-9a-f]{64}\b/g) ?? [];
  }

  #path(chat: string): string {
    if (!/^[\w-]+$/.test(chat)) throw new Error("not a conversation id");
    return join(this.#dir, chat + ending);
  }
}
