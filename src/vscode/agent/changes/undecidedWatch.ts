// While something is undecided, looks at what happens to its files: written, renamed, committed, or decided about in another
// window.

import * as vscode from "vscode";
import type { ChangeDecisions } from "../../../core/agent/checkpoints/changeDecisions.ts";
import { type Disposable, DisposableStore } from "../../../core/util/disposable.ts";
import type { ChatChanges } from "./chatChanges.ts";
import { committedFiles, type UndecidedFile, watchCommits } from "./committedFiles.ts";
import { ownPlaceOf } from "./filePlaces.ts";
import { readFileContent } from "./readFileContent.ts";
import { watchWrittenFiles } from "./writtenFiles.ts";

/** Watches the files of `chats`. */
export class UndecidedWatch implements Disposable {
  readonly #chats: ReadonlyMap<string, ChatChanges>;
  readonly #decisions: ChangeDecisions;
  readonly #log: (message: string) => void;
  #watching: DisposableStore | undefined;

  constructor(chats: ReadonlyMap<string, ChatChanges>, decisions: ChangeDecisions, log: (message: string) => void) {
    this.#chats = chats;
    this.#decisions = decisions;
    this.#log = log;
  }

  /** A list is another: begins or ends. */
  check(): void {
    const isUndecided = [...this.#chats.values()].some(({ files }) => files.length > 0);
    if (!isUndecided) this.dispose();
    else if (!this.#watching) this.#begin();
  }

  #begin(): void {
    const watching = new DisposableStore();
    this.#watching = watching;
    watching.add(watchWrittenFiles((files) => this.#touch(files)));
    watching.add(watchCommits(() => void this.#settle()));
    watching.add(vscode.workspace.onDidRenameFiles(({ files }) => void this.#rename(files)));
    watching.add(
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) for (const chat of this.#chats.values()) void chat.update();
      }),
    );
    // What was committed while nobody looked.
    void this.#settle();
  }

  #touch(files: readonly string[]): void {
    for (const chat of this.#chats.values()) {
      const mine = files.filter((file) => chat.log.state.pending.has(file));
      if (mine.length > 0) void chat.touch(mine);
    }
  }

  async #settle(): Promise<void> {
    try {
      for (const chat of this.#chats.values()) {
        const files = await committedFiles([...chat.log.state.pending].map(([file, acts]) => undecided(file, acts)));
        if (files.length === 0) continue;
        await this.#decisions.keep(chat.log, files);
        await chat.update();
      }
    } catch (error) {
      this.#log(`what was committed is not settled: ${String(error)}`);
    }
  }

  /** The changes of a file go with it; of a folder, those of the files below it. */
  async #rename(renamed: readonly { readonly oldUri: vscode.Uri; readonly newUri: vscode.Uri }[]): Promise<void> {
    try {
      for (const { oldUri, newUri } of renamed) {
        const [from, to] = [await ownPlaceOf(oldUri), await ownPlaceOf(newUri)];
        for (const chat of this.#chats.values()) {
          const moved = [...chat.log.state.acts.keys()].filter((file) => file === from || file.startsWith(`${from}/`));
          const entries = moved.map((file) => {
            const rest = file.slice(from.length);
            return { type: "rename", id: crypto.randomUUID(), from: file, to: to + rest } as const;
          });
          await chat.log.append(...entries);
          await chat.touch(entries.map((entry) => entry.to));
        }
      }
    } catch (error) {
      this.#log(`a new name is not noted: ${String(error)}`);
    }
  }

  dispose(): void {
    this.#watching?.dispose();
    this.#watching = undefined;
  }
}

function undecided(file: string, acts: readonly { readonly at: number }[]): UndecidedFile {
  return {
    file,
    at: Math.max(...acts.map(({ at }) => at)),
    bytes: async () => {
      const content = await readFileContent(file);
      return content?.kind === "bytes" ? content.bytes : undefined;
    },
  };
}
