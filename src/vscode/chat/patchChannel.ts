// The host's end of the wire. While a reply streams, what was added is gathered for a frame or two and sent with a
// revision number; additions to the same part become one.

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
  /** Where in `#patches` the additions to a part wait. */
  readonly #growing = new Map<string, number>();
  /** And where heads do. */
  readonly #heads = new Map<string, number>();
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
    const text = patch.op === "append" ? patch.text : patch.op === "part" ? patch.part.text : undefined;
    const isFirstText = this.#awaitsText && text !== undefined;
    if (patch.op === "add" || text !== undefined) this.#awaitsText = patch.op === "add";
    this.#waiting += text?.length ?? 0;
    if (this.#timer !== undefined && !isFirstText) return;
    clearTimeout(this.#timer);
    const wait = isFirstText ? 0 : Math.max(0, this.#lastSent + this.#gather - Date.now());
    if (wait === 0) queueMicrotask(() => this.#flush());
    this.#timer = setTimeout(() => this.#flush(), wait);
  }

  dispose(): void {
    this.#dropPatches();
  }

  /** Adds a text to what waits of the same part, however many other parts grow beside it; of a head the last one holds. */
  #join(patch: Patch): boolean {
    if (patch.op === "head") return this.#joinHead(patch);
    // What comes after the cut is not cut.
    if (patch.op === "trim") this.#growing.delete(`${patch.id}\n${patch.key}`);
    if (patch.op !== "append" && patch.op !== "part") return false;
    const name = `${patch.id}\n${patch.op === "part" ? patch.part.key : patch.key}`;
    const index = this.#growing.get(name);
    const waiting = index === undefined ? undefined : this.#patches[index];
    if (index === undefined || patch.op === "part") {
      this.#growing.set(name, this.#patches.length);
      return false;
    }
    if (waiting?.op === "append") this.#patches[index] = { ...waiting, text: waiting.text + patch.text };
    else if (waiting?.op === "part") {
      this.#patches[index] = { ...waiting, part: { ...waiting.part, text: waiting.part.text + patch.text } };
    }
    return true;
  }

  #joinHead(patch: Extract<Patch, { op: "head" }>): boolean {
    const name = `${patch.id}\n${patch.key}`;
    const index = this.#heads.get(name);
    if (index !== undefined) this.#patches[index] = patch;
    else this.#heads.set(name, this.#patches.length);
    return index !== undefined;
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
    this.#growing.clear();
    this.#heads.clear();
  }
}
