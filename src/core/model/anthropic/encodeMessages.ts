// Messages on the Anthropic wire, where user and assistant take turns and content is always blocks.

import { parseJson } from "../../util/parseJson.ts";
import { callName } from "../callName.ts";
import { completeToolTurns } from "../completeToolTurns.ts";
import type {
  AssistantMessage,
  ImagePart,
  ModelMessage,
  TextPart,
  ToolCallPart,
  ToolResultPart,
} from "../languageModel.ts";
import { unreadMedia } from "../refusal.ts";

interface Turn {
  readonly role: "user" | "assistant";
  content: object[];
}

/** What stands in for reasoning that was never stored; see the OpenAI wire. The service applies the same rule here. */
const noReasoning = { type: "thinking", thinking: " " };

/**
 * All messages. Tool results are user content, so neighbours of one role are merged, results first; a message without content is left out, since an
 * empty block is refused. With `replayReasoning` every assistant turn that calls tools opens with a thinking block.
 */
export function encodeMessages(messages: readonly ModelMessage[], replayReasoning: boolean): object[] {
  const turns: Turn[] = [];
  for (const message of completeToolTurns(messages)) {
    const content = encodeContent(message, replayReasoning);
    if (content.length === 0) continue;
    const role = message.role === "assistant" ? "assistant" : "user";
    const last = turns.at(-1);
    if (last?.role === role) last.content = [...last.content, ...content];
    else turns.push({ role, content });
  }
  return turns;
}

function encodeContent(message: ModelMessage, replayReasoning: boolean): object[] {
  switch (message.role) {
    case "assistant":
      return encodeAssistant(message, replayReasoning);
    case "tool":
      return message.content.map(encodeToolResult);
    case "user":
      return message.content.flatMap((part) => (part.type === "text" || part.type === "image" ? encodePart(part) : []));
  }
}

function encodePart(part: TextPart | ImagePart): object[] {
  if (part.type === "text") return part.text === "" ? [] : [{ type: "text", text: part.text }];
  const { source } = part;
  if (source.type === "stored") throw unreadMedia(source.name);
  return [
    {
      type: "image",
      source:
        source.type === "url"
          ? { type: "url", url: source.url }
          : { type: "base64", media_type: source.mimeType, data: source.data },
    },
  ];
}

/** Thinking blocks first, signed or not (API document: Anthropic protocol); the rest keeps its order. */
function encodeAssistant({ content }: AssistantMessage, replayReasoning: boolean): object[] {
  const thinking: object[] = [];
  const rest: object[] = [];
  let calls = false;
  for (const part of content) {
    if (part.type === "text") rest.push(...encodePart(part));
    else if (part.type === "reasoning") {
      thinking.push({
        type: "thinking",
        thinking: part.text,
        ...(part.signature !== undefined && { signature: part.signature }),
      });
    } else {
      calls = true;
      rest.push({ type: "tool_use", id: part.id, name: callName(part.name), input: parseInput(part) });
    }
  }
  if (thinking.length === 0 && calls && replayReasoning) thinking.push(noReasoning);
  return [...thinking, ...rest];
}

/**
 * `input` must be an object, while a model's arguments may be anything: what is not an object is wrapped, so that the model still sees what it
 * wrote and the tool's error makes sense to it.
 */
function parseInput({ arguments: json }: ToolCallPart): object {
  if (json.trim() === "") return {};
  const input = parseJson(json);
  if (input === undefined) return { invalid_json: json };
  return typeof input === "object" && input !== null && !Array.isArray(input) ? input : { invalid_input: input };
}

function encodeToolResult({ toolCallId, content, isError }: ToolResultPart): object {
  return {
    type: "tool_result",
    tool_use_id: toolCallId,
    content: content.flatMap(encodePart),
    ...(isError !== undefined && { is_error: isError }),
  };
}
