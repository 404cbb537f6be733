/** Lines `[start, end)` of a document, 0-based; empty at `start` when both are equal. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
}
