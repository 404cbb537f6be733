// The one list of changes of a chat: what the agent did and nobody has decided about, as the files are now.

import type { ContentStore, WorkingFiles } from "./changePorts.ts";
import type { Act, ChangeState } from "./changeState.ts";
import { movedTogether } from "./moves.ts";
import { lineCounts, type PendingFile, pendingFile } from "./pendingFile.ts";
import { keptTexts, lookAt } from "./takeBackPlan.ts";

/** A line of the list. */
export interface PendingRow {
  /** The file it is about; of a move, where it is now. */
  readonly file: string;
  readonly change: PendingFile["change"] | "moved";
  readonly added: number;
  readonly removed: number;
}

/** Looks at files again only when their changes are others, or somebody says that they were written. */
export class PendingList {
  readonly #files: Pick<WorkingFiles, "read">;
  readonly #store: Pick<ContentStore, "read" | "hashOf">;
  readonly #known = new Map<string, { readonly key: string; readonly found: PendingFile | undefined }>();
  #rows: readonly PendingRow[] = [];

  constructor(files: Pick<WorkingFiles, "read">, store: Pick<ContentStore, "read" | "hashOf">) {
    this.#files = files;
    this.#store = store;
  }

  /** As of the last {@link update}. */
  get rows(): readonly PendingRow[] {
    return this.#rows;
  }

  get(file: string): PendingFile | undefined {
    return this.#known.get(file)?.found;
  }

  /** The person, or somebody else, wrote it. */
  touch(file: string): void {
    this.#known.delete(file);
  }

  async update(state: ChangeState): Promise<void> {
    for (const file of [...this.#known.keys()]) if (!state.pending.has(file)) this.#known.delete(file);
    for (const [file, acts] of [...state.pending]) {
      const key = `${acts[0]?.id} ${acts.at(-1)?.id} ${acts.length}`;
      if (this.#known.get(file)?.key === key) continue;
      const current = await lookAt(file, this.#files, this.#store);
      this.#known.set(file, { key, found: await pendingFile([...acts], keptTexts(this.#store), current) });
    }
    this.#rows = rowsOf(
      [...this.#known.values()].flatMap(({ found }) => found ?? []),
      state.pending,
    );
  }
}

/** In the order of the files' names; a file that was moved is one row. */
function rowsOf(files: readonly PendingFile[], pending: ReadonlyMap<string, readonly Act[]>): readonly PendingRow[] {
  const together = movedTogether(pending);
  const byFile = new Map(files.map((each) => [each.file, each]));
  const rows: PendingRow[] = [];
  for (const { file, change, added, removed } of files) {
    const company = (together.get(file) ?? []).flatMap((each) => byFile.get(each) ?? []);
    const from = company.filter((each) => each.change === "deleted");
    const to = company.filter((each) => each.change === "created");
    if (from.length !== 1 || to.length !== 1) rows.push({ file, change, added, removed });
    else if (to[0]?.file === file) {
      rows.push({ file, change: "moved", ...lineCounts(from[0]?.without ?? "", to[0]?.text ?? "") });
    }
  }
  return rows.sort((a, b) => (a.file < b.file ? -1 : 1));
}
