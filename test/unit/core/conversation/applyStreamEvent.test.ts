import { expect, test } from "vitest";
import { applyStreamEvent } from "../../../../src/core/conversation/applyStreamEvent.ts";
import type { AssistantTurn } from "../../../../src/core/conversation/message.ts";
import { modelMessages } from "../../../../src/core/conversation/modelMessages.ts";
import { decodeAnthropicStream } from "../../../../src/core/model/anthropic/decodeStream.ts";
import { encodeMessages } from "../../../../src/core/model/anthropic/encodeMessages.ts";
import { whole } from "../model/support.ts";

const empty: AssistantTurn = {
  id: "a",
  createdAt: 0,
  role: "assistant",
  parts: [],
  state: "streaming",
  model: "m",
  sources: [],
};

test("blocks of reasoning go back as they came, each under its own seal", async () => {
  const content = [
    { type: "thinking", thinking: "First this.", signature: "one" },
    { type: "thinking", thinking: "Then that.", signature: "two" },
    { type: "text", text: "So." },
  ];
  let turn = empty;
  const message = JSON.stringify({ type: "message", id: "m", content, stop_reason: "end_turn" });
  for await (const event of decodeAnthropicStream(whole(message))) turn = applyStreamEvent(turn, event, 0);
  expect(encodeMessages(modelMessages([turn]), true)).toEqual([{ role: "assistant", content }]);
});
