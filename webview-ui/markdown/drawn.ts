// What is on the page of a block, so that drawing it again touches only what changed.

/** A block on the page. */
export interface Drawn {
  readonly element: HTMLElement;
  /** Of a block that is put together of parts: the items of a list, the rows of a table, the blocks of a quote. */
  readonly parts?: DrawnParts;
}

/** The parts of one block. */
export interface DrawnParts {
  /** What all of them depend on: of another kind none can be kept. */
  readonly kind: string;
  readonly list: readonly DrawnPart[];
  /** So many from the first on were given away to be completed, and have not been drawn anew since. */
  readonly settled: number;
  /** Given once the source of the first of them is no longer read. */
  readonly closed?: ClosedCount;
}

/** Parts at the beginning of a group that are on the page and in no source any more. */
export interface ClosedCount {
  readonly count: number;
  /** So many parts of the source stand in for them, and are not drawn. */
  readonly standIns: number;
}

/** One part. */
export interface DrawnPart extends Drawn {
  /** Parts of the same key look the same; undefined for one that must be drawn anew. */
  readonly key: string | undefined;
}
