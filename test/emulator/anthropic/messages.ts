// Checks the messages of the Anthropic protocol and reads them into turns. API document, "Anthropic protocol".
import { ApiError, paramError } from "../apiError.ts";
import { type Turn, turn } from "../chatRequest.ts";
import { isObject, type JsonObject } from "../json.ts";
import type { Model } from "../models.ts";
import { checkInput, checkMedia, checkMediaUrl, checkToolName } from "../parameters.ts";
import { reasoningMissing } from "../replay.ts";

function readText(block: JsonObject, where: string): string {
  if (typeof block.text !== "string" || block.text === "") throw paramError(`${where}.text must be a non-empty string`);
  return block.text;
}

function readImage(block: JsonObject, model: Model, into: Turn, where: string): void {
  checkInput(model, "image");
  const source = isObject(block.source) ? block.source : {};
  if (source.type === "base64") {
    if (typeof source.media_type !== "string" || typeof source.data !== "string")
      throw paramError(`${where}.source needs media_type and data`);
    checkMedia("image", source.media_type, source.data);
  } else if (source.type === "url") checkMediaUrl("image", source.url, `${where}.source.url`);
  else throw paramError(`${where}.source.type must be base64 or url`);
  into.media.image++;
}

/** A tool result is a turn of its own, as on the OpenAI protocol; unlike there, it may hold images. */
function readToolResult(block: JsonObject, model: Model, where: string): Turn {
  const into = turn("tool");
  if (typeof block.tool_use_id !== "string") throw paramError(`${where}.tool_use_id is required`);
  into.answers = block.tool_use_id;
  into.failed = block.is_error === true;
  const { content } = block;
  if (typeof content === "string") into.texts.push(content);
  else if (Array.isArray(content))
    for (const [index, part] of content.entries()) {
      const at = `${where}.content[${index}]`;
      if (isObject(part) && part.type === "text") into.texts.push(readText(part, at));
      else if (isObject(part) && part.type === "image") readImage(part, model, into, at);
      else throw paramError(`${at}.type must be text or image`);
    }
  else if (content !== undefined) throw paramError(`${where}.content must be a string or an array`);
  return into;
}

function readToolUse(block: JsonObject, into: Turn, where: string): void {
  if (typeof block.id !== "string" || block.id === "") throw paramError(`${where}.id is required`);
  if (!isObject(block.input)) throw paramError(`${where}.input must be an object`);
  const name = checkToolName(block.name, `${where}.name`);
  into.toolCalls.push({ id: block.id, name, arguments: JSON.stringify(block.input) });
}

function readUser(blocks: unknown[], model: Model, where: string): Turn[] {
  const into = turn("user");
  const results: Turn[] = [];
  for (const [index, block] of blocks.entries()) {
    const at = `${where}.content[${index}]`;
    if (isObject(block) && block.type === "text") into.texts.push(readText(block, at));
    else if (isObject(block) && block.type === "image") readImage(block, model, into, at);
    else if (isObject(block) && block.type === "tool_result") results.push(readToolResult(block, model, at));
    else throw paramError(`${at}.type is not supported in a user message`);
  }
  const empty = into.texts.length === 0 && into.media.image === 0;
  return empty && results.length > 0 ? results : [...results, into];
}

function readAssistant(blocks: unknown[], thinking: boolean, where: string): Turn[] {
  const into = turn("assistant");
  for (const [index, block] of blocks.entries()) {
    const at = `${where}.content[${index}]`;
    if (isObject(block) && block.type === "text") into.texts.push(readText(block, at));
    else if (isObject(block) && block.type === "tool_use") readToolUse(block, into, at);
    else if (isObject(block) && block.type === "thinking") {
      if (typeof block.thinking !== "string") throw paramError(`${at}.thinking must be a string`);
      if (block.signature !== undefined && typeof block.signature !== "string")
        throw paramError(`${at}.signature must be a string`);
      into.reasoning += block.thinking;
      into.signature ??= block.signature;
    } else throw paramError(`${at}.type is not supported in an assistant message`);
  }
  // "Send back `thinking` blocks, signed or not, first in the content."
  const first = blocks[0];
  const thought = isObject(first) && first.type === "thinking" && first.thinking !== "";
  if (thinking && into.toolCalls.length > 0 && !thought) throw new ApiError(400, reasoningMissing, where);
  return [into];
}

/** The system prompt: a string or text blocks. */
export function readSystem(system: unknown): Turn[] {
  if (system === undefined || system === null) return [];
  if (typeof system === "string") return [turn("system", [system])];
  if (!Array.isArray(system)) throw paramError("system must be a string or an array");
  const texts = system.map((block, index) => {
    if (!isObject(block) || block.type !== "text") throw paramError(`system[${index}].type must be text`);
    return readText(block, `system[${index}]`);
  });
  return [turn("system", texts)];
}

/** The messages of a request as turns, tool results as turns of role `tool`. */
export function readMessages(body: JsonObject, model: Model, thinking: boolean): Turn[] {
  if (!Array.isArray(body.messages) || body.messages.length === 0)
    throw paramError("messages must be a non-empty array");
  return body.messages.flatMap((message, index) => {
    const where = `messages[${index}]`;
    if (!isObject(message)) throw paramError(`${where} must be an object`);
    if (message.role !== "user" && message.role !== "assistant")
      throw paramError(`${where}.role must be user or assistant`);
    const { content } = message;
    if (typeof content === "string") {
      if (content === "") throw paramError(`${where}.content must not be empty`);
      return [turn(message.role, [content])];
    }
    if (!Array.isArray(content) || content.length === 0)
      throw paramError(`${where}.content must be a string or a non-empty array`);
    return message.role === "user" ? readUser(content, model, where) : readAssistant(content, thinking, where);
  });
}
