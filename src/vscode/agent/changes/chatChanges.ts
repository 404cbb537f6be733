// One chat's list of changes, as the view is told of it.

import type { ChangeLogs, ContentStore, WorkingFiles } from "../../../core/agent/checkpoints/changePorts.ts";
import { ChatLog } from "../../../core/agent/checkpoints/chatLog.ts";
import { endCutOff } from "../../../core/agent/checkpoints/cutOff.ts";
import { PendingList, type PendingRow } from "../../../core/agent/checkpoints/pendingList.ts";
import type { ChangesSnapshot } from "../../../protocol/agent.ts";
import { nameOf } from "./changesWords.ts";

export interface ChatChangesDeps {
  readonly files: WorkingFiles;
  readonly store: ContentStore;
  readonly logs: ChangeLogs;
  readonly now: () => number;
  /** The list is another. */
  readonly onChange: (chat: string) => void;
  readonly log: (message: string) => void;
}

/** Read on {@link update}. */
export class ChatChanges {
  readonly log: ChatLog;
  readonly #deps: ChatChangesDeps;
  readonly #list: PendingList;
  #snapshot: ChangesSnapshot | undefined;
  /** What the last event was about: the list, and what can be restored. */
  #told = JSON.stringify([undefined, 0, undefined]);
  #updating: Promise<void> = Promise.resolve();
  #isStale = false;

  constructor(chat: string, deps: ChatChangesDeps) {
    this.log = new ChatLog(chat, deps.logs);
    this.#deps = deps;
    this.#list = new PendingList(deps.files, deps.store);
  }

  /** As of the last update. */
  get snapshot(): ChangesSnapshot | undefined {
    return this.#snapshot;
  }

  get rows(): readonly PendingRow[] {
    return this.#list.rows;
  }

  /** The files that nobody has decided about. */
  get files(): readonly string[] {
    return [...this.log.state.pending.keys()];
  }

  pending(file: string) {
    return this.#list.get(file);
  }

  /** The row of a path of the snapshot. */
  rowOf(path: string): PendingRow | undefined {
    return this.rows.find(({ file }) => nameOf(file) === path);
  }

  /** Somebody wrote `files`. */
  touch(files: readonly string[]): Promise<void> {
    for (const file of files) this.#list.touch(file);
    return this.update();
  }

  /** Reads what is new in the log and in the files. Never rejects. */
  update(): Promise<void> {
    // One after the other; those who ask while one waits to begin get that one.
    if (this.#isStale) return this.#updating;
    this.#isStale = true;
    this.#updating = this.#updating.then(async () => {
      this.#isStale = false;
      try {
        await this.#update();
      } catch (error) {
        this.#deps.log(`changes not read: ${String(error)}`);
      }
    });
    return this.#updating;
  }

  async #update(): Promise<void> {
    await this.log.refresh();
    await endCutOff(this.log, this.#deps);
    await this.#list.update(this.log.state);
    const snapshot = snapshotOf(this.rows);
    const standing = [...this.log.state.acts.values()].flatMap((acts) => acts.map(({ id }) => id));
    const now = JSON.stringify([snapshot, standing.length, standing.at(-1)]);
    if (now === this.#told) return;
    this.#told = now;
    this.#snapshot = snapshot;
    this.#deps.onChange(this.log.chat);
  }
}

function snapshotOf(rows: readonly PendingRow[]): ChangesSnapshot | undefined {
  if (rows.length === 0) return undefined;
  const files = rows.map(({ file, ...row }) => ({ path: nameOf(file), ...row }));
  const sum = (side: "added" | "removed") => files.reduce((total, each) => total + each[side], 0);
  return { files, added: sum("added"), removed: sum("removed") };
}
