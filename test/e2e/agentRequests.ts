// What the agent sent, as the emulator recorded it.
import type { Emulator } from "../emulator/emulator.ts";

interface Message {
  readonly role: string;
  readonly content?: unknown;
  readonly tool_call_id?: string;
}
interface Body {
  readonly messages: readonly Message[];
  readonly system?: unknown;
  readonly tools?: readonly unknown[];
}

/** The bodies of the requests that offer tools, oldest first. */
export function agentBodies({ requests }: Emulator): readonly Body[] {
  return requests.map(({ body }) => body as Body).filter((body) => (body?.tools ?? []).length > 0);
}

/** The requests, by index, that do not begin with all that was sent by the one before, byte for byte. */
export function brokenBeginnings(bodies: readonly Body[]): number[] {
  // What a service caches: the tools, then the system prompt, then message by message.
  const pieces = ({ tools, system, messages }: Body) =>
    [tools, system, ...messages].map((piece) => JSON.stringify(piece) ?? "");
  return bodies.flatMap((body, index) => {
    const before = bodies[index - 1];
    if (!before) return [];
    const now = pieces(body);
    return pieces(before).every((piece, at) => piece === now[at]) ? [] : [index];
  });
}

/** The results of calls in the last request, in order. */
export function lastResults(emulator: Emulator): string[] {
  const { messages = [] } = agentBodies(emulator).at(-1) ?? {};
  return messages.flatMap(({ role, content }) => {
    if (role === "tool") return [textOf(content)];
    return blocksOf(content).flatMap((block) => (block.type === "tool_result" ? [textOf(block.content)] : []));
  });
}

/** The last thing that the person's side said. */
export function lastQuestion(emulator: Emulator): string {
  const { messages = [] } = agentBodies(emulator).at(-1) ?? {};
  return textOf(messages.findLast(({ role }) => role === "user")?.content);
}

interface Block {
  readonly type: string;
  readonly text?: string;
  /** Of a result. */
  readonly content?: unknown;
}

function blocksOf(content: unknown): readonly Block[] {
  return Array.isArray(content) ? content : [];
}

function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  const texts = blocksOf(content).map(({ text }) => text);
  return texts.filter((text) => text !== undefined).join("\n");
}
