// A proposed edit: the old text of some lines, the text proposed for them, and where both stand in a document that
// goes on changing. The document is never touched from here: accepting hands out the edits to make, rejecting forgets.

import type { LineRange } from "../code/lineRange.ts";
import { finalHunks } from "./finalHunks.ts";
import { applyHunks, type Hunk } from "./hunk.ts";
import { LineTracker, type TextChange } from "./lineTracker.ts";
import { StreamDiff } from "./streamDiff.ts";

/**
 * `streaming` while text comes; `ready` can be accepted; `refused` is complete but must not be applied (it was cut, or
 * does not fit) and can only be looked at; `closed` has nothing left to decide.
 */
export type ProposalState = "streaming" | "ready" | "refused" | "closed";

/** A hunk that waits for a decision, and where its old lines are now. */
export interface PlacedHunk {
  /** Unique within the proposal, and never given to another hunk. */
  readonly id: number;
  /** All of it has come, so it can be decided, though the rest may be streaming. */
  readonly complete: boolean;
  /** What it would replace now; undefined when those lines are no longer there as they were. */
  readonly place: LineRange | undefined;
  /** Where to show it, placed or not. */
  readonly nearLine: number;
  readonly newLines: readonly string[];
}

/** Lines to put in place of `range`, in the document as it is now. */
export interface LineEdit {
  readonly range: LineRange;
  readonly newLines: readonly string[];
}

/** One proposal for one range of one document. Changed by its calls alone; deterministic. */
export class ProposedEdit {
  readonly oldLines: readonly string[];

  readonly #tracker: LineTracker;
  readonly #stream: StreamDiff;
  #received: string[] = [];
  #pending = new Map<number, Hunk>();
  /** Hunks that were decided before the end of the stream. */
  readonly #decided = new Set<number>();
  #progress: ProposalState = "streaming";

  /** `oldLines` stand in the document from line `startLine` on. */
  constructor(oldLines: readonly string[], startLine: number) {
    this.oldLines = oldLines;

    this.#tracker = new LineTracker(oldLines, startLine);
    this.#stream = new StreamDiff(oldLines);
  }

  get state(): ProposalState {
    return this.#progress;
  }

  /** The text proposed so far, whole lines. */
  get newLines(): readonly string[] {
    return this.#received;
  }

  /** The lines of the document that the proposal is about, as near as can be said. */
  get region(): LineRange {
    return { start: this.#tracker.near(0), end: this.#tracker.near(this.oldLines.length - 1) + 1 };
  }

  /** The first document line of which nothing is known yet, while streaming. */
  get nextLine(): number {
    return this.#tracker.near(this.#stream.consumed);
  }

  /** Adds whole lines of the new text. Only while `streaming`. */
  push(lines: readonly string[]): void {
    if (this.#progress !== "streaming") return;
    for (const line of lines) {
      this.#stream.push(line);
      this.#received.push(line);
    }
  }

  /** Whether the proposed text is the old one. */
  get isUnchanged(): boolean {
    const { oldLines } = this;
    const received = this.#received;
    return oldLines.length === received.length && oldLines.every((line, index) => line === received[index]);
  }

  /**
   * Ends the stream with the final text, which may differ from what was pushed. What was decided meanwhile is not
   * proposed again. `ready` without hunks is `closed`: there is nothing left to decide.
   */
  finish(lines: readonly string[], verdict: "ready" | "refused"): void {
    if (this.#progress !== "streaming") return;
    this.#received = [...lines];
    this.#pending = finalHunks(this.oldLines, lines, this.#stream.hunks, this.#decided);
    this.#progress = this.#pending.size === 0 ? "closed" : verdict;
  }

  /** Follows the document; see `LineTracker.apply`. */
  follow(changes: readonly TextChange[], lineAt: (line: number) => string | undefined): void {
    if (this.#progress !== "closed") this.#tracker.apply(changes, lineAt);
  }

  /** Finds its place again in a document that was changed unseen; see `LineTracker.verify`. */
  relocate(lineAt: (line: number) => string | undefined): void {
    if (this.#progress !== "closed") this.#tracker.verify(lineAt);
  }

  /** The hunks that wait for a decision, in order. */
  get hunks(): readonly PlacedHunk[] {
    const streaming = this.#progress === "streaming";
    const hunks = streaming
      ? [...this.#stream.hunks.entries()].filter(([id]) => !this.#decided.has(id))
      : this.#pending;
    return [...hunks].map(([id, hunk]) => ({
      id,
      complete: !streaming || id < this.#stream.completeHunks,
      place: this.#placeOf(hunk),
      nearLine: this.#tracker.near(hunk.oldStart),
      newLines: hunk.newLines,
    }));
  }

  /**
   * The edits that carry out the hunks `ids`, in order, to be made as one; a hunk that is not complete or has no place has
   * none. Nothing when `refused`. When they were made, `settle` those hunks.
   */
  editsFor(ids: readonly number[]): { readonly edits: readonly LineEdit[]; readonly placed: readonly number[] } {
    const edits: LineEdit[] = [];
    const placed: number[] = [];
    for (const { id, complete, place, newLines } of this.#progress === "refused" ? [] : this.hunks) {
      if (!complete || !place || !ids.includes(id)) continue;
      placed.push(id);
      const last = edits.at(-1);
      // The lines between two hunks may have been deleted since; replacements that touch are made as one.
      if (last?.range.end === place.start) {
        const range = { start: last.range.start, end: place.end };
        edits[edits.length - 1] = { range, newLines: [...last.newLines, ...newLines] };
      } else edits.push({ range: place, newLines });
    }
    return { edits, placed };
  }

  /** The hunks `ids` are decided, accepted or rejected: they wait no longer. Rejecting is nothing more than this. */
  settle(ids: readonly number[]): void {
    if (this.#progress === "streaming") {
      for (const id of ids) if (id < this.#stream.completeHunks) this.#decided.add(id);
    }
    if (this.#progress !== "ready" && this.#progress !== "refused") return;
    for (const id of ids) this.#pending.delete(id);
    if (this.#pending.size === 0) this.#progress = "closed";
  }

  /** Forgets everything. */
  close(): void {
    this.#pending.clear();
    this.#progress = "closed";
  }

  /** The old text with every hunk that still waits applied: what a diff shows when the document has moved away. */
  get proposedLines(): readonly string[] {
    return this.#progress === "streaming" ? this.#received : applyHunks(this.oldLines, [...this.#pending.values()]);
  }

  /**
   * Old lines have to be there unchanged and together. An insertion needs the gap it goes into.
   */
  #placeOf({ oldStart, oldEnd }: Hunk): LineRange | undefined {
    if (oldStart === oldEnd) {
      const line = this.#tracker.findGap(oldStart);
      return line === undefined ? undefined : { start: line, end: line };
    }
    const start = this.#tracker.find(oldStart);
    if (start === undefined) return undefined;
    for (let index = oldStart; index < oldEnd; index++) {
      if (this.#tracker.find(index) !== start + index - oldStart) return undefined;
    }
    return { start, end: start + oldEnd - oldStart };
  }
}
