// An answer in neither wire's words, and small encoders that write it on both: the other half of the round trip.
import fc from "fast-check";

export type Piece =
  | { readonly type: "reasoning"; readonly deltas: readonly string[] }
  | { readonly type: "text"; readonly deltas: readonly string[] }
  | { readonly type: "call"; readonly id: string; readonly name: string; readonly deltas: readonly string[] };

export interface Answer {
  readonly pieces: readonly Piece[];
  readonly finish: "stop" | "length" | "tool_calls" | "content_filter" | "repetition_truncation";
  readonly input: number;
  readonly cached: number;
  readonly output: number;
}

/** How a server may write it without changing its meaning. */
export interface Style {
  readonly newline: "\n" | "\r\n" | "\r";
  readonly comments: boolean;
  readonly nulls: boolean;
  readonly space: boolean;
}

const delta = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }),
  fc.constantFrom("你好", "👩‍👩‍👧", "\n\n", '"\\', "\u2028", "data: x\n\n", "[DONE]", "𠮷"),
);
const deltas = fc.array(delta, { minLength: 1, maxLength: 5 });

export const answers: fc.Arbitrary<Answer> = fc.record({
  pieces: fc
    .tuple(
      fc.option(deltas.map((d): Piece => ({ type: "reasoning", deltas: d }))),
      fc.option(deltas.map((d): Piece => ({ type: "text", deltas: d }))),
      fc.array(fc.tuple(fc.stringMatching(/^[a-z_]{1,10}$/), fc.option(fc.jsonValue())), { maxLength: 3 }),
    )
    .map(([reasoning, text, calls]): Piece[] => [
      ...(reasoning ? [reasoning] : []),
      ...(text ? [text] : []),
      ...calls.map(([name, args], i): Piece => {
        const json = args === null ? "" : JSON.stringify({ args });
        return { type: "call", id: `call_${i}_x`, name, deltas: json.match(/.{1,7}/gsu) ?? [] };
      }),
    ]),
  finish: fc.constantFrom("stop", "length", "tool_calls", "content_filter", "repetition_truncation"),
  input: fc.nat(1000).map((n) => n + 1000),
  cached: fc.nat(1000),
  output: fc.nat(5000),
});

export const styles: fc.Arbitrary<Style> = fc.record({
  newline: fc.constantFrom("\n", "\r\n", "\r"),
  comments: fc.boolean(),
  nulls: fc.boolean(),
  space: fc.boolean(),
});

export function writeOpenAi(answer: Answer, style: Style): string {
  const empty = style.nulls ? { content: null, reasoning_content: null, tool_calls: null, annotations: null } : {};
  const chunk = (d: object, finish: string | null = null) => ({
    id: "reply",
    object: "chat.completion.chunk",
    choices: [{ index: 0, delta: { ...empty, ...d }, finish_reason: finish }],
    ...(style.nulls && { usage: null }),
  });
  const chunks: object[] = [chunk({ role: "assistant", content: "" })];
  let index = -1;
  for (const piece of answer.pieces) {
    if (piece.type === "call") {
      index++;
      chunks.push(
        chunk({
          tool_calls: [{ index, id: piece.id, type: "function", function: { name: piece.name, arguments: "" } }],
        }),
      );
      for (const d of piece.deltas) chunks.push(chunk({ tool_calls: [{ index, function: { arguments: d } }] }));
    } else {
      const field = piece.type === "reasoning" ? "reasoning_content" : "content";
      for (const d of piece.deltas) chunks.push(chunk({ [field]: d }));
    }
  }
  chunks.push(chunk({}, answer.finish));
  const usage = {
    prompt_tokens: answer.input,
    completion_tokens: answer.output,
    total_tokens: answer.input + answer.output,
    prompt_tokens_details: { cached_tokens: answer.cached },
    completion_tokens_details: null,
  };
  chunks.push({ id: "reply", choices: [], usage });
  return write(
    [...chunks.map((c) => JSON.stringify(c)), "[DONE]"].map((data) => ({ data })),
    style,
  );
}

const stopReasons = { stop: "end_turn", length: "max_tokens", tool_calls: "tool_use" } as const;

export function writeAnthropic(answer: Answer, style: Style): string {
  const events: { type: string; [field: string]: unknown }[] = [
    {
      type: "message_start",
      message: { id: "reply", content: [], usage: { input_tokens: answer.input, output_tokens: 0 } },
    },
    { type: "ping" },
  ];
  answer.pieces.forEach((piece, index) => {
    const block =
      piece.type === "call"
        ? { type: "tool_use", id: piece.id, name: piece.name, input: {} }
        : piece.type === "text"
          ? { type: "text", text: "" }
          : { type: "thinking", thinking: "", ...(style.nulls && { signature: null }) };
    events.push({ type: "content_block_start", index, content_block: block });
    for (const d of piece.deltas) {
      const delta =
        piece.type === "call"
          ? { type: "input_json_delta", partial_json: d }
          : piece.type === "text"
            ? { type: "text_delta", text: d }
            : { type: "thinking_delta", thinking: d };
      events.push({ type: "content_block_delta", index, delta });
    }
    events.push({ type: "content_block_stop", index });
  });
  const stop_reason = stopReasons[answer.finish as "stop"] ?? answer.finish;
  events.push({
    type: "message_delta",
    delta: { stop_reason },
    usage: { output_tokens: answer.output, cache_read_input_tokens: answer.cached },
  });
  events.push({ type: "message_stop" });
  return write(
    events.map((e) => ({ event: e.type, data: JSON.stringify(e) })),
    style,
  );
}

function write(events: readonly { event?: string; data: string }[], { newline, comments, space }: Style): string {
  const gap = space ? " " : "";
  return events
    .map(({ event, data }) =>
      [
        ...(comments ? [": keep-alive", "", "retry: 1000", "unknown: field", "just a line"] : []),
        ...(event === undefined ? [] : [`event:${gap}${event}`]),
        `data:${gap}${data}`,
        "",
        "",
      ].join(newline),
    )
    .join("");
}
