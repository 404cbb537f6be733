// What is on the page of a block, and how the next is to be drawn.

/** What is on the page of a list. */
export interface DrawnList {
  /** Its marks and its spacing: another kind is another list. */
  readonly kind: string;
  /** One for each item; undefined for an item that must be rendered anew. */
  readonly keys: readonly (string | undefined)[];
  /** So many items from the first on were given away to be completed, and have not been drawn anew since. */
  readonly settled: number;
}

/** A block on the page. */
export interface Drawn {
  readonly element: HTMLElement;
  readonly list?: DrawnList;
}

/** How to draw one block: what is to be sanitised for it, and what is then made of that. */
export interface Rendering {
  readonly html: readonly string[];
  /** Gets an element for each of `html`; undefined for one that did not come through as one element. */
  build(parts: readonly (HTMLElement | undefined)[]): Drawn;
}
