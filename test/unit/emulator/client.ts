// What the emulator's tests ask with: plain fetch and a plain reading of event streams, no SDK.
import { afterAll, beforeAll, beforeEach } from "vitest";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import type { JsonObject } from "../../emulator/json.ts";
import type { EmulatorOptions } from "../../emulator/options.ts";

/** A response whose JSON is looked into freely. */
// biome-ignore lint/suspicious/noExplicitAny: tests reach into bodies whose shape is what they check.
export type Loose = any;

export const chatPath = "/v1/chat/completions";
export const messagesPath = "/anthropic/v1/messages";

/** A fixed time after the last retirement that the API document names. */
export const november = Date.parse("2026-11-20T12:00:00Z");

/** Starts one emulator for a file and resets it before each test. */
export function useEmulator(options: EmulatorOptions = {}): () => Emulator {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator({ now: () => november, ...options });
  });
  beforeEach(() => emulator.reset());
  afterAll(() => emulator.close());
  return () => emulator;
}

/** A request body with a model and one user message, and more. */
export function ask(text: string, more: JsonObject = {}): JsonObject {
  return { model: "mimo-v2.6-pro", messages: [{ role: "user", content: text }], ...more };
}

/** Posts JSON with a key. */
export function post(
  emulator: Emulator,
  path: string,
  body: unknown,
  headers: Record<string, string> = { Authorization: "Bearer sk-test" },
  signal?: AbortSignal,
): Promise<Response> {
  return fetch(emulator.url + path, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
    signal,
  });
}

/** Posts and reads JSON with the status. */
export async function postJson(...args: Parameters<typeof post>): Promise<{ status: number; body: Loose }> {
  const response = await post(...args);
  return { status: response.status, body: await response.json() };
}

/** An event of a stream, as the emulator is expected to write it. */
export interface SeenEvent {
  event?: string;
  data: string;
}

/** Reads a whole stream of events; comments are left out. */
export function parseEvents(text: string): SeenEvent[] {
  return text
    .split(/\r?\n\r?\n/)
    .map((block) => {
      const seen: SeenEvent = { data: "" };
      for (const line of block.split(/\r?\n/)) {
        if (line.startsWith("event:")) seen.event = line.slice(6).trim();
        if (line.startsWith("data:")) seen.data += line.slice(5).replace(/^ /, "");
      }
      return seen;
    })
    .filter((seen) => seen.data !== "" || seen.event !== undefined);
}

/** Posts to the OpenAI path with `stream: true` and gives its chunks, the end marker left out. */
export async function streamChunks(emulator: Emulator, body: JsonObject): Promise<Loose[]> {
  const text = await (await post(emulator, chatPath, { stream: true, ...body })).text();
  const events = parseEvents(text);
  if (events.at(-1)?.data !== "[DONE]") throw new Error(`no end marker: ${text.slice(-200)}`);
  return events.slice(0, -1).map((seen) => JSON.parse(seen.data));
}

/** Posts to the Anthropic path with `stream: true` and gives its events. */
export async function streamMessages(emulator: Emulator, body: JsonObject): Promise<Loose[]> {
  const text = await (await post(emulator, messagesPath, { stream: true, ...body })).text();
  return parseEvents(text).map((seen) => {
    const data = JSON.parse(seen.data);
    if (data.type !== seen.event) throw new Error(`event ${seen.event} carries ${data.type}`);
    return data;
  });
}

/** The texts of a field of all deltas, joined. */
export function joined(chunks: Loose[], field: "content" | "reasoning_content"): string {
  return chunks.map((chunk) => chunk.choices[0]?.delta?.[field] ?? "").join("");
}

/** How a response arrived. */
export interface Outcome {
  bytes: Buffer;
  text: string;
  /** Whether the stream broke off instead of ending. */
  broken: boolean;
  ms: number;
}

/** Reads a response to its end or break. */
export async function outcome(emulator: Emulator, path: string, body: JsonObject): Promise<Outcome> {
  const start = performance.now();
  const response = await post(emulator, path, body);
  const chunks: Uint8Array[] = [];
  let broken = false;
  try {
    for await (const chunk of response.body ?? []) chunks.push(chunk);
  } catch {
    broken = true;
  }
  const bytes = Buffer.concat(chunks);
  return { bytes, text: bytes.toString("utf8"), broken, ms: performance.now() - start };
}
