// Asks for the review of each file, some side by side, and gathers what comes.

import { ModelError, type ModelErrorReason } from "../model/modelError.ts";
import type { FinishReason, StreamEvent } from "../model/streamEvent.ts";
import { bySeverity, type Finding } from "./finding.ts";
import type { ReviewFile } from "./planReview.ts";
import { mostFindings, readFindings } from "./readFindings.ts";

/** Requests at a time: enough to be quick, few enough for a service that limits them by the minute. */
const atOnce = 4;

/** What fails for one file and may not for the next; everything else would fail for all. */
const ofOneFile: ReadonlySet<ModelErrorReason> = new Set([
  "content-filtered",
  "context-too-long",
  "incomplete-response",
  "malformed-response",
  "server",
  "timeout",
]);

/** What came of one file. */
export type FileReview =
  | {
      readonly type: "reviewed";
      readonly file: ReviewFile;
      readonly findings: readonly Finding[];
      /** Findings beyond the most that are shown. */
      readonly more: number;
      /** The answer broke off: there may have been more. */
      readonly cut: boolean;
    }
  | { readonly type: "failed"; readonly file: ReviewFile; readonly error: unknown };

export interface ReviewPorts {
  /** Asks the model about one file. Ends as `LanguageModel.stream` does. */
  readonly ask: (file: ReviewFile, signal: AbortSignal) => AsyncIterable<StreamEvent>;
  /** A file is done, in whatever order. */
  readonly onDone: (review: FileReview) => void;
}

/**
 * Reviews `files`. Resolves when all are done, or when `signal` aborts, at once; rejects with what would fail for all of
 * them. What was told to `onDone` until then stands.
 */
export async function runReview(
  files: readonly ReviewFile[],
  { ask, onDone }: ReviewPorts,
  signal: AbortSignal,
): Promise<void> {
  const inner = new AbortController();
  const waiting = [...files];
  const work = async () => {
    for (let file = waiting.shift(); file && !inner.signal.aborted; file = waiting.shift()) {
      const review = await reviewOf(file, ask, inner.signal);
      if (inner.signal.aborted) return;
      if (review.type === "failed" && !isOfOneFile(review.error)) {
        inner.abort();
        throw review.error;
      }
      onDone(review);
    }
  };
  let stop = () => {};
  const stopped = new Promise<void>((resolve) => {
    stop = () => {
      inner.abort();
      resolve();
    };
  });
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  try {
    // A request that is slow to close is not waited for.
    await Promise.race([stopped, Promise.all(Array.from({ length: atOnce }, work))]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

function isOfOneFile(error: unknown): boolean {
  return ModelError.is(error) && ofOneFile.has(error.reason);
}

/** Never rejects. */
async function reviewOf(file: ReviewFile, ask: ReviewPorts["ask"], signal: AbortSignal): Promise<FileReview> {
  let text = "";
  let finish: FinishReason = "other";
  try {
    for await (const event of ask(file, signal)) {
      if (event.type === "text-delta") text += event.text;
      if (event.type === "finish") finish = event.reason;
    }
  } catch (error) {
    return { type: "failed", file, error };
  }
  const { findings, isList } = readFindings(text);
  if (!isList) {
    const error = new ModelError(finish === "content-filter" ? "content-filtered" : "malformed-response", {
      message: "The answer is no list of findings.",
      replyStarted: true,
    });
    return { type: "failed", file, error };
  }
  const kept = [...findings].sort(bySeverity).slice(0, mostFindings);
  return { type: "reviewed", file, findings: kept, more: findings.length - kept.length, cut: finish === "length" };
}
