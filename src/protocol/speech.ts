// Speech on the wire, apart from the chat: the host sends sentences and samples, the webview plays them and says
// where it is. Typed arrays cross as they are.

import * as v from "valibot";

/** What the host tells the player. Of a reading, all but the first are dropped when `session` is not the one that is open. */
export type SpeechToWebview =
  /** A new reading; whatever was read before is silenced. */
  | {
      readonly type: "speechOpen";
      readonly session: string;
      readonly title: string;
      /** The message that is read, if it is one. */
      readonly messageId?: string;
    }
  /** More parts at the end of the list, as they are shown; `closed` when no more will come. */
  | {
      readonly type: "speechParts";
      readonly session: string;
      readonly texts: readonly string[];
      readonly closed: boolean;
    }
  /** The next samples of a part, 24 kHz mono. Of another `epoch` than the player's own: void. */
  | {
      readonly type: "speechSamples";
      readonly session: string;
      readonly epoch: number;
      readonly part: number;
      readonly samples: Int16Array;
    }
  | { readonly type: "speechEnd"; readonly session: string; readonly epoch: number; readonly part: number }
  /** The part will come again from its start. */
  | { readonly type: "speechDrop"; readonly session: string; readonly epoch: number; readonly part: number }
  /** Nothing more comes for `part` until a retry; what came of it is played. The host keeps what the button does. */
  | {
      readonly type: "speechError";
      readonly session: string;
      readonly part: number;
      readonly text: string;
      readonly action: string;
    }
  /**
   * A sentence beside the readings, whole, 24 kHz mono: it begins at once, or never. The answer is `said`; nothing of it is
   * shown.
   */
  | { readonly type: "say"; readonly session: string; readonly samples: Int16Array }
  /** The sentence is silent at once, or never begins. */
  | { readonly type: "sayStop"; readonly session: string }
  /** A command of the editor. */
  | { readonly type: "speechControl"; readonly session: string; readonly control: "toggle" | "stop" }
  | { readonly type: "speechSeek"; readonly session: string; readonly part: number };

/** How the player stands; also its `data-state`. */
export type PlayerState = "idle" | "loading" | "playing" | "paused" | "blocked" | "error";

const session = v.pipe(v.string(), v.minLength(1), v.maxLength(100));
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000_000));

const speechToHost = v.variant("type", [
  /** Part `part` is heard now. `reset`: the player has kept nothing, and counts a new epoch from here. */
  v.strictObject({ type: v.literal("speechPosition"), session, part: count, epoch: count, reset: v.boolean() }),
  v.strictObject({
    type: v.literal("speechState"),
    session,
    state: v.picklist(["idle", "loading", "playing", "paused", "blocked", "error"]),
  }),
  /** The button of the error. */
  v.strictObject({ type: v.literal("speechErrorAction"), session }),
  v.strictObject({ type: v.literal("speechStop"), session }),
  /** Asks where to save what was read. */
  v.strictObject({ type: v.literal("speechSave"), session }),
  /** How a sentence fares: `refused` where the sound is locked or off, or something is read. */
  v.strictObject({ type: v.literal("said"), session, how: v.picklist(["begun", "refused", "ended"]) }),
  /** Read a message of the conversation aloud. */
  v.strictObject({ type: v.literal("readMessage"), messageId: v.pipe(v.string(), v.minLength(1), v.maxLength(200)) }),
]);

/** What the player tells the host. */
export type SpeechToHost = v.InferOutput<typeof speechToHost>;

/** The message if it is one of the player's, else undefined. */
export function parseSpeechToHost(value: unknown): SpeechToHost | undefined {
  const result = v.safeParse(speechToHost, value);
  return result.success ? result.output : undefined;
}
