/** What goes wrong with speech before or besides the service. */
export type SpeechErrorReason =
  /** No voice has the name in the setting. */
  | "unknown-voice"
  /** A cloned voice's recording is gone. */
  | "missing-sample"
  /** The service sent no sound, or nothing but zeros. */
  | "silence";

/** Thrown next to ModelErrors; turned into words where those are. */
export class SpeechError extends Error {
  readonly reason: SpeechErrorReason;

  constructor(reason: SpeechErrorReason, message: string) {
    super(message);
    this.name = "SpeechError";
    this.reason = reason;
  }
}
