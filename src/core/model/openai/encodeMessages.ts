// Messages on the OpenAI wire.

import { callName } from "../callName.ts";
import { completeToolTurns } from "../completeToolTurns.ts";
import type {
  AssistantMessage,
  ImagePart,
  MediaSource,
  ModelMessage,
  TextPart,
  ToolMessage,
  ToolResultPart,
  UserPart,
} from "../languageModel.ts";
import { unreadMedia } from "../refusal.ts";

/** What stands in for reasoning that was never stored, because another model wrote the turn (API document: Replaying reasoning). */
const noReasoning = " ";

/**
 * The system prompt and all messages. With `replayReasoning` every assistant message that calls tools carries
 * `reasoning_content`, without which the service answers 400. Images in tool results follow in a user message: tool
 * messages are text only. Of the same message the same objects come each time.
 */
export function encodeMessages(
  system: string | undefined,
  messages: readonly ModelMessage[],
  replayReasoning: boolean,
): object[] {
  const encoded: object[] = system ? [{ role: "system", content: system }] : [];
  let images: object[] = [];
  const flushImages = () => {
    if (images.length > 0) encoded.push({ role: "user", content: images });
    images = [];
  };
  const known = replayReasoning ? replayed : unreplayed;
  for (const message of completeToolTurns(messages)) {
    if (message.role !== "tool") flushImages();
    const one = known.get(message) ?? encodeMessage(message, replayReasoning);
    known.set(message, one);
    encoded.push(...one);
    if (message.role === "tool") images.push(...encodeToolImages(message));
  }
  flushImages();
  return encoded;
}

/** What messages became, with replayed reasoning and without: requests repeat what was sent before. */
const replayed = new WeakMap<ModelMessage, readonly object[]>();
const unreplayed = new WeakMap<ModelMessage, readonly object[]>();

/** Without the images of results. */
function encodeMessage(message: ModelMessage, replayReasoning: boolean): readonly object[] {
  if (message.role === "tool") return message.content.map(encodeToolResult);
  if (message.role === "user") return [{ role: "user", content: encodeUserContent(message.content) }];
  return message.content.length > 0 ? [encodeAssistant(message, replayReasoning)] : [];
}

function encodeUserContent(content: readonly UserPart[]): string | object[] {
  const [only] = content;
  if (only === undefined) return "";
  return content.length === 1 && only.type === "text" ? only.text : content.map(encodePart);
}

function encodePart(part: UserPart): object {
  switch (part.type) {
    case "text":
      return { type: "text", text: part.text };
    case "image":
      return { type: "image_url", image_url: { url: encodeSource(part.source) } };
    case "audio":
      return { type: "input_audio", input_audio: { data: encodeSource(part.source) } };
    case "video":
      return {
        type: "video_url",
        video_url: { url: encodeSource(part.source) },
        ...(part.fps !== undefined && { fps: part.fps }),
        ...(part.mediaResolution !== undefined && { media_resolution: part.mediaResolution }),
      };
  }
}

function encodeSource(source: MediaSource): string {
  if (source.type === "stored") throw unreadMedia(source.name);
  return source.type === "url" ? source.url : `data:${source.mimeType};base64,${source.data}`;
}

/** `content` is a string always: the service refuses null, and a message that only calls tools has the empty one. */
function encodeAssistant({ content }: AssistantMessage, replayReasoning: boolean): object {
  const text = joined(content, "text");
  const reasoning = joined(content, "reasoning");
  const calls = content.flatMap((part) =>
    part.type === "tool-call"
      ? [{ id: part.id, type: "function", function: { name: callName(part.name), arguments: part.arguments } }]
      : [],
  );
  const reasoningContent = reasoning || (replayReasoning && calls.length > 0 ? noReasoning : undefined);
  return {
    role: "assistant",
    content: text,
    ...(reasoningContent !== undefined && { reasoning_content: reasoningContent }),
    ...(calls.length > 0 && { tool_calls: calls }),
  };
}

/** This wire has no mark for a failed call, so the text says it. */
function encodeToolResult({ toolCallId, content, isError }: ToolResultPart): object {
  const texts = content.filter((part) => part.type === "text").map((part: TextPart) => part.text);
  const images = content.length - texts.length;
  if (texts.length === 0 && images > 0)
    texts.push(`[${images === 1 ? "an image" : `${images} images`}, see the next message]`);
  const text = texts.join("\n");
  return {
    role: "tool",
    tool_call_id: toolCallId,
    content: isError && !/^error/i.test(text) ? `Error: ${text}` : text,
  };
}

function encodeToolImages(message: ToolMessage): object[] {
  return message.content.flatMap(({ toolCallId, content }) => {
    const images = content.filter((part): part is ImagePart => part.type === "image");
    if (images.length === 0) return [];
    return [{ type: "text", text: `Result of tool call ${toolCallId}:` }, ...images.map(encodePart)];
  });
}

/** The texts of one kind as one: a blank line stands for what came between two of them. */
function joined(content: AssistantMessage["content"], type: "text" | "reasoning"): string {
  let text = "";
  for (const [index, part] of content.entries()) {
    if (part.type !== type) continue;
    const isApart = text !== "" && content[index - 1]?.type !== type;
    text += isApart ? `\n\n${part.text}` : part.text;
  }
  return text;
}
