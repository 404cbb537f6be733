// Speech through the one port to the service: text in, samples out. Whether a model streams is the model table's affair.

import type { LanguageModel, ModelRequest } from "../model/languageModel.ts";
import { ModelError } from "../model/modelError.ts";
import { findModel } from "../model/modelTable.ts";
import type { Usage } from "../model/streamEvent.ts";
import { decodeBase64, joinSamples, PcmDecoder } from "./pcm.ts";
import { presetIdFor, type Voice, voiceKey } from "./voices.ts";
import { decodeWav } from "./wav.ts";

/** One part to speak. */
export interface SpeechRequest {
  /** Speakable text: see `speakableParts`. */
  readonly text: string;
  readonly voice: Voice;
  /** How to speak, in plain words; empty for the voice's own way. */
  readonly style: string;
  /** Preset voices alone can sing; ignored for the others. */
  readonly singing: boolean;
  /** The model for preset voices; the others have one of their own. */
  readonly model: string;
}

export type SpeechEvent =
  /** 24 kHz mono. */
  | { readonly type: "samples"; readonly samples: Int16Array }
  | { readonly type: "usage"; readonly usage: Usage }
  /** What a designed voice really said. */
  | { readonly type: "text"; readonly text: string };

/** Turns text into sound. */
export interface SpeechModel {
  /** Yields samples in order as they come, then ends. Throws and aborts as `LanguageModel.stream` does. */
  speak(request: SpeechRequest, signal: AbortSignal): AsyncIterable<SpeechEvent>;
  /** The whole part as an MP3 file. */
  speakMp3(request: SpeechRequest, signal: AbortSignal): Promise<Uint8Array>;
}

const designModel = "mimo-v2.5-tts-voicedesign";
const cloneModel = "mimo-v2.5-tts-voiceclone";

/** The speech models behind `model`. */
export function createSpeechModel(model: LanguageModel): SpeechModel {
  return {
    async *speak(request, signal) {
      const id = speechModelId(request);
      const streams = findModel(id)?.streamsSpeech !== false;
      const encoded = await encodeSpeech(request, streams ? "pcm16" : "wav");
      signal.throwIfAborted();
      const events = model.stream(encoded, signal);
      yield* streams ? decodePcm(events) : decodeWhole(events);
    },
    async speakMp3(request, signal) {
      const chunks: Uint8Array[] = [];
      for await (const event of model.stream(await encodeSpeech(request, "mp3"), signal)) {
        if (event.type === "audio-delta") chunks.push(decodeAudio(event.data));
      }
      return joinBytes(chunks);
    },
  };
}

/** The model that speaks with the request's voice. */
export function speechModelId(request: Pick<SpeechRequest, "voice" | "model">): string {
  if (request.voice.kind === "design") return designModel;
  return request.voice.kind === "clone" ? cloneModel : request.model;
}

/** What tells one sound from another: the same key need not be paid for twice. */
export function speechKey(request: SpeechRequest): string {
  const { text, voice, style, singing } = request;
  return JSON.stringify([speechModelId(request), voiceKey(voice), style.trim(), sings(request) && singing, text]);
}

function sings({ voice, singing }: SpeechRequest): boolean {
  return singing && voice.kind === "preset";
}

/**
 * Style goes into the user message and the text into an assistant message; singing is asked for by a tag in front of the text
 * (API document: Speech). A designed voice is described in the user message, so a style is added to the description.
 */
async function encodeSpeech(request: SpeechRequest, format: "pcm16" | "wav" | "mp3"): Promise<ModelRequest> {
  const { text, voice } = request;
  const style = request.style.trim();
  const user = voice.kind === "design" ? [voice.description, style].filter((line) => line !== "").join("\n") : style;
  const tag = /\p{Script=Han}/u.test(text) ? "(唱歌)" : "(singing)";
  const spoken = sings(request) ? tag + text : text;
  return {
    model: speechModelId(request),
    messages: [
      ...(user === "" ? [] : [{ role: "user", content: [{ type: "text", text: user }] } as const]),
      { role: "assistant", content: [{ type: "text", text: spoken }] },
    ],
    audio: { format, voice: await encodeVoice(request) },
  };
}

async function encodeVoice({ voice, model }: SpeechRequest): Promise<string | undefined> {
  switch (voice.kind) {
    case "preset":
      return presetIdFor(model, voice.id);
    case "design":
      return undefined;
    case "clone":
      return `data:${voice.mimeType};base64,${await voice.readSample()}`;
  }
}

async function* decodePcm(events: ReturnType<LanguageModel["stream"]>): AsyncIterable<SpeechEvent> {
  const decoder = new PcmDecoder();
  for await (const event of events) {
    if (event.type === "audio-delta") {
      const samples = decoder.push(decodeAudio(event.data));
      if (samples.length > 0) yield { type: "samples", samples };
    } else if (event.type === "usage") yield event;
  }
}

async function* decodeWhole(events: ReturnType<LanguageModel["stream"]>): AsyncIterable<SpeechEvent> {
  const chunks: Uint8Array[] = [];
  for await (const event of events) {
    if (event.type === "audio-delta") chunks.push(decodeAudio(event.data));
    else if (event.type === "usage") yield event;
    else if (event.type === "audio-text") yield { type: "text", text: event.text };
  }
  if (chunks.length === 0) return;
  const samples = decodeWav(joinBytes(chunks));
  if (!samples) throw malformed("The sound is no WAV file.");
  if (samples.length > 0) yield { type: "samples", samples: joinSamples([samples]) };
}

function decodeAudio(data: string): Uint8Array {
  try {
    return decodeBase64(data);
  } catch (cause) {
    throw malformed("The sound is not base64.", cause);
  }
}

function malformed(message: string, cause?: unknown): ModelError {
  return new ModelError("malformed-response", { message, replyStarted: true, cause });
}

/** Bytes one after the other. */
export function joinBytes(pieces: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}
