// What the person decides about changes: keep, take back, restore, and have again. Whatever is taken back is kept before, so
// that every step has a way back; what the person wrote since stays, and where it cannot be told apart nothing is written.

import { noteOf } from "./changeEntry.ts";
import { type ContentStore, keepContent, type WorkingFiles } from "./changePorts.ts";
import type { Act, ChangeState } from "./changeState.ts";
import type { ChatLog } from "./chatLog.ts";
import type { FileLocks } from "./fileLocks.ts";
import { movedTogether } from "./moves.ts";
import type { RestorePoint } from "./restorePoint.ts";
import { isStep, lookAt, planOf, type Step, type Target, type Trouble, targetOf, withCompany } from "./takeBackPlan.ts";

export interface DecisionsDeps {
  readonly files: WorkingFiles;
  readonly store: ContentStore;
  readonly locks: FileLocks;
  readonly newId: () => string;
  readonly now: () => number;
}

/** How taking back ended. */
export interface TookBack {
  /** What gives it back to {@link ChangeDecisions.redo}; none when nothing was done. */
  readonly ids: readonly string[];
  /** The files that were written. */
  readonly done: readonly string[];
  readonly troubles: readonly Trouble[];
}

/** How often a file that changes while it is looked at is looked at again. */
const maxTries = 3;

type TargetsOf = (state: ChangeState) => readonly Target[];

/** Decides in the log of a chat. All of it rejects when the disk does. */
export class ChangeDecisions {
  readonly #deps: DecisionsDeps;

  constructor(deps: DecisionsDeps) {
    this.#deps = deps;
  }

  /** What is there now stays; `files` undefined stands for all. What is being changed meanwhile is not decided about. */
  async keep(log: ChatLog, files?: readonly string[]): Promise<void> {
    await log.refresh();
    const kept = chosen(log.state, files).flatMap(([file, acts]) => {
      const last = acts.at(-1);
      return last ? [{ type: "keep", id: this.#deps.newId(), file, through: last.id } as const] : [];
    });
    await log.append(...kept);
  }

  /** Takes back what nobody has decided about; what was kept stays. */
  undo(log: ChatLog, files?: readonly string[]): Promise<TookBack> {
    return this.#takeBack(log, "undo", (state) => chosen(state, files).map(([file, acts]) => targetOf(file, acts)));
  }

  /** What {@link restore} would do. */
  async preview(log: ChatLog, point: RestorePoint): Promise<readonly (Step | Trouble)[]> {
    await log.refresh();
    return this.#plans(restoreTargets(log.state, point), log.state.acts);
  }

  /** Takes back everything that the agent did from `point` on, what was kept too. */
  restore(log: ChatLog, point: RestorePoint): Promise<TookBack> {
    return this.#takeBack(log, "undo", (state) => restoreTargets(state, point));
  }

  /** Has again what taking back took away. */
  async redo(log: ChatLog, ids: readonly string[]): Promise<TookBack> {
    const ends: TookBack[] = [];
    for (const id of [...ids].reverse()) {
      const redone = await this.#takeBack(log, { redoes: id }, (state) =>
        [...state.takenBack(id)].map(([file, taken]) => ({ file, changes: [taken], ids: [] })),
      );
      // Lines that were undone are an act by themselves.
      const undone = await this.#takeBack(log, "undo", ({ acts }) =>
        [...acts].flatMap(([file, all]) => all.filter((act) => act.id === id).map((act) => targetOf(file, [act]))),
      );
      ends.push(redone, undone);
    }
    return {
      ids: ends.flatMap((end) => end.ids),
      done: ends.flatMap(({ done }) => done),
      troubles: ends.flatMap(({ troubles }) => troubles),
    };
  }

