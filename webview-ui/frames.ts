// When drawing happens. Text arrives faster than the eye reads: it is drawn in few, larger steps, and in fewer still
// when a step turns out expensive for this machine.

/** A drawing task; true when it has more to draw. */
export type FrameTask = (now: number) => boolean;

/** The least time between two drawings, about three frames. */
const shortestMs = 48;
const longestMs = 800;
/** Drawing may take one part in this many of the time. */
const share = 5;
/** After this, what is left waits for the next frame. */
const budgetMs = 12;

/** Collects tasks and runs each once per step, newest first: what the reader looks at is at the end. */
export class FrameScheduler {
  readonly #onError: (error: unknown) => void;
  readonly #tasks = new Set<FrameTask>();
  #waiting = false;
  #lastAt = Number.NEGATIVE_INFINITY;
  /** Spent by `runNow` in this turn of the event loop. */
  #spentMs = 0;
  #intervalMs = shortestMs;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  /** Runs `task` in one of the next frames. Asking twice before that is asking once. */
  request(task: FrameTask): void {
    this.#tasks.add(task);
    this.#schedule();
  }

  /**
   * Runs `task` at once, as long as this turn of the event loop has time for it, and in frames from then on. True when
   * it has more to draw.
   */
  runNow(task: FrameTask): boolean {
    const start = performance.now();
    const hasTime = this.#spentMs < budgetMs;
    if (hasTime && !this.#attempt(task, start)) this.#tasks.delete(task);
    else this.request(task);
    if (this.#spentMs === 0) setTimeout(() => (this.#spentMs = 0), 0);
    this.#spentMs += Math.max(0.01, performance.now() - start);
    return this.#tasks.has(task);
  }

  /** Forgets a task that has not run yet. */
  cancel(task: FrameTask): void {
    this.#tasks.delete(task);
  }

  #schedule(): void {
    if (this.#waiting || this.#tasks.size === 0) return;
    this.#waiting = true;
    const wait = this.#lastAt + this.#intervalMs - performance.now();
    if (wait > 8) setTimeout(() => this.#nextFrame(), wait - 8);
    else this.#nextFrame();
  }

  #nextFrame(): void {
    // A hidden page gets no frames, yet its text should not pile up.
    if (document.hidden) setTimeout(() => this.#run(), shortestMs);
    else requestAnimationFrame(() => this.#run());
  }

  #run(): void {
    const start = performance.now();
    const tasks = [...this.#tasks].reverse();
    this.#tasks.clear();
    tasks.forEach((task, index) => {
      if (index > 0 && performance.now() - start > budgetMs) this.#tasks.add(task);
      else if (this.#attempt(task, start)) this.#tasks.add(task);
    });
    this.#lastAt = start;
    // A task queued here runs after the page was laid out and painted, so it sees what the step really cost.
    setTimeout(() => {
      const cost = performance.now() - start;
      // A backlog is worked off at half speed; what merely streams in may take its time.
      const wait = this.#tasks.size > 0 ? cost * 2 : Math.max(shortestMs, cost * share);
      this.#intervalMs = Math.min(longestMs, wait);
      this.#waiting = false;
      this.#schedule();
    }, 0);
  }

  #attempt(task: FrameTask, now: number): boolean {
    try {
      return task(now);
    } catch (error) {
      this.#onError(error);
      return false;
    }
  }
}
