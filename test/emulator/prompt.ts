// A prompt as the service reads it: tools, system, messages with their calls, results and reasoning, in that order. What
// it counts and what its cache compares are the same pieces.
import { createHash } from "node:crypto";
import { isObject, type JsonObject } from "./json.ts";
import { estimateTokens } from "./tokens.ts";

/** The smallest thing that is the same as before or not: a definition list, a message's head, one block of its content. */
export interface PromptPart {
  /** The same for two prompts that are the same up to and with this part, byte for byte. */
  chain: string;
  tokens: number;
}

/** All that a request asks the model to read. */
export interface Prompt {
  parts: PromptPart[];
  /** Media included. */
  tokens: number;
  media: { image: number; audio: number; video: number };
}

/** What media count, whatever their size. */
const mediaTokens = { image: 1000, audio: 500, video: 4000 };
const mediaOf: { [type: string]: keyof typeof mediaTokens } = {
  image: "image",
  image_url: "image",
  input_audio: "audio",
  video_url: "video",
};
/** What a message costs beside what it says. */
const messageTokens = 4;

const count = (value: unknown) => (typeof value === "string" ? estimateTokens(value) : 0);

function callTokens(calls: unknown): number {
  if (!Array.isArray(calls)) return 0;
  return calls.reduce((sum: number, call) => {
    const { name = "", arguments: json = "" } = isObject(call) && isObject(call.function) ? call.function : {};
    return sum + estimateTokens(`${name}${json}`);
  }, 0);
}

function blockTokens(block: unknown): number {
  if (typeof block === "string") return estimateTokens(block);
  if (!isObject(block)) return 0;
  const media = mediaOf[String(block.type)];
  if (media) return mediaTokens[media];
  if (block.type === "tool_use") return estimateTokens(`${block.name}${JSON.stringify(block.input)}`);
  if (block.type === "tool_result")
    return blocksOf(block.content).reduce((sum: number, each) => sum + blockTokens(each), 0);
  return count(block.text) + count(block.thinking);
}

function blocksOf(content: unknown): unknown[] {
  if (content === undefined || content === null) return [];
  return Array.isArray(content) ? content : [content];
}

function countMedia(blocks: readonly unknown[], into: Prompt["media"]): void {
  for (const block of blocks) {
    if (!isObject(block)) continue;
    const media = mediaOf[String(block.type)];
    if (media) into[media] += mediaTokens[media];
    if (block.type === "tool_result") countMedia(blocksOf(block.content), into);
  }
}

/** Reads a body of either protocol; what is malformed counts nothing. */
export function readPrompt(body: JsonObject): Prompt {
  const prompt: Prompt = { parts: [], tokens: 0, media: { image: 0, audio: 0, video: 0 } };
  let chain = "";
  const add = (value: unknown, tokens: number) => {
    chain = createHash("sha1")
      .update(`${chain}\0${JSON.stringify(value)}`)
      .digest("base64");
    prompt.parts.push({ chain, tokens });
    prompt.tokens += tokens;
  };
  if (Array.isArray(body.tools)) add(body.tools, estimateTokens(JSON.stringify(body.tools)));
  const system = blocksOf(body.system);
  if (system.length > 0) add("system", messageTokens);
  for (const block of system) add(block, blockTokens(block));
  for (const message of Array.isArray(body.messages) ? body.messages : []) {
    if (!isObject(message)) continue;
    const { content, ...head } = message;
    add(head, messageTokens + count(head.reasoning_content) + callTokens(head.tool_calls));
    const blocks = blocksOf(content);
    countMedia(blocks, prompt.media);
    for (const block of blocks) add(block, blockTokens(block));
  }
  return prompt;
}
