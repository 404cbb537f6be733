// `mimo.speech.*` as one typed value.

import type { CodeReading } from "../../core/speech/text/speakable.ts";
import type { SettingSource } from "./settingSource.ts";

/** See package.json for what each means. */
export interface SpeechSettings {
  /** `auto`, the name of a voice of the service's, or the id of one the person made. */
  readonly voice: string;
  readonly style: string;
  readonly model: string;
  readonly singing: boolean;
  readonly code: CodeReading;
  readonly tags: boolean;
  readonly readReplies: boolean;
}

/** Reads them as they are now. */
export function readSpeechSettings(source: SettingSource): SpeechSettings {
  return {
    voice: source.get<string>("speech.voice", "auto").trim(),
    style: source.get<string>("speech.style", ""),
    model: source.get<string>("speech.model", "").trim() || "mimo-v2.5-tts",
    singing: source.get<boolean>("speech.singing", false),
    code: source.get<CodeReading>("speech.code", "read"),
    tags: source.get<boolean>("speech.tags", false),
    readReplies: source.get<boolean>("speech.readReplies", false),
  };
}
