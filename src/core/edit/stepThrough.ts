// The order in which a person walks through changes that wait: document after document, line after line, round and round.

/** Where a change stands. */
export interface Stop {
  /** The document's address. */
  readonly document: string;
  /** 0-based. */
  readonly line: number;
}

/**
 * The index in `stops` of the one to go to from `from`; undefined when there are none. `stops` are in order: those of one
 * document together, by line. From a document without stops it goes to the first, or backwards to the last.
 */
export function nextStop(stops: readonly Stop[], from: Stop | undefined, direction: 1 | -1): number | undefined {
  if (stops.length === 0) return undefined;
  const first = from ? stops.findIndex(({ document }) => document === from.document) : -1;
  const last = from ? stops.findLastIndex(({ document }) => document === from.document) : -1;
  if (from === undefined || first === -1) return direction === 1 ? 0 : stops.length - 1;
  let index = direction === 1 ? first : last;
  const passed = (line: number) => (direction === 1 ? line <= from.line : line >= from.line);
  while (index >= first && index <= last && passed(stops[index]?.line ?? 0)) index += direction;
  return (index + stops.length) % stops.length;
}

/** The index of the stop that `from` is at or has come past, the first of its document before that; -1: none there. */
export function stopAt(stops: readonly Stop[], from: Stop): number {
  const past = stops.findLastIndex(({ document, line }) => document === from.document && line <= from.line);
  return past === -1 ? stops.findIndex(({ document }) => document === from.document) : past;
}
