// Words for what goes wrong with speech; what the service refuses is described where every such error is.

import { ModelError } from "../../core/model/modelError.ts";
import { SpeechError, type SpeechErrorReason } from "../../core/speech/speechError.ts";
import type { SampleProblem } from "../../core/speech/voiceSample.ts";
import { assertNever } from "../../core/util/assertNever.ts";
import { describeError, type ErrorContext, type Translate } from "./describeError.ts";

/** What the button of the player does. */
export type SpeechAction = "retry" | "set-key" | "select-voice" | "open-console" | "show-log";

export interface SpeechDescription {
  readonly text: string;
  readonly label: string;
  readonly action: SpeechAction;
}

/** A sentence and the one button that helps most. */
export function describeSpeechError(error: unknown, context: ErrorContext, t: Translate): SpeechDescription {
  if (error instanceof SpeechError) return describeReason(error.reason, t);
  if (!ModelError.is(error)) {
    return { text: t("Reading aloud failed."), label: t("Show Log"), action: "show-log" };
  }
  const { text } = describeError(error, context, t);
  switch (error.reason) {
    case "missing-key":
    case "unauthorized":
    case "forbidden":
      return { text, label: t("Set API Key"), action: "set-key" };
    case "insufficient-balance":
      return { text, label: t("Open Console"), action: "open-console" };
    case "incomplete-response":
      return { text: t("The speech broke off."), label: t("Go On"), action: "retry" };
    default:
      return { text, label: t("Try Again"), action: "retry" };
  }
}

function describeReason(reason: SpeechErrorReason, t: Translate): SpeechDescription {
  const selectVoice = { label: t("Select Voice"), action: "select-voice" } as const;
  switch (reason) {
    case "unknown-voice":
      return { text: t("No voice has the name in the setting mimo.speech.voice."), ...selectVoice };
    case "missing-sample":
      return { text: t("The recording of this voice is gone."), ...selectVoice };
    case "silence":
      return { text: t("MiMo sent no sound for this sentence."), label: t("Try Again"), action: "retry" };
    default:
      return assertNever(reason);
  }
}

/** Why a file cannot become a voice. */
export function describeSampleProblem(problem: SampleProblem, t: Translate): string {
  switch (problem) {
    case "empty":
      return t("This file is empty.");
    case "too-large":
      return t("This recording is too large: at most 7.5 MB can be sent.");
    case "not-audio":
      return t("This file is neither WAV nor MP3.");
    case "silent":
      return t("This recording is silent.");
    default:
      return assertNever(problem);
  }
}
