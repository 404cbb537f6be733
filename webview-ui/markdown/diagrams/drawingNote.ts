// What is being drawn, noted where it outlives the page: a source that took the page down with it is not drawn again.

import { type Host, keep } from "../../host.ts";

/** More are forgotten, the oldest first. */
const mostStuck = 20;

/** The note of one page. */
export class DrawingNote {
  readonly #host: Host;
  readonly #stuck: ReadonlySet<string>;

  constructor(host: Host) {
    this.#host = host;
    const kept = host.load();
    const { drawing, stuckDrawings } = (typeof kept === "object" && kept !== null ? kept : {}) as Record<
      string,
      unknown
    >;
    const stuck = (Array.isArray(stuckDrawings) ? stuckDrawings : []).filter((each) => typeof each === "string");
    if (typeof drawing === "string") stuck.push(drawing);
    this.#stuck = new Set(stuck.slice(-mostStuck));
    if (typeof drawing === "string") this.#keep({ drawing: undefined, stuckDrawings: [...this.#stuck] });
  }

  /** Whether `source` was never finished. */
  isStuck(source: string): boolean {
    return this.#stuck.has(hashOf(source));
  }

  /** Resolves when the note is on its way to where it is kept. */
  async begin(source: string): Promise<void> {
    this.#keep({ drawing: hashOf(source) });
    // It goes through the frames around this one, which may share its thread.
    for (let turn = 0; turn < 3; turn++) await new Promise<void>((resolve) => setTimeout(resolve, 0));
  }

  /** Also when the page is left while something is drawn. */
  end(): void {
    const kept = this.#host.load();
    const isOpen = typeof kept === "object" && kept !== null && "drawing" in kept && kept.drawing !== undefined;
    if (isOpen) this.#keep({ drawing: undefined });
  }

  #keep(changes: { readonly drawing?: string | undefined; readonly stuckDrawings?: readonly string[] }): void {
    keep(this.#host, changes);
  }
}

/** Tells sources apart; FNV-1a, and the length. */
function hashOf(source: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < source.length; at++) hash = Math.imul(hash ^ source.charCodeAt(at), 0x01000193) >>> 0;
  return `${source.length}-${hash.toString(36)}`;
}
