// One reading: a narration, the player it goes to, and the place in the editor it comes from.

import type { Narration, NarrationEvent } from "../../core/speech/narration.ts";
import type { SpeechPart } from "../../core/speech/text/speakable.ts";
import { assertNever } from "../../core/util/assertNever.ts";
import type { Disposable } from "../../core/util/disposable.ts";
import type { PlayerState, SpeechToHost, SpeechToWebview } from "../../protocol/speech.ts";
import type { SpeechDescription } from "../errors/describeSpeechError.ts";
import type { ReadingHighlight } from "./readingHighlight.ts";

/** How much of a sentence the player shows. */
const shownLength = 200;

export interface ReadingDeps {
  readonly id: string;
  readonly title: string;
  /** The message of a chat that is read, if it is one. */
  readonly messageId?: string;
  readonly narration: Narration;
  readonly post: (message: SpeechToWebview) => void;
  /** `model` is the one that was asked, when it is not the speech model. */
  readonly describe: (error: unknown, model?: string) => SpeechDescription;
  /** Follows the reading in an editor. */
  readonly highlight?: ReadingHighlight;
  /** Cancels whatever writes the text, when that is still going on. */
  readonly onStop?: () => void;
}

/** Made for one text, ended once. */
export class Reading implements Disposable {
  readonly #deps: ReadingDeps;

  state: PlayerState = "loading";
  /** The error that is shown, and the words for it. */
  failure: SpeechDescription | undefined;
  /** Called instead of the narration's own retry when the text itself broke off. */
  onRetryText: (() => void) | undefined;
  #failedPart = Number.POSITIVE_INFINITY;
  #epoch = 0;
  readonly #subscription: Disposable;

  constructor(deps: ReadingDeps) {
    this.#deps = deps;

    deps.post({ type: "speechOpen", session: deps.id, title: deps.title, messageId: deps.messageId });
    this.#subscription = deps.narration.onEvent((event) => this.#forward(event));
  }

  get id(): string {
    return this.#deps.id;
  }

  get title(): string {
    return this.#deps.title;
  }

  get parts(): readonly SpeechPart[] {
    return this.#deps.narration.parts;
  }

  get highlight(): ReadingHighlight | undefined {
    return this.#deps.highlight;
  }

  /** Reads on with `parts`; `closed` says that they are the last. */
  add(parts: readonly SpeechPart[], closed: boolean): void {
    this.#deps.highlight?.add(parts);
    this.#deps.narration.add(parts, closed);
  }

  /** The text broke off; what there is of it is read, then the error shows. */
  failText(error: unknown, model: string, onRetry: () => void): void {
    this.onRetryText = onRetry;
    this.#fail(this.parts.length, error, model);
  }

  seek(part: number): void {
    this.#deps.post({ type: "speechSeek", session: this.id, part });
  }

  control(control: "toggle" | "stop"): void {
    this.#deps.post({ type: "speechControl", session: this.id, control });
  }

  /** Asks again for what failed. */
  retry(): void {
    this.failure = undefined;
    this.#failedPart = Number.POSITIVE_INFINITY;
    const again = this.onRetryText;
    this.onRetryText = undefined;
    if (again) again();
    else this.#deps.narration.retry();
  }

  /** The player is somewhere else. */
  moved(message: Extract<SpeechToHost, { type: "speechPosition" }>): void {
    if (message.reset) this.#failedPart = Number.POSITIVE_INFINITY;
    this.#epoch = message.epoch;
    this.#deps.narration.moveTo(message.part, message.reset);
    this.#deps.highlight?.show(message.part < this.parts.length ? message.part : -1);
  }

  /** Cancels every request and takes the mark out of the editor. */
  dispose(): void {
    this.#deps.onStop?.();
    this.#subscription.dispose();
    this.#deps.narration.dispose();
    this.#deps.highlight?.dispose();
  }

  #forward(event: NarrationEvent): void {
    const { id: session, post } = this.#deps;
    const epoch = this.#epoch;
    switch (event.type) {
      case "parts": {
        const texts = event.parts.map(({ text }) =>
          text.length > shownLength ? `${text.slice(0, shownLength)}…` : text,
        );
        post({ type: "speechParts", session, texts, closed: event.closed });
        return;
      }
      case "samples":
        post({ type: "speechSamples", session, epoch, part: event.part, samples: event.samples });
        return;
      case "end":
        post({ type: "speechEnd", session, epoch, part: event.part });
        return;
      case "drop":
        post({ type: "speechDrop", session, epoch, part: event.part });
        return;
      case "error":
        this.#fail(event.part, event.error);
        return;
      default:
        assertNever(event);
    }
  }

  #fail(part: number, error: unknown, model?: string): void {
    // Parts fetched ahead fail as well; the first one is where it stops.
    if (part > this.#failedPart) return;
    this.#failedPart = part;
    this.failure = this.#deps.describe(error, model);
    const { text, label } = this.failure;
    this.#deps.post({ type: "speechError", session: this.id, part, text, action: label });
  }
}