  async #takeBack(log: ChatLog, mark: "undo" | { readonly redoes: string }, targetsOf: TargetsOf): Promise<TookBack> {
    const ids: string[] = [];
    const done: string[] = [];
    let troubles: readonly Trouble[] = [];
    let left: ReadonlySet<string> | undefined;
    for (let tries = 0; tries < maxTries && left?.size !== 0; tries++) {
      const end = await this.#once(log, mark, (state) =>
        targetsOf(state).filter(({ file }) => !left || left.has(file)),
      );
      if (end.id !== undefined) ids.push(end.id);
      done.push(...end.done);
      troubles = [...troubles.filter(({ file }) => !left?.has(file)), ...end.troubles];
      left = new Set(end.troubles.filter(({ type }) => type === "busy").map(({ file }) => file));
    }
    return { ids, done, troubles };
  }

  async #once(log: ChatLog, mark: "undo" | { readonly redoes: string }, targetsOf: TargetsOf) {
    const { locks, store, newId, now, files } = this.#deps;
    await log.refresh();
    const release = await locks.take(targetsOf(log.state).map(({ file }) => file));
    try {
      await log.refresh();
      const acts = mark === "undo" ? log.state.acts : actsTakenBack(log.state, mark.redoes);
      const plans = await this.#plans(targetsOf(log.state), acts);
      const troubles = plans.filter((plan): plan is Trouble => !isStep(plan));
      // What comes is written before what goes: at no moment is a moved file nowhere.
      const steps = plans.filter(isStep).sort((a, b) => Number(a.type === "delete") - Number(b.type === "delete"));
      if (steps.length === 0) return { id: undefined, done: [], troubles };
      const id = newId();
      const before = [];
      for (const { file, isExecutable } of steps) {
        before.push(noteOf(file, await keepContent(await files.read(file), store), isExecutable));
      }
      const undoes = Object.fromEntries(steps.map((step) => [step.file, step.ids]));
      await log.append({
        ...{ type: "begin", id, at: now(), question: "", files: before },
        ...(mark === "undo" ? { undoes } : mark),
      });
      const done: string[] = [];
      const after = [];
      const stopped = new Set<string>();
      const together = movedTogether(acts);
      for (const step of steps) {
        // The other place of a move that failed keeps what it has.
        if (together.get(step.file)?.some((file) => stopped.has(file))) {
          troubles.push({ type: "together", file: step.file });
          continue;
        }
        const trouble = await this.#write(step);
        if (trouble) {
          troubles.push(trouble);
          stopped.add(step.file);
          continue;
        }
        after.push(noteOf(step.file, await keepContent(await files.read(step.file), store)));
        if (step.type !== "nothing") done.push(step.file);
      }
      await log.append({ type: "end", id, files: after });
      return { id: after.length > 0 ? id : undefined, done, troubles };
    } finally {
      release();
    }
  }

  async #write({ file, type, content, current }: Step): Promise<Trouble | undefined> {
    const { files, store } = this.#deps;
    if (type === "nothing") return undefined;
    const isUnchanged = async () => (await lookAt(file, files, store)).hash === current;
    const end = await files.write(file, type === "delete" ? undefined : content, isUnchanged);
    if (end.type === "done") return undefined;
    if (end.type === "refused") return { type: "refused", file, text: end.text };
    return { type: end.type === "changed" ? "busy" : "declined", file };
  }

  async #plans(
    targets: readonly Target[],
    acts: ReadonlyMap<string, readonly Act[]>,
  ): Promise<readonly (Step | Trouble)[]> {
    const plans: (Step | Trouble)[] = [];
    for (const target of targets) plans.push(await planOf(target, this.#deps.files, this.#deps.store));
    return withCompany(plans, movedTogether(acts));
  }
}

/** Whether something stands that {@link ChangeDecisions.restore} would take back. */
export function canRestore(state: ChangeState, point: RestorePoint): boolean {
  return restoreTargets(state, point).length > 0;
}

/** The pending ones of `files`, and of those that a move ties to them: one place alone would be a copy, or a loss. */
function chosen({ pending }: ChangeState, files: readonly string[] | undefined) {
  const together = movedTogether(pending);
  const wanted = files && new Set(files.flatMap((file) => together.get(file) ?? [file]));
  return [...pending].filter(([file]) => !wanted || wanted.has(file));
}

/** All from the first act that belongs to the question, or came after it. */
function restoreTargets(state: ChangeState, { question, askedAt, earlier }: RestorePoint): readonly Target[] {
  const all = [...state.acts.values()].flat();
  const isLater = (act: Act) => askedAt !== undefined && act.at >= askedAt && !earlier.has(act.question);
  const since = all.filter((act) => act.question === question || isLater(act));
  const from = Math.min(...since.map(({ order }) => order));
  return [...state.acts].flatMap(([file, acts]) => {
    const taken = acts.filter(({ order }) => order >= from);
    const pending = (state.pending.get(file) ?? []).filter(({ order }) => order >= from);
    if (taken.length === 0) return [];
    return [{ file, changes: taken, ids: [...new Set([...taken, ...pending].map(({ id }) => id))] }];
  });
}

function actsTakenBack(state: ChangeState, id: string): ReadonlyMap<string, readonly Act[]> {
  return new Map([...state.takenBack(id)].map(([file, { acts }]) => [file, acts]));
}
