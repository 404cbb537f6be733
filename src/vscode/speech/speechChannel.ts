import type { Event } from "../../core/util/emitter.ts";
import type { SpeechToHost, SpeechToWebview } from "../../protocol/speech.ts";

/** The player in the chat view, as far as speech knows it. */
export interface SpeechChannel {
  /** Sends to the player, or keeps the message until the view listens. */
  postSpeech(message: SpeechToWebview): void;
  /** Shows the view and leaves the focus where it is. */
  show(): Promise<void>;
  readonly onDidReceiveSpeech: Event<SpeechToHost>;
  /** The view is gone, and with it what it had. */
  readonly onDidClose: Event<void>;
}
