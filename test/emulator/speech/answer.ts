// Answers a request for speech, as one object or as a stream of sound. API document, "Speech".
import { createHash } from "node:crypto";
import { deliverRaw, deliverReply, type Exchange } from "../chat.ts";
import type { ChatRequest } from "../chatRequest.ts";
import { faultOf } from "../fault.ts";
import type { JsonObject } from "../json.ts";
import { chunkBuilder, type Envelope, usageObject } from "../openai/frames.ts";
import { replyFromScript } from "../reply.ts";
import type { FinishReason, WireOptions } from "../script.ts";
import type { Frame } from "../sse.ts";
import { encodeAudio, pcmBytes } from "./formats.ts";
import type { SpeechRequest } from "./readRequest.ts";
import { synthesize } from "./synthesize.ts";

/** Bytes of each piece in turn, about 0.1 s. Odd ones end in the middle of a sample, as the API document warns. */
const pieceBytes = [4801, 4800, 4799, 4803];

interface Sound {
  id: string;
  data: string;
}

const audioObject = ({ id, data }: Sound): JsonObject => ({ id, data, expires_at: null, transcript: null });

function* soundFrames(
  pcm: Buffer,
  request: SpeechRequest,
  envelope: Envelope,
  wire: WireOptions,
  finish: FinishReason,
): Generator<Frame> {
  const chunk = chunkBuilder(envelope, wire);
  yield chunk("meta", { role: "assistant", content: "", audio: null }, null, null);
  let at = 0;
  for (let index = 0; at < pcm.length; index++) {
    const size = pieceBytes[index % pieceBytes.length] ?? 4800;
    const data = pcm.subarray(at, at + size).toString("base64");
    yield chunk("content", { audio: audioObject({ id: envelope.id, data }) }, null, null);
    // "`delta.audio` may be null."
    if (index % 5 === 2) yield chunk("meta", { content: "", audio: null }, null, null);
    at += size;
  }
  const last = request.finalText === undefined ? {} : { final_text_preview: request.finalText };
  yield chunk("finish", { content: "", audio: null, ...last }, finish, null);
  if (request.includeUsage) yield chunk("end", undefined, null, usageObject(envelope.usage));
  yield { part: "end", data: "[DONE]" };
}

/** Answers a valid request for speech. */
export async function answerSpeech(request: SpeechRequest, exchange: Exchange): Promise<void> {
  const { options, record, owner, meter, faults } = exchange;
  const script = exchange.takeScript();
  record.scripted = script !== undefined;
  if (script?.raw !== undefined) return deliverRaw(exchange, script, request.stream);
  const pcm = script?.audio ? Buffer.from(script.audio, "base64") : pcmBytes(synthesize(request.text, request.voice));
  const id = createHash("md5").update(`mimo-emulator ${record.id}`).digest("hex");
  const chat: ChatRequest = {
    protocol: "openai",
    thinking: false,
    toolNames: [],
    jsonMode: false,
    stop: [],
    ...request,
  };
  // About 25 tokens a second of sound.
  const completionTokens = Math.ceil(pcm.length / 2 / 960);
  const usage = meter.measure(owner, chat, replyFromScript({}, id), { completionTokens, ...script?.usage });
  const envelope: Envelope = { id, created: Math.floor(options.now() / 1000), request: chat, usage };
  const finish = faultOf(faults, "finish")?.reason ?? script?.finish ?? "stop";
  const wire = { ...faultOf(faults, "wire")?.wire, ...script?.wire };
  const object = () => ({
    id,
    object: "chat.completion",
    created: envelope.created,
    model: request.model.id,
    choices: [
      {
        finish_reason: finish,
        index: 0,
        message: {
          role: "assistant",
          content: "",
          tool_calls: null,
          audio: audioObject({ id, data: encodeAudio(pcm, request.format).toString("base64") }),
          ...(request.finalText !== undefined && { final_text_preview: request.finalText }),
        },
      },
    ],
    usage: usageObject(usage),
  });
  const frames = request.stream ? soundFrames(pcm, request, envelope, wire, finish) : undefined;
  const delayMs = script?.delayMs ?? options.pieceDelayMs;
  await deliverReply(exchange, { frames, object, protocol: "openai", wire, delayMs });
}
