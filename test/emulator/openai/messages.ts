// Checks the messages of the OpenAI protocol and reads them into turns.
// API document, "OpenAI protocol" and "Replaying reasoning".
import { ApiError, paramError } from "../apiError.ts";
import { type Turn, turn } from "../chatRequest.ts";
import { isObject, type JsonObject } from "../json.ts";
import type { Model } from "../models.ts";
import { checkInput, checkMediaUrl, checkNumber, checkToolName } from "../parameters.ts";
import { reasoningMissing } from "../replay.ts";

function textPart(part: JsonObject, where: string): string {
  if (typeof part.text !== "string") throw paramError(`${where}.text must be a string`);
  return part.text;
}

function readMedia(part: JsonObject, model: Model, into: Turn, where: string): void {
  const { type } = part;
  if (type === "image_url") {
    checkInput(model, "image");
    checkMediaUrl("image", isObject(part.image_url) ? part.image_url.url : undefined, `${where}.image_url.url`);
    into.media.image++;
  } else if (type === "input_audio") {
    checkInput(model, "audio");
    checkMediaUrl("audio", isObject(part.input_audio) ? part.input_audio.data : undefined, `${where}.input_audio.data`);
    into.media.audio++;
  } else if (type === "video_url") {
    checkInput(model, "video");
    checkMediaUrl("video", isObject(part.video_url) ? part.video_url.url : undefined, `${where}.video_url.url`);
    checkNumber(part, "fps", 0.1, 10);
    const { media_resolution: resolution } = part;
    if (resolution !== undefined && resolution !== "default" && resolution !== "max")
      throw paramError(`${where}.media_resolution must be default or max`);
    into.media.video++;
  } else throw paramError(`${where}.type ${JSON.stringify(type)} is not supported`);
}

function readContent(message: JsonObject, model: Model, into: Turn, where: string): void {
  const { content } = message;
  if (typeof content === "string") {
    into.texts.push(content);
    return;
  }
  if (!Array.isArray(content)) throw paramError(`${where}.content must be a string or an array`);
  if (content.length === 0) throw paramError(`${where}.content must not be empty`);
  for (const [index, part] of content.entries()) {
    const at = `${where}.content[${index}]`;
    if (!isObject(part)) throw paramError(`${at} must be an object`);
    if (part.type === "text") into.texts.push(textPart(part, at));
    // Tool messages are text only: an image there is a 400. So are system and assistant messages by the schema.
    else if (into.role !== "user") throw paramError(`${at}: a ${into.role} message takes text only`);
    else readMedia(part, model, into, at);
  }
}

function readToolCalls(message: JsonObject, into: Turn, where: string): void {
  const { tool_calls: calls } = message;
  if (calls === undefined || calls === null) return;
  if (!Array.isArray(calls)) throw paramError(`${where}.tool_calls must be an array`);
  for (const [index, call] of calls.entries()) {
    const at = `${where}.tool_calls[${index}]`;
    if (!isObject(call) || call.type !== "function" || !isObject(call.function))
      throw paramError(`${at} must be a function call`);
    if (typeof call.id !== "string" || call.id === "") throw paramError(`${at}.id is required`);
    if (typeof call.function.arguments !== "string") throw paramError(`${at}.function.arguments must be a string`);
    const name = checkToolName(call.function.name, `${at}.function.name`);
    into.toolCalls.push({ id: call.id, name, arguments: call.function.arguments });
  }
}

function readAssistant(message: JsonObject, model: Model, thinking: boolean, into: Turn, where: string): void {
  readToolCalls(message, into, where);
  // "`content` of such a message must be a string, never null."
  if (into.toolCalls.length > 0 && typeof message.content !== "string")
    throw paramError(`${where}.content must be a string, never null, in a message with tool_calls`);
  readContent(message, model, into, where);
  const { reasoning_content: reasoning } = message;
  if (reasoning !== undefined && reasoning !== null && typeof reasoning !== "string")
    throw paramError(`${where}.reasoning_content must be a string`);
  into.reasoning = reasoning ?? "";
  // "Where it was never stored, send a single space": so an empty string is as good as none.
  if (thinking && into.toolCalls.length > 0 && !reasoning) throw new ApiError(400, reasoningMissing, where);
}

function readMessage(message: unknown, model: Model, thinking: boolean, where: string): Turn {
  if (!isObject(message)) throw paramError(`${where} must be an object`);
  const { role } = message;
  if (role === "system" || role === "developer" || role === "user") {
    const into = turn(role === "user" ? "user" : "system");
    readContent(message, model, into, where);
    return into;
  }
  if (role === "assistant") {
    const into = turn("assistant");
    readAssistant(message, model, thinking, into, where);
    return into;
  }
  if (role === "tool") {
    const into = turn("tool");
    if (typeof message.tool_call_id !== "string") throw paramError(`${where}.tool_call_id is required`);
    into.answers = message.tool_call_id;
    readContent(message, model, into, where);
    return into;
  }
  throw paramError(`${where}.role ${JSON.stringify(role)} is not supported`);
}

/** The messages of a chat request as turns. */
export function readMessages(body: JsonObject, model: Model, thinking: boolean): Turn[] {
  if (!Array.isArray(body.messages) || body.messages.length === 0)
    throw paramError("messages must be a non-empty array");
  return body.messages.map((message, index) => readMessage(message, model, thinking, `messages[${index}]`));
}
