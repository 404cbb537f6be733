import type { PlaybackReport } from "./playback.ts";

/** The name the processor is registered under. */
export const processorName = "mimo-speech";

/** What the page tells the audio thread. */
export type ToWorklet =
  /** `turn` counts resets and seeks; what is told back names the one it belongs to. */
  | { readonly type: "reset"; readonly turn: number }
  | { readonly type: "samples"; readonly part: number; readonly samples: Int16Array }
  | { readonly type: "end"; readonly part: number }
  | { readonly type: "drop"; readonly part: number }
  /** Forgets all samples and stays where it is: everything comes again. */
  | { readonly type: "clear" }
  | { readonly type: "close"; readonly count: number }
  | { readonly type: "play" }
  | { readonly type: "pause" }
  | { readonly type: "seek"; readonly turn: number; readonly part: number }
  | { readonly type: "speed"; readonly speed: number };

/** What the audio thread tells the page: where it is, a few times a second and at every change. */
export type FromWorklet =
  | { readonly type: "report"; readonly turn: number; readonly report: PlaybackReport }
  /** Nothing of the part looked for is there. */
  | { readonly type: "missing"; readonly turn: number; readonly part: number };
