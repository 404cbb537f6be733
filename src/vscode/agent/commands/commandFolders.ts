// Where the outputs of commands are kept: a folder for each, below our storage, with a word about the command. So a chat
// that is taken up in another life of the window can still read them. All of it is for the person's eyes alone.

import { writeFileSync } from "node:fs";
import { mkdir, readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { CommandState } from "../../../core/tools/commandText.ts";
import { parseJson } from "../../../core/util/parseJson.ts";
import { makePrivateFolder, privateFile, writePrivateFile } from "../../files/privateFiles.ts";
import type { KeptOutput } from "./outputFile.ts";
import type { ProcessMark } from "./processList.ts";

/** What is known of a command. */
export interface CommandAbout {
  readonly chat: string;
  readonly command: string;
  /** The extension host that ran it, and its shell; undefined where they cannot be told from others. */
  readonly host?: ProcessMark;
  readonly root?: ProcessMark;
  /** Empty folders that were made for as long as it runs. */
  readonly reserved?: readonly string[];
  /** Set when it ended: how, after how many milliseconds, with what output. */
  readonly end?: CommandState;
  readonly ms?: number;
  readonly output?: KeptOutput;
}

const aboutFile = "about.json";
/** Milliseconds for which an output is kept. */
const keptFor = 7 * 24 * 60 * 60 * 1000;

/** Bytes of all of them. */
const keptBytes = 1024 * 1024 * 1024;

/** Where they are, in the extension's own folder. */
export function commandsFolder(storage: string): string {
  return join(storage, "commands");
}

/** The folder of one command. */
export class CommandFolder {
  readonly id: string;
  readonly path: string;
  #about: CommandAbout;
  #noting: Promise<void> = Promise.resolve();

  constructor(id: string, path: string, about: CommandAbout) {
    this.id = id;
    this.path = path;
    this.#about = about;
  }

  get about(): CommandAbout {
    return this.#about;
  }

  /** Adds to what is known. What cannot be written is forgotten with the window. */
  note(about: Partial<CommandAbout>): Promise<void> {
    this.#about = { ...this.#about, ...about };
    // One after the other: the last one has all of it.
    this.#noting = this.#noting.then(() => this.#write());
    return this.#noting;
  }

  /**
   * The first word about a process that has just begun: it is on the disk when this returns. Until it is, nobody could end
   * the process of a window that is killed.
   */
  noteStart(processes: Pick<CommandAbout, "host" | "root" | "reserved">): void {
    this.#about = { ...this.#about, ...processes };
    try {
      writeFileSync(join(this.path, aboutFile), JSON.stringify(this.#about), { mode: privateFile });
    } catch {
      // A disk that is full ends no command.
    }
  }

  async #write(): Promise<void> {
    await writePrivateFile(join(this.path, aboutFile), JSON.stringify(this.#about)).catch(() => {});
  }
}

/** All of them, in the folder `root`, which windows share. */
export class CommandFolders {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  /** A folder for a new command; its id is its own as long as the folder is there. */
  async create(about: CommandAbout): Promise<CommandFolder> {
    await makePrivateFolder(this.#root);
    for (let number = (await this.#last()) + 1; ; number++) {
      const id = `cmd_${number}`;
      const path = join(this.#root, id);
      try {
        await mkdir(path, { mode: 0o700 });
      } catch (error) {
        // Another window was faster.
        if ((error as NodeJS.ErrnoException).code === "EEXIST") continue;
        throw error;
      }
      return new CommandFolder(id, path, about);
    }
  }

  /** The folder of a command of an earlier life; undefined when there is none. */
  async find(id: string): Promise<CommandFolder | undefined> {
    if (!/^cmd_\d{1,9}$/.test(id)) return undefined;
    const path = join(this.#root, id);
    try {
      const about = readAbout(await readFile(join(path, aboutFile), "utf8"));
      return about && new CommandFolder(id, path, about);
    } catch {
      return undefined;
    }
  }

  /** Those whose end nobody wrote down. */
  async unended(): Promise<readonly CommandFolder[]> {
    const all = await Promise.all((await this.#names()).map((id) => this.find(id)));
    return all.filter((folder) => folder !== undefined && folder.about.end === undefined) as CommandFolder[];
  }

  /** Deletes what is too old to be of use, and the oldest of what is too much. Never rejects. */
  async purge(now = Date.now(), most = keptBytes): Promise<void> {
    const all = await Promise.all((await this.#names()).map((name) => sizeOf(join(this.#root, name))));
    let bytes = 0;
    for (const folder of all.sort((a, b) => b.changedAt - a.changedAt)) {
      bytes += folder.bytes;
      if (now - folder.changedAt > keptFor || bytes > most) await remove(folder.path);
    }
  }

  /** Deletes what commands of `chat` put out. Never rejects. */
  async forget(chat: string): Promise<void> {
    const all = await Promise.all((await this.#names()).map((id) => this.find(id)));
    for (const folder of all) if (folder?.about.chat === chat) await remove(folder.path);
  }

  async #last(): Promise<number> {
    return (await this.#names()).reduce((last, name) => Math.max(last, Number(name.slice("cmd_".length))), 0);
  }

  async #names(): Promise<readonly string[]> {
    const names = await readdir(this.#root).catch((): string[] => []);
    return names.filter((name) => /^cmd_\d{1,9}$/.test(name));
  }
}

/** What a folder holds, and when that was changed last; nothing, long ago, for one that is gone. */
async function sizeOf(
  path: string,
): Promise<{ readonly path: string; readonly bytes: number; readonly changedAt: number }> {
  const names = await readdir(path).catch((): string[] => []);
  const files = await Promise.all(names.map((name) => stat(join(path, name)).catch(() => undefined)));
  // A new folder may have nothing in it yet.
  const own = files.length > 0 ? undefined : await stat(path).catch(() => undefined);
  const all = [...files, own].filter((file) => file !== undefined);
  return {
    path,
    bytes: all.reduce((sum, { size }) => sum + size, 0),
    changedAt: Math.max(0, ...all.map(({ mtimeMs }) => mtimeMs)),
  };
}

async function remove(path: string): Promise<void> {
  // Another window may have been faster, and what cannot be deleted now is tried again next time.
  await rm(path, { recursive: true, force: true }).catch(() => {});
}

/** What was written by us, or by an earlier version of us; undefined for anything else. */
function readAbout(json: string): CommandAbout | undefined {
  const value = parseJson(json) as Partial<CommandAbout> | undefined;
  if (typeof value?.chat !== "string" || typeof value.command !== "string") return undefined;
  const { chat, command, host, root, reserved, end, ms, output } = value;
  const places = Array.isArray(reserved) ? reserved.filter((path) => typeof path === "string") : [];
  const processes = {
    ...(host && { host }),
    ...(root && { root }),
    ...(places.length > 0 && { reserved: places }),
  };
  return {
    chat,
    command,
    ...processes,
    ...(end && { end }),
    ...(ms !== undefined && { ms }),
    ...(output && { output }),
  };
}
