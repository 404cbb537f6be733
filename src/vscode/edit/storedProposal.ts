import type { Refusal } from "./proposal.ts";

/** A complete proposal as it is kept. */
export interface StoredProposal {
  readonly uri: string;
  readonly title: string;
  readonly startLine: number;
  readonly oldLines: readonly string[];
  /** The old lines with every hunk that waits applied. */
  readonly newLines: readonly string[];
  readonly refusal: Refusal | undefined;
}
