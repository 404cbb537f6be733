// Keeping and undoing a group of changed lines: the rest of the file's changes is left to decide about.

import type { DecisionsDeps } from "./changeDecisions.ts";
import { type ChangedLines, changedLinesAt, changedLinesOf, withLines, withoutLines } from "./changedLines.ts";
import { noteOf } from "./changeEntry.ts";
import { type FileContent, keepContent, type WriteEnd } from "./changePorts.ts";
import type { Act } from "./changeState.ts";
import type { ChatLog } from "./chatLog.ts";
import { type PendingFile, pendingFile } from "./pendingFile.ts";
import { keptTexts, lookAt } from "./takeBackPlan.ts";

/** How it ended; `nothing`: there are no changed lines there. */
export type LinesEnd =
  | { readonly type: "done"; readonly id: string }
  | { readonly type: "nothing" }
  | Exclude<WriteEnd, { readonly type: "done" }>;

/** What stands at a line. */
interface LinesAt {
  readonly found: PendingFile;
  readonly lines: ChangedLines;
  /** The last change of the file. */
  readonly last: Act;
  readonly current: Extract<FileContent, { kind: "bytes" }>;
}

/** Decides in the log of a chat. Rejects when the disk does. Lines are counted from 0, in the text as it is. */
export class LineDecisions {
  readonly #deps: DecisionsDeps;

  constructor(deps: DecisionsDeps) {
    this.#deps = deps;
  }

  /** Keeps the changed lines at `line`. */
  keep(log: ChatLog, file: string, line: number): Promise<LinesEnd> {
    return this.#decide(log, file, line, async ({ found, lines, last, current }) => {
      const { store, newId } = this.#deps;
      const before = await store.keep(withLines(found, lines));
      const after = await keepContent(current, store);
      const id = newId();
      const rest = before === after || after === undefined ? undefined : { before, after };
      await log.append({ type: "keep", id, file, through: last.id, ...(rest && { rest }) });
      return { type: "done", id };
    });
  }

  /** Undoes them: an act like others, which `ChangeDecisions.redo` takes back by its id. */
  undo(log: ChatLog, file: string, line: number): Promise<LinesEnd> {
    return this.#decide(log, file, line, async ({ found, lines, last, current }) => {
      const { files, store, newId, now } = this.#deps;
      const id = newId();
      const executable = current.executable === true;
      const hash = await keepContent(current, store);
      await log.append({
        ...{ type: "begin", id, at: now(), question: last.question },
        files: [noteOf(file, hash, executable)],
      });
      const content = { kind: "bytes", bytes: withoutLines(found, lines), ...(executable && { executable }) } as const;
      const end = await files.write(file, content, async () => (await lookAt(file, files, store)).hash === hash);
      const after = noteOf(file, await keepContent(await files.read(file), store));
      await log.append({ type: "end", id, files: end.type === "done" ? [after] : [] });
      return end.type === "done" ? { type: "done", id } : end;
    });
  }

  async #decide(
    log: ChatLog,
    file: string,
    line: number,
    decide: (at: LinesAt) => Promise<LinesEnd>,
  ): Promise<LinesEnd> {
    const release = await this.#deps.locks.take([file]);
    try {
      await log.refresh();
      const at = await this.#look(log, file, line);
      return at ? await decide(at) : { type: "nothing" };
    } finally {
      release();
    }
  }

  /** Undefined when the agent changed nothing there. */
  async #look(log: ChatLog, file: string, line: number): Promise<LinesAt | undefined> {
    const { files, store } = this.#deps;
    const acts = log.state.pending.get(file) ?? [];
    const last = acts.at(-1);
    const current = await lookAt(file, files, store);
    const found = await pendingFile(acts, keptTexts(store), current);
    const lines = found && changedLinesAt(changedLinesOf(found), line);
    if (!found || !lines || !last || current.content?.kind !== "bytes") return undefined;
    return { found, lines, last, current: current.content };
  }
}
