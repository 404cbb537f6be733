// What is common to all changes: judged, kept by a checkpoint, made.

import type { WriteVerdict } from "../../access/writeGate.ts";
import { placeOf } from "../../tools/placeOf.ts";
import { type CallContext, type CallResult, textResult } from "../../tools/toolRun.ts";
import { type AgreedWrite, isAgreed } from "../approvals/agreedWrites.ts";
import type { ActAt, ActEnd, Place, WriteEnd, WritingDeps } from "./writingPorts.ts";

/** A result that did not do what was asked. */
export const failed = (text: string): CallResult => textResult(text, undefined, "failed");

/** The place that `path` means, or what is wrong with it. */
export function placed(
  path: string,
  { folders }: WritingDeps,
): Place | { readonly type: "problem"; readonly text: string } {
  return placeOf(path, folders());
}

/** How an act ends before it is begun; undefined when it may be. */
export function against(verdict: WriteVerdict, agreed: AgreedWrite | undefined) {
  if (verdict.type === "refused") return { type: "refused", reason: verdict.reason } as const;
  if (verdict.type === "asks" && !isAgreed(agreed, verdict.reasons)) return { type: "declined" } as const;
  return undefined;
}

/**
 * Makes the change `act` of `files` (addresses) by `make`, after a checkpoint has kept what they hold. What the gate does
 * not let pass is not kept either. To be called in a turn. Rejects when the run is stopped before anything was begun, or nothing can be kept.
 */
export async function makeKept<E extends WriteEnd | ActEnd>(
  {
    deps,
    context,
    act,
    agreed,
    files,
  }: {
    readonly deps: WritingDeps;
    readonly context: CallContext;
    readonly act: ActAt;
    readonly agreed: AgreedWrite | undefined;
    readonly files: readonly string[];
  },
  make: () => Promise<E>,
): Promise<Exclude<E, { readonly type: "stopped" }> | Extract<ActEnd, { readonly type: "refused" | "declined" }>> {
  const { signal, scope } = context;
  const reason = against(await deps.files.judge(act), agreed);
  if (reason) return reason;
  signal.throwIfAborted();
  const begun = await deps.checkpoints.begin(scope, files);
  try {
    signal.throwIfAborted();
    const end = await make();
    if (end.type === "stopped") throw signal.reason;
    return end as Exclude<E, { readonly type: "stopped" }>;
  } finally {
    await begun.end();
  }
}
