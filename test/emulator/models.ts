// The models as the API document's table lists them: what each takes, how much, and until when it is served.

/** What a model can be asked with. */
export type Input = "text" | "image" | "audio" | "video";

/** One row of the API document's table of models. */
export interface Model {
  id: string;
  /** Tokens of context. */
  context: number;
  /** The highest `max_completion_tokens` or `max_tokens`. */
  maxOutput: number;
  /** Whether it thinks unless told otherwise; `none` for speech models, which refuse the parameter. */
  thinking: "on" | "off" | "none";
  inputs: readonly Input[];
  speech?: "preset" | "design" | "clone";
  /** First day on which the id answers 400, as YYYY-MM-DD. */
  retired?: string;
}

const million = 1_048_576;
const all: readonly Input[] = ["text", "image", "audio", "video"];
const text: readonly Input[] = ["text"];

const chat = (id: string, context: number, inputs: readonly Input[], retired?: string): Model => ({
  id,
  context,
  maxOutput: 131_072,
  thinking: "on",
  inputs,
  retired,
});

const speech = (id: string, kind: "preset" | "design" | "clone", retired?: string): Model => ({
  id,
  context: 8192,
  maxOutput: 8192,
  thinking: "none",
  inputs: text,
  speech: kind,
  retired,
});

/**
 * Every id of the API document. Where it names no day of retirement, the last one it names for that generation stands;
 * where sources disagree (audio and video on `mimo-v2.6-pro`), the stricter one.
 */
export const models: readonly Model[] = [
  chat("mimo-v2.6-pro", million, ["text", "image"]),
  chat("mimo-v2.6-flash", million, all),
  chat("mimo-v2.6-pro-ultraspeed", million, ["text", "image"]),
  chat("mimo-v2.5-pro", million, text, "2026-10-21"),
  chat("mimo-v2.5", million, all, "2026-10-21"),
  chat("mimo-v2-pro", million, text, "2026-06-30"),
  chat("mimo-v2-omni", 262_144, all, "2026-06-30"),
  { ...chat("mimo-v2-flash", 262_144, text, "2026-06-30"), maxOutput: 65_536, thinking: "off" },
  speech("mimo-v2.5-tts", "preset"),
  speech("mimo-v2.5-tts-voicedesign", "design"),
  speech("mimo-v2.5-tts-voiceclone", "clone"),
  speech("mimo-v2-tts", "preset", "2026-06-30"),
];

/** Whether a model is still served at a time (epoch milliseconds). */
export function isServed(model: Model, at: number): boolean {
  return model.retired === undefined || at < Date.parse(`${model.retired}T00:00:00Z`);
}
