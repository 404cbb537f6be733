// Who speaks. A voice is named by one string, in the setting `mimo.speech.voice` and wherever one can be chosen.

import type { SpokenLanguage } from "./text/language.ts";

/** A voice of the service's own (API document: Speech). The names are not translated. */
export interface PresetVoice {
  readonly id: string;
  readonly language: "en" | "zh";
  readonly gender: "female" | "male";
}

export const presetVoices: readonly PresetVoice[] = [
  { id: "Mia", language: "en", gender: "female" },
  { id: "Chloe", language: "en", gender: "female" },
  { id: "Milo", language: "en", gender: "male" },
  { id: "Dean", language: "en", gender: "male" },
  { id: "冰糖", language: "zh", gender: "female" },
  { id: "茉莉", language: "zh", gender: "female" },
  { id: "苏打", language: "zh", gender: "male" },
  { id: "白桦", language: "zh", gender: "male" },
];

/** The setting's first value: each sentence in a voice of its language. */
export const autoVoice = "auto";

/** A voice the person made. Its id is the setting's value. */
export type OwnVoice =
  /** The service makes it anew from the description on every call, so it varies a little. */
  | { readonly kind: "design"; readonly id: string; readonly name: string; readonly description: string }
  /** From a recording, which stays on this machine and is sent along on every call. */
  | {
      readonly kind: "clone";
      readonly id: string;
      readonly name: string;
      readonly mimeType: "audio/wav" | "audio/mpeg";
      /** Tells samples apart, for the cache. */
      readonly sampleHash: string;
      /** Reads the sample as base64; rejects when it is gone. */
      readonly readSample: () => Promise<string>;
    };

/** A voice that can be spoken with. */
export type Voice = { readonly kind: "preset"; readonly id: string } | OwnVoice;

/** The voice of `setting` for a sentence; undefined for a name that nobody has. Text that mixes both goes to a Chinese voice, which speaks both. */
export function voiceFor(setting: string, language: SpokenLanguage, own: readonly OwnVoice[]): Voice | undefined {
  if (setting === autoVoice || setting === "") {
    return { kind: "preset", id: language === "en" ? "Mia" : "冰糖" };
  }
  const preset = presetVoices.find((voice) => voice.id.toLowerCase() === setting.toLowerCase());
  if (preset) return { kind: "preset", id: preset.id };
  if (legacyVoices.has(setting)) return { kind: "preset", id: setting };
  return own.find((voice) => voice.id === setting);
}

/** Voices of `mimo-v2-tts`; the first one varies by cluster and was refused once (API document: Speech). */
const legacyVoices = new Set(["mimo_default", "default_en", "default_zh"]);

/** The id that `model` knows a preset voice by: the older model has two voices of its own. */
export function presetIdFor(model: string, id: string): string {
  if (model !== "mimo-v2-tts" || legacyVoices.has(id)) return id;
  return presetVoices.find((voice) => voice.id === id)?.language === "zh" ? "default_zh" : "default_en";
}

/** What a voice is recognised by in the cache. */
export function voiceKey(voice: Voice): string {
  switch (voice.kind) {
    case "preset":
      return voice.id;
    case "design":
      return `design:${voice.description}`;
    case "clone":
      return `clone:${voice.sampleHash}`;
  }
}

/** Style in plain words, offered for choice (API document: Speech, styles). The words go to the service as they are. */
export const stylePresets: readonly string[] = [
  "Calm and clear, like a good teacher reading aloud.",
  "Gentle and warm, slowly.",
  "Lively and cheerful.",
  "Serious, like a news presenter.",
  "Whispering, close to the microphone.",
  "Fast and energetic.",
];
