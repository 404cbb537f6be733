// The host's end of the wire. While a reply streams, what was added is gathered for a frame or two and sent with a
// revision number; neighbouring additions to the same text become one.

import type { Disposable } from "../../core/util/disposable.ts";
import type { ChatSnapshot } from "../../protocol/snapshot.ts";
import type { Patch, ToWebview } from "../../protocol/toWebview.ts";

/** How long patches are gathered, in ms: about two frames. */
const gatherMs = 30;
/** The same for a text that outruns the eye: each batch costs the view a painting, whatever it adds. */
const fastGatherMs = 120;
/** From so many characters in a millisecond on a text is that fast; a quick model writes one at most. */
const fastRate = 2;

/** Sends snapshots and patches to one webview. */
export class PatchChannel implements Disposable {
  readonly #post: (message: ToWebview) => void;

  #revision = 0;
  #patches: Patch[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastSent = 0;
  /** Characters that wait, and how long the next batch is gathered. */
  #waiting = 0;
  #gather = gatherMs;
  /** Whether a turn was added that has no text yet. */
  #awaitsText = false;

  constructor(post: (message: ToWebview) => void) {
    this.#post = post;
  }

  /** Sends everything; patches that were still gathering are part of it already. */
  sendSnapshot(content: Omit<ChatSnapshot, "revision">): void {
    this.#dropPatches();
    this.#waiting = 0;
    this.#post({ type: "snapshot", snapshot: { revision: ++this.#revision, ...content } });
  }

  /**
   * Adds a patch to the next batch. The first one after a quiet time goes out at once, and so does the first text of a
   * turn, so that a reply's first token does not wait.
   */
  patch(patch: Patch): void {
    if (!this.#join(patch)) this.#patches.push(patch);
    const isText = patch.op === "appendContent" || patch.op === "appendReasoning";
    const isFirstText = this.#awaitsText && isText;
    if (patch.op === "add" || isText) this.#awaitsText = patch.op === "add";
    if (isText) this.#waiting += patch.text.length;
    if (this.#timer !== undefined && !isFirstText) return;
    clearTimeout(this.#timer);
    const wait = isFirstText ? 0 : Math.max(0, this.#lastSent + this.#gather - Date.now());
    if (wait === 0) queueMicrotask(() => this.#flush());
    this.#timer = setTimeout(() => this.#flush(), wait);
  }

  dispose(): void {
    this.#dropPatches();
  }

  #join(patch: Patch): boolean {
    const last = this.#patches.at(-1);
    if (!last || (patch.op !== "appendContent" && patch.op !== "appendReasoning")) return false;
    if (last.op !== patch.op || last.id !== patch.id) return false;
    this.#patches[this.#patches.length - 1] = { ...last, text: last.text + patch.text };
    return true;
  }

  #flush(): void {
    const patches = this.#patches;
    this.#dropPatches();
    if (patches.length === 0) return;
    const now = Date.now();
    this.#gather = this.#waiting >= fastRate * Math.max(gatherMs, now - this.#lastSent) ? fastGatherMs : gatherMs;
    this.#waiting = 0;
    this.#lastSent = now;
    this.#post({ type: "patches", revision: ++this.#revision, patches });
  }

  #dropPatches(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#patches = [];
  }
}
