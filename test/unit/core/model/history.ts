// A conversation with everything that is hard to replay.
import type { MediaSource, ModelMessage } from "../../../../src/core/model/languageModel.ts";

export const pixel: MediaSource = { type: "base64", mimeType: "image/png", data: "iVBOR" };

export const history: readonly ModelMessage[] = [
  { role: "user", content: [{ type: "text", text: "Compare a.png and b.png" }] },
  {
    role: "assistant",
    content: [
      { type: "reasoning", text: "I must read both.", signature: "sealed" },
      { type: "tool-call", id: "c1", name: "read", arguments: '{"path":"a.png"}' },
      { type: "tool-call", id: "c2", name: "read", arguments: "{broken" },
    ],
  },
  { role: "tool", content: [{ type: "tool-result", toolCallId: "c1", content: [{ type: "image", source: pixel }] }] },
  {
    role: "tool",
    content: [
      { type: "tool-result", toolCallId: "c2", content: [{ type: "text", text: "no such file" }], isError: true },
    ],
  },
  {
    role: "assistant",
    content: [
      { type: "text", text: "Only one exists." },
      { type: "tool-call", id: "c3", name: "list", arguments: "" },
    ],
  },
  // The turn was stopped here: c3 has no result.
  { role: "user", content: [{ type: "text", text: "Go on" }] },
  {
    role: "assistant",
    content: [
      { type: "reasoning", text: "Short." },
      { type: "text", text: "Done." },
    ],
  },
];
