// What taking changes back comes to for each file: what is to be written, or why it cannot be.

import type { Conflict } from "../../edit/threeWay.ts";
import { type ContentStore, type FileContent, hashOfContent, readContent, type WorkingFiles } from "./changePorts.ts";
import type { Act } from "./changeState.ts";
import type { ContentHash, FileChange } from "./fileChange.ts";
import { bytesOfLineText, lineTextOf } from "./lineText.ts";
import { type CurrentFile, type KeptContents, type Restore, restorePlan } from "./restorePlan.ts";

/** Why a file stays as it is. */
export type Trouble = { readonly file: string } & (
  | {
      /** The person's changes and the agent's cannot be told apart; the lines, where there are some. */
      readonly type: "conflict";
      readonly conflicts?: readonly Conflict[];
    }
  /** What it held was too large to be kept, or is not kept any more. */
  | { readonly type: "not-kept" }
  /** It was moved, and the other place has to stay as it is. */
  | { readonly type: "together" }
  /** It changes all the time. */
  | { readonly type: "busy" }
  | { readonly type: "declined" }
  | { readonly type: "refused"; readonly text: string }
);

/** A file and the changes of it that are to be taken back, in order. */
export interface Target {
  readonly file: string;
  readonly changes: readonly (FileChange & { readonly executable: boolean; readonly uncertain?: boolean })[];
  /** The ids of acts that are taken back with it. */
  readonly ids: readonly string[];
}

/** A file that can be taken back. */
export interface Step {
  readonly file: string;
  readonly ids: readonly string[];
  readonly type: "write" | "delete" | "nothing";
  /** What it held when it was looked at. */
  readonly current: ContentHash;
  readonly isExecutable: boolean;
  /** What it is to hold. */
  readonly content?: FileContent;
  /** The agent's part is taken out of what the person has. */
  readonly isMerge: boolean;
}

/** What a file holds, for plans: with unsaved text. */
export async function lookAt(
  file: string,
  files: Pick<WorkingFiles, "read">,
  store: Pick<ContentStore, "hashOf">,
): Promise<CurrentFile & { readonly content: FileContent | undefined }> {
  const content = await files.read(file);
  const text = content?.kind === "bytes" ? lineTextOf(content.bytes) : undefined;
  return { content, hash: hashOfContent(content, (bytes) => store.hashOf(bytes)), text };
}

/** Kept contents as texts. */
export function keptTexts(store: Pick<ContentStore, "read">): KeptContents {
  return {
    textOf: async (hash) => {
      const bytes = /^[0-9a-f]+$/.test(hash) ? await store.read(hash) : undefined;
      return bytes && lineTextOf(bytes);
    },
  };
}

/** The plan for one file. */
export async function planOf(
  target: Target,
  files: Pick<WorkingFiles, "read">,
  store: ContentStore,
): Promise<Step | Trouble> {
  const { file, ids, changes } = target;
  const current = await lookAt(file, files, store);
  const [restore = { type: "nothing", file }] = await restorePlan(changes, keptTexts(store), async () => current);
  const isExecutable = current.content?.kind === "bytes" && current.content.executable === true;
  const step = { file, ids, current: current.hash, isExecutable, isMerge: false } as const;
  if (restore.type === "nothing") return { ...step, type: "nothing" };
  if (changes.some(({ uncertain }) => uncertain)) return { type: "conflict", file };
  // What cannot be kept could not come again.
  if (current.content?.kind === "large") return { type: "not-kept", file };
  switch (restore.type) {
    case "delete":
      return { ...step, type: "delete" };
    case "merge":
      return {
        ...step,
        type: "write",
        content: { kind: "bytes", bytes: bytesOfLineText(restore.text), executable: isExecutable },
        isMerge: true,
      };
    case "write": {
      const hash = restore.content ?? "";
      const wasExecutable = changes.find(({ before }) => before === hash)?.executable ?? isExecutable;
      const content = await readContent(hash, store, wasExecutable);
      return content ? { ...step, type: "write", content } : { type: "not-kept", file };
    }
    case "conflict":
      return (await areKept(changes, store)) ? conflictOf(restore) : { type: "not-kept", file };
  }
}

/** Plans without the ones that troubles of others stand against. */
export function withCompany(
  plans: readonly (Step | Trouble)[],
  together: ReadonlyMap<string, readonly string[]>,
): readonly (Step | Trouble)[] {
  const troubled = new Set(plans.filter((plan) => !isStep(plan)).map(({ file }) => file));
  return plans.map((plan) => {
    const company = together.get(plan.file) ?? [];
    return isStep(plan) && company.some((file) => troubled.has(file)) ? { type: "together", file: plan.file } : plan;
  });
}

export function isStep(plan: Step | Trouble): plan is Step {
  return plan.type === "write" || plan.type === "delete" || plan.type === "nothing";
}

/** All of a file's acts as a target. */
export function targetOf(file: string, acts: readonly Act[]): Target {
  return { file, changes: acts, ids: acts.map(({ id }) => id) };
}

function conflictOf({ file, conflicts }: Extract<Restore, { type: "conflict" }>): Trouble {
  return { type: "conflict", file, ...(conflicts && { conflicts }) };
}

async function areKept(changes: readonly FileChange[], store: ContentStore): Promise<boolean> {
  for (const hash of changes.flatMap(({ before, after }) => [before, after])) {
    if (hash !== undefined && (await readContent(hash, store)) === undefined) return false;
  }
  return true;
}
