// How long a result waits for problems that may never be told. Learned by kind of file (its language, and whether it is in a
// tab: some services look at no other): most services are quick, and of many files nobody ever says anything.

/** The most that an edit waits, in ms. */
export const mostPatience = 2_000;
const leastKnown = 600;
const forSilent = 250;
const silencesTaken = 2;

/** What was heard in this window. */
export class ProblemPatience {
  readonly #slowest = new Map<string, number>();
  readonly #spoken = new Set<string>();
  readonly #silences = new Map<string, number>();

  /** How long to wait for problems of a file of `kind`, in ms. */
  of(kind: string): number {
    const slowest = this.#slowest.get(kind);
    if (slowest !== undefined) return Math.min(mostPatience, Math.max(leastKnown, 3 * slowest));
    // A service that has nothing new to say is silent too.
    if (this.#spoken.has(kind)) return mostPatience;
    return (this.#silences.get(kind) ?? 0) >= silencesTaken ? forSilent : mostPatience;
  }

  /** A service said something about a file of `kind`. */
  spoke(kind: string): void {
    this.#spoken.add(kind);
  }

  /** It did so `ms` after a change. */
  heard(kind: string, ms: number): void {
    this.#spoken.add(kind);
    this.#slowest.set(kind, Math.max(ms, this.#slowest.get(kind) ?? 0));
  }

  /** Nobody said anything after a change. */
  silent(kind: string): void {
    this.#silences.set(kind, (this.#silences.get(kind) ?? 0) + 1);
  }
}
