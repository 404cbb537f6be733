// A chat's log, read: which acts stand, which of them nobody has decided about, and what was taken back.

import type { BeginEntry, ChangeEntry, EndEntry, KeepEntry, RenameEntry } from "./changeEntry.ts";
import type { FileChange } from "./fileChange.ts";

/** An act of the agent on one file that stands. */
export interface Act extends FileChange {
  /** The id of its entry: unique in a file. Acts of several files with one id are one change, such as a move. */
  readonly id: string;
  readonly question: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Its place in the log. */
  readonly order: number;
  /** The file could be run before it. */
  readonly executable: boolean;
  /** Nobody saw its end. */
  readonly uncertain: boolean;
}

/** What was taken back of a file, so that it can come again. */
export interface TakenBack extends FileChange {
  readonly acts: readonly Act[];
  /** Those of them, or what was left of them, that were not decided about. */
  readonly pending: readonly Act[];
  readonly executable: boolean;
}

/** Takes entries in the order of the log, of whichever window. */
export class ChangeState {
  readonly #acts = new Map<string, Act[]>();
  readonly #pending = new Map<string, Act[]>();
  readonly #open = new Map<string, BeginEntry>();
  readonly #takenBack = new Map<string, Map<string, TakenBack>>();
  #order = 0;

  /** By file, in order; none for a file whose changes were taken back. */
  get acts(): ReadonlyMap<string, readonly Act[]> {
    return this.#acts;
  }

  /** By file: those that were neither kept nor taken back. */
  get pending(): ReadonlyMap<string, readonly Act[]> {
    return this.#pending;
  }

  /** Begun, and not ended. */
  get open(): readonly BeginEntry[] {
    return [...this.#open.values()];
  }

  /** By file, what the taking back `id` took and did not get again yet. */
  takenBack(id: string): ReadonlyMap<string, TakenBack> {
    return this.#takenBack.get(id) ?? new Map();
  }

  apply(entry: ChangeEntry): void {
    if (entry.type === "begin") this.#open.set(entry.id, entry);
    else if (entry.type === "end") this.#end(entry);
    else if (entry.type === "keep") this.#keep(entry);
    else this.#rename(entry);
  }

  #end(end: EndEntry): void {
    const begin = this.#open.get(end.id);
    if (!begin) return;
    this.#open.delete(end.id);
    const { id, question, at, undoes, redoes } = begin;
    for (const { file, hash: after } of end.files) {
      const noted = begin.files.find((each) => each.file === file);
      const executable = noted?.executable === true;
      const change = { file, before: noted?.hash, after };
      if (undoes) this.#undo(id, { ...change, executable }, new Set(undoes[file]));
      else if (redoes !== undefined) this.#redo(redoes, file);
      else if (change.before !== after) {
        const act = {
          ...change,
          id,
          question,
          at,
          order: this.#order++,
          executable,
          uncertain: end.uncertain === true,
        };
        add(this.#acts, [act]);
        add(this.#pending, [act]);
      }
    }
  }

  #undo(id: string, change: FileChange & { readonly executable: boolean }, ids: ReadonlySet<string>): void {
    const taken = {
      ...change,
      acts: take(this.#acts, change.file, ids),
      pending: take(this.#pending, change.file, ids),
    };
    const files = this.#takenBack.get(id) ?? new Map<string, TakenBack>();
    this.#takenBack.set(id, files.set(change.file, taken));
  }

  #redo(id: string, file: string): void {
    const taken = this.#takenBack.get(id)?.get(file);
    if (!taken) return;
    this.#takenBack.get(id)?.delete(file);
    add(this.#acts, taken.acts);
    add(this.#pending, taken.pending);
  }

  /** Its changes go with it, but not to where others were made: there nobody could tell the one from the other. */
  #rename({ from, to }: RenameEntry): void {
    if (this.#acts.has(to) || this.#pending.has(to)) return;
    // One that the agent moves is noted by its own change.
    if (this.open.some(({ files }) => files.some(({ file }) => file === from || file === to))) return;
    for (const map of [this.#acts, this.#pending]) {
      const acts = map.get(from);
      map.delete(from);
      if (acts) map.set(to, named(acts, to));
    }
    for (const files of this.#takenBack.values()) {
      const taken = files.get(from);
      if (!taken || files.has(to)) continue;
      files.delete(from);
      files.set(to, { ...taken, file: to, acts: named(taken.acts, to), pending: named(taken.pending, to) });
    }
  }

  #keep({ id, file, through, rest }: KeepEntry): void {
    const pending = this.#pending.get(file) ?? [];
    const at = pending.findIndex((act) => act.id === through);
    const last = pending[at];
    if (!last) return;
    const { question, at: time, order } = last;
    const left = rest
      ? [
          {
            file,
            before: rest.before,
            after: rest.after,
            id,
            question,
            at: time,
            order,
            executable: false,
            uncertain: false,
          },
        ]
      : [];
    set(this.#pending, file, [...left, ...pending.slice(at + 1)]);
  }
}

function add(map: Map<string, Act[]>, acts: readonly Act[]): void {
  for (const act of acts) {
    const known = map.get(act.file) ?? [];
    map.set(act.file, known);
    known.push(act);
    const isLast = (known.at(-2)?.order ?? 0) <= act.order;
    if (!isLast) known.sort((a, b) => a.order - b.order);
  }
}

function named(acts: readonly Act[], file: string): Act[] {
  return acts.map((act) => ({ ...act, file }));
}

/** Takes those with one of `ids` out. */
function take(map: Map<string, Act[]>, file: string, ids: ReadonlySet<string>): readonly Act[] {
  const all = map.get(file) ?? [];
  set(
    map,
    file,
    all.filter(({ id }) => !ids.has(id)),
  );
  return all.filter(({ id }) => ids.has(id));
}

function set(map: Map<string, Act[]>, file: string, acts: Act[]): void {
  if (acts.length > 0) map.set(file, acts);
  else map.delete(file);
}
