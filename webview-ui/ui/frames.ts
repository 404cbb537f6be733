// When drawing happens. Text arrives faster than the eye reads: it is drawn in few, larger steps, and in fewer still
// when it keeps outrunning the eye by far, or when a step turns out expensive for this machine.

/** Whether a task has more to draw: at once, or "later", when more of it has come or some time has passed. */
export type MoreToDraw = boolean | "later";
/** A drawing task; says whether it has more to draw. */
export type FrameTask = (now: number) => MoreToDraw;

/** The least time between two drawings, about three frames. */
const shortestMs = 48;
const longestMs = 800;
/** As many characters a millisecond nobody follows: what comes so for a while is drawn in steps of this length. */
const outrunning = 1;
const outrunSteps = 8;
const outrunMs = 144;
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
  /** Characters that are to be drawn in the next step, and how many steps in a row had more than the eye can follow. */
  #characters = 0;
  #fastSteps = 0;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  /** Runs `task`, which has `characters` more to draw, in one of the next frames. Asking twice before that is asking once. */
  request(task: FrameTask, characters = 0): void {
    this.#tasks.add(task);
    this.#characters += characters;
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
    const isFast = this.#characters > (start - this.#lastAt) * outrunning;
    this.#fastSteps = isFast ? this.#fastSteps + 1 : 0;
    this.#characters = 0;
    const tasks = [...this.#tasks].reverse();
    this.#tasks.clear();
    // What comes from now on is no backlog.
    let hasBacklog = false;
    tasks.forEach((task, index) => {
      const isLate = index > 0 && performance.now() - start > budgetMs;
      const more = isLate || this.#attempt(task, start);
      if (more !== false) this.#tasks.add(task);
      // Frames without anything to draw cost as well.
      if (more === true) hasBacklog = true;
    });
    this.#lastAt = start;
    // A task queued here runs after the page was laid out and painted, so it sees what the step really cost.
    setTimeout(() => {
      const cost = performance.now() - start;
      // A backlog is worked off at half speed; what merely streams in may take its time.
      const least = this.#fastSteps < outrunSteps ? shortestMs : outrunMs;
      const wait = hasBacklog ? cost * 2 : Math.max(least, cost * share);
      this.#intervalMs = Math.min(longestMs, wait);
      this.#waiting = false;
      this.#schedule();
    }, 0);
  }

  #attempt(task: FrameTask, now: number): MoreToDraw {
    try {
      return task(now);
    } catch (error) {
      this.#onError(error);
      return false;
    }
  }
}
