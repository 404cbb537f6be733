// Judges a request to a speech model. API document, "Speech".
import { paramError } from "../apiError.ts";
import type { Turn } from "../chatRequest.ts";
import { isObject, type JsonObject } from "../json.ts";
import type { Model } from "../models.ts";
import { readMessages } from "../openai/messages.ts";
import { checkSampling, readIncludeUsage } from "../openai/readRequest.ts";
import type { ResolvedOptions } from "../options.ts";
import { checkBoolean, checkContext } from "../parameters.ts";
import { type Prompt, readPrompt } from "../prompt.ts";

/** A sound format; `pcm` and `pcm16` are the same. */
export type AudioFormat = "wav" | "mp3" | "pcm16";

/** A valid request for speech. */
export interface SpeechRequest {
  model: Model;
  turns: Turn[];
  prompt: Prompt;
  /** The text to speak, tags included. */
  text: string;
  /** A built-in voice, or what designs or clones one. */
  voice: string;
  format: AudioFormat;
  stream: boolean;
  includeUsage: boolean;
  /** The text that the service settled on, with `optimize_text_preview`. */
  finalText?: string;
}

/** API document: the built-in voices of each model. */
export const voices: { [model: string]: readonly string[] } = {
  "mimo-v2.5-tts": ["mimo_default", "冰糖", "茉莉", "苏打", "白桦", "Mia", "Chloe", "Milo", "Dean"],
  "mimo-v2-tts": ["mimo_default", "default_en", "default_zh"],
};

const cloneLimit = 10 * 1024 * 1024;

function readFormat(audio: JsonObject, stream: boolean): AudioFormat {
  // Platform schema: "wav, or pcm when you set stream: true".
  const format = audio.format ?? (stream ? "pcm" : "wav");
  if (format !== "wav" && format !== "mp3" && format !== "pcm" && format !== "pcm16")
    throw paramError("audio.format must be wav, mp3, pcm or pcm16");
  if (stream && (format === "wav" || format === "mp3"))
    throw paramError("audio.format must be pcm16 with stream: true");
  return format === "pcm" ? "pcm16" : format;
}

function readVoice(audio: JsonObject, model: Model): string {
  const { voice } = audio;
  if (model.speech === "design") {
    if (voice !== undefined) throw paramError(`audio.voice is not supported by ${model.id}`);
    return "";
  }
  if (model.speech === "preset") {
    const known = voices[model.id] ?? [];
    const chosen = voice ?? "mimo_default";
    if (typeof chosen !== "string" || !known.includes(chosen))
      throw paramError(`audio.voice must be one of ${known.join(", ")}`);
    return chosen;
  }
  const match = typeof voice === "string" ? /^data:audio\/(mpeg|wav);base64,/.exec(voice.slice(0, 40)) : null;
  if (typeof voice !== "string" || !match)
    throw paramError("audio.voice must be a data URL of type audio/mpeg or audio/wav");
  const data = voice.slice(match[0].length);
  if (data.length > cloneLimit) throw paramError("audio.voice exceeds 10 MB of base64");
  if (data === "" || data.length % 4 === 1 || /[^A-Za-z0-9+/=]/.test(data.slice(0, 1000)))
    throw paramError("audio.voice is corrupted or cannot be processed");
  return data.slice(0, 200);
}

const textOf = (turns: Turn[], role: Turn["role"]) => turns.findLast((turn) => turn.role === role)?.texts.join("\n");

function readText(audio: JsonObject, model: Model, turns: Turn[]): Pick<SpeechRequest, "text" | "finalText"> {
  const text = textOf(turns, "assistant")?.trim();
  const description = textOf(turns, "user")?.trim();
  const optimize = checkBoolean(audio, "optimize_text_preview");
  if (optimize && model.speech !== "design")
    throw paramError(`audio.optimize_text_preview is not supported by ${model.id}`);
  if (model.speech === "design" && !description)
    throw paramError("a user message that describes the voice is required");
  if (!text && !optimize) throw paramError("an assistant message with the text to speak is required");
  const finalText = optimize ? text || "This is how I sound." : undefined;
  return { text: finalText ?? text ?? "", finalText };
}

/** The request for speech; throws the documented error if anything is wrong with it. */
export function readSpeechRequest(body: JsonObject, model: Model, options: ResolvedOptions): SpeechRequest {
  checkSampling(body, model);
  for (const name of ["thinking", "tools", "tool_choice", "response_format"])
    if (body[name] !== undefined) throw paramError(`${name} is not supported by ${model.id}`);
  const turns = readMessages(body, model, false);
  if (turns.some((turn) => turn.role === "tool" || turn.toolCalls.length > 0))
    throw paramError(`${model.id} does not support tools`);
  const audio = body.audio ?? {};
  if (!isObject(audio)) throw paramError("audio must be an object");
  const stream = checkBoolean(body, "stream");
  if (stream && model.id !== "mimo-v2.5-tts") throw paramError(`stream is not supported by ${model.id}`);
  const includeUsage = readIncludeUsage(body, stream);
  const request = {
    model,
    turns,
    prompt: readPrompt(body),
    stream,
    includeUsage,
    format: readFormat(audio, stream),
    ...readText(audio, model, turns),
  };
  const voice = readVoice(audio, model) || (textOf(turns, "user") ?? "");
  checkContext({ protocol: "openai", thinking: false, toolNames: [], jsonMode: false, stop: [], ...request }, options);
  return { ...request, voice };
}
