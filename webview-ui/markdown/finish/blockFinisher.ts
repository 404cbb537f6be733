// What a block gets once it will not change any more: colours for its code, formulas for its TeX. Off the path of the
// stream: in idle time and a little at once. What is marked in it stays marked: it waits until that is over.

import { whenIdle } from "../../ui/idle.ts";
import { hasSelection } from "../../ui/selection.ts";
import { type FinishLibraries, type FinishTask, findTasks } from "./finishTasks.ts";

/** Work in one go, in ms. */
const sliceMs = 8;
/** When the page is never idle, work goes on after this many ms nevertheless. */
const patienceMs = 300;

/** Completes blocks, the newest first: the reader is at the end. */
export class BlockFinisher {
  readonly #libraries: FinishLibraries | undefined;
  readonly #onError: (error: unknown) => void;
  readonly #waiting: FinishTask[] = [];
  /** Tasks on what is marked. */
  #held: FinishTask[] = [];
  #scheduled = false;

  /** Without `libraries` blocks stay as they are. */
  constructor(libraries: FinishLibraries | undefined, onError: (error: unknown) => void) {
    this.#libraries = libraries;
    this.#onError = onError;
  }

  /** Completes `block` some time later, unless it has left the page by then. */
  readonly add = (block: Element): void => {
    if (!this.#libraries) return;
    this.#waiting.push(...findTasks(block).reverse());
    this.#schedule();
  };

  #schedule(): void {
    if (this.#scheduled || this.#waiting.length === 0) return;
    this.#scheduled = true;
    const run = () => {
      this.#run()
        .catch(this.#onError)
        .finally(() => {
          this.#scheduled = false;
          this.#schedule();
        });
    };
    whenIdle(run, patienceMs);
  }

  #hold(task: FinishTask): void {
    if (this.#held.push(task) > 1) return;
    const page = task.element.ownerDocument;
    const onChange = () => {
      if (this.#held.some(({ element }) => hasSelection(element))) return;
      page.removeEventListener("selectionchange", onChange);
      this.#waiting.push(...this.#held.reverse());
      this.#held = [];
      this.#schedule();
    };
    page.addEventListener("selectionchange", onChange);
  }

  async #run(): Promise<void> {
    const libraries = this.#libraries;
    let spent = 0;
    while (spent < sliceMs) {
      const task = this.#waiting.pop();
      if (!task || !libraries) return;
      if (!task.element.isConnected) continue;
      const work = await task.prepare(libraries);
      if (hasSelection(task.element)) {
        this.#hold(task);
        continue;
      }
      const start = performance.now();
      work();
      spent += performance.now() - start;
    }
  }
}
