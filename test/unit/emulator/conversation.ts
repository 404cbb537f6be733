// A conversation with the emulator in which its calls are answered, in the words of either protocol.
import type { Emulator } from "../../emulator/emulator.ts";
import type { JsonObject } from "../../emulator/json.ts";
import { chatPath, type Loose, messagesPath, parseEvents, post } from "./client.ts";

export const protocols = ["openai", "anthropic"] as const;

/** The names of the agent's tools. */
export const toolNames = [
  "read_file",
  "list_files",
  "search_text",
  "edit_file",
  "write_file",
  "run_command",
  "command_output",
  "ask_user",
  "update_todos",
];

/** A call as it arrived. */
export interface SeenCall {
  id: string;
  name: string;
  arguments: string;
}

/** A reply, gathered from its stream. */
export interface SeenReply {
  reasoning: string;
  text: string;
  calls: SeenCall[];
  finish: string;
  usage: Loose;
}

/** Result texts; `failed` for what the client marks so. */
export interface Result {
  text: string;
  failed?: boolean;
}

/** Keeps the history as a client does: replies whole, a result for each call. */
export class Conversation {
  readonly #emulator: Emulator;
  readonly #protocol: (typeof protocols)[number];
  readonly messages: JsonObject[] = [];
  #open: SeenCall[] = [];

  constructor(emulator: Emulator, protocol: (typeof protocols)[number], question: string) {
    this.#emulator = emulator;
    this.#protocol = protocol;
    this.say(question);
  }

  say(text: string): void {
    this.#push("user", [{ type: "text", text }]);
  }

  body(): JsonObject {
    const schema = { type: "object", properties: {} };
    const tools = toolNames.map((name) =>
      this.#protocol === "openai"
        ? { type: "function", function: { name, parameters: schema } }
        : { name, input_schema: schema },
    );
    return { model: "mimo-v2.6-pro", tools, messages: this.messages };
  }

  /** Asks, reads the stream, and adds the reply to the history. */
  async next(): Promise<SeenReply> {
    const openai = this.#protocol === "openai";
    const body = { ...this.body(), stream: true, ...(openai && { stream_options: { include_usage: true } }) };
    const response = await post(this.#emulator, openai ? chatPath : messagesPath, body);
    const text = await response.text();
    if (response.status !== 200) throw new Error(text);
    const events = parseEvents(text).filter(({ data }) => data !== "[DONE]");
    const reply = (openai ? gatherOpenAI : gatherAnthropic)(events.map(({ data }) => JSON.parse(data)));
    this.#remember(reply);
    return reply;
  }

  answerAll(text: string): void {
    this.answer(this.#open.map(() => ({ text })));
  }

  answer(results: readonly Result[]): void {
    for (const [index, { text, failed = false }] of results.entries()) {
      const { id } = this.#open[index] as SeenCall;
      if (this.#protocol === "openai")
        this.messages.push({ role: "tool", tool_call_id: id, content: failed ? `Error: ${text}` : text });
      else
        this.#push("user", [
          { type: "tool_result", tool_use_id: id, content: [{ type: "text", text }], is_error: failed },
        ]);
    }
    this.#open = [];
  }

  #remember({ reasoning, text, calls }: SeenReply): void {
    this.#open = calls;
    if (this.#protocol === "openai") {
      const tool_calls = calls.map(({ id, name, arguments: json }) => ({
        id,
        type: "function",
        function: { name, arguments: json },
      }));
      const called = calls.length > 0 && { reasoning_content: reasoning || " ", tool_calls };
      this.messages.push({ role: "assistant", content: text, ...called });
      return;
    }
    const blocks: object[] = calls.length > 0 || reasoning ? [{ type: "thinking", thinking: reasoning || " " }] : [];
    if (text) blocks.push({ type: "text", text });
    for (const call of calls) blocks.push({ type: "tool_use", id: call.id, name: call.name, input: inputOf(call) });
    if (blocks.length > 0) this.#push("assistant", blocks);
  }

  #push(role: string, blocks: object[]): void {
    const last = this.messages.at(-1);
    if (this.#protocol === "anthropic" && last?.role === role) (last.content as object[]).push(...blocks);
    else this.messages.push({ role, content: blocks });
  }
}

function inputOf({ arguments: json }: SeenCall): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return { invalid_json: json };
  }
}

function gatherOpenAI(chunks: Loose[]): SeenReply {
  const reply: SeenReply = { reasoning: "", text: "", calls: [], finish: "", usage: undefined };
  for (const { choices, usage } of chunks) {
    reply.usage = usage ?? reply.usage;
    const [choice] = choices;
    reply.reasoning += choice?.delta.reasoning_content ?? "";
    reply.text += choice?.delta.content ?? "";
    reply.finish = choice?.finish_reason ?? reply.finish;
    for (const { index, id, function: part } of choice?.delta.tool_calls ?? []) {
      reply.calls[index] ??= { id, name: part.name, arguments: "" };
      (reply.calls[index] as SeenCall).arguments += part.arguments ?? "";
    }
  }
  return reply;
}

function gatherAnthropic(events: Loose[]): SeenReply {
  const reply: SeenReply = { reasoning: "", text: "", calls: [], finish: "", usage: undefined };
  for (const event of events) {
    if (event.content_block?.type === "tool_use")
      reply.calls.push({ id: event.content_block.id, name: event.content_block.name, arguments: "" });
    reply.reasoning += event.delta?.thinking ?? "";
    reply.text += event.delta?.text ?? "";
    const call = reply.calls.at(-1);
    if (call) call.arguments += event.delta?.partial_json ?? "";
    reply.finish = event.delta?.stop_reason ?? reply.finish;
    reply.usage = event.usage ?? reply.usage;
  }
  return reply;
}
