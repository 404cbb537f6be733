// A request for a reply, from the judged body to the last byte: what is said, in which form, under which faults.
import { createHash } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { AgentRuns } from "./agent/agentRuns.ts";
import { cutFault } from "./agent/cutAt.ts";
import { stepFromLines } from "./agent/stepLines.ts";
import { anthropicFrames, anthropicReply } from "./anthropic/frames.ts";
import { ApiError, type Protocol, statusMessages } from "./apiError.ts";
import type { ChatRequest } from "./chatRequest.ts";
import { closeSignal, deliver, pause } from "./delivery.ts";
import { readDirectives } from "./directives.ts";
import { type Fault, faultOf } from "./fault.ts";
import { actionsOf } from "./faultActions.ts";
import { sendError, sendJson } from "./http.ts";
import { type Envelope, openAIFrames, openAIReply } from "./openai/frames.ts";
import type { ResolvedOptions } from "./options.ts";
import { limitReply, piecesOf, type Reply, replyFromScript } from "./reply.ts";
import { markHeaders, type RecordedRequest } from "./requestLog.ts";
import { hugeText } from "./scenario/hugeText.ts";
import { decide } from "./scenario/scenario.ts";
import type { Script, WireOptions } from "./script.ts";
import type { SentReasoning } from "./sentReasoning.ts";
import type { Frame } from "./sse.ts";
import { chunkText } from "./tokens.ts";
import type { UsageMeter } from "./usage.ts";

/** What answering needs besides the request. */
export interface Exchange {
  response: ServerResponse;
  record: RecordedRequest;
  options: ResolvedOptions;
  faults: readonly Fault[];
  /** Takes the script that is lined up for this request, once the request is found in order. */
  takeScript: () => Script | undefined;
  /** The key, for the memory of prompts. */
  owner: string;
  meter: UsageMeter;
  thoughts: SentReasoning;
  agents: AgentRuns;
}

/** Sends what strikes before the first byte. True if that was all there is to the response. */
export async function strikeFirst(exchange: Exchange, protocol: Protocol): Promise<boolean> {
  const { response, faults, record } = exchange;
  const slow = faultOf(faults, "slow-first-byte");
  if (slow && !slow.afterHeaders && !(await pause(slow.ms, closeSignal(response)))) return true;
  if (faultOf(faults, "refuse")) {
    record.closedByServer = true;
    response.destroy();
    return true;
  }
  const status = faultOf(faults, "status");
  if (!status) return false;
  const message = status.message ?? statusMessages[status.status] ?? "Error";
  if (status.retryAfter !== undefined) response.setHeader("Retry-After", String(status.retryAfter));
  sendError(response, new ApiError(status.status, message, status.param, status.code), protocol, status.bodyStyle);
  return true;
}

/** Whether any fault changes how the bytes of a response are delivered. */
function bendsDelivery(faults: readonly Fault[]): boolean {
  return faults.some((fault) => !["finish", "huge", "slow-first-byte"].includes(fault.kind));
}

/** A body in a few pieces, so that the faults of streams strike replies that are none. */
export function* bodyFrames(body: string): Generator<Frame> {
  const pieces = [...chunkText(body, Math.max(1, Math.ceil(body.length / 6)))];
  for (const [index, data] of pieces.entries())
    yield { part: index === pieces.length - 1 ? "finish" : "content", data };
}

/** Delivers events, or the object of a reply that is no stream. */
export async function deliverReply(
  exchange: Exchange,
  reply: { frames?: Iterable<Frame>; object?: () => unknown; protocol: Protocol; wire: WireOptions; delayMs: number },
): Promise<void> {
  const { response, faults, record } = exchange;
  if (response.destroyed) return;
  const slow = faultOf(faults, "slow-first-byte");
  const late = slow?.afterHeaders ? slow.ms : 0;
  if (!reply.frames && !bendsDelivery(faults) && !reply.wire.splitBytes && late === 0) {
    sendJson(response, 200, reply.object?.());
    return;
  }
  response.writeHead(200, {
    "Content-Type": reply.frames ? "text/event-stream; charset=utf-8" : "application/json; charset=utf-8",
    "Cache-Control": "no-cache",
  });
  response.flushHeaders();
  markHeaders(record, response);
  if (late > 0 && !(await pause(late, closeSignal(response)))) return;
  const frames = reply.frames ?? bodyFrames(JSON.stringify(reply.object?.()));
  const { protocol, wire, delayMs } = reply;
  await deliver(response, actionsOf(frames, { protocol, faults, wire, delayMs, raw: !reply.frames }), record);
}

/** Sends the body of a script that gives it byte for byte. */
export async function deliverRaw(exchange: Exchange, script: Script, stream: boolean): Promise<void> {
  const { response, faults, record, options } = exchange;
  const type =
    script.rawContentType ?? (stream ? "text/event-stream; charset=utf-8" : "application/json; charset=utf-8");
  response.writeHead(200, { "Content-Type": type });
  response.flushHeaders();
  markHeaders(record, response);
  const frames = script.splitRaw ? [...chunkText(script.raw ?? "", script.splitRaw)] : [script.raw ?? ""];
  const events = frames.map((data): Frame => ({ part: "content", data }));
  const delayMs = script.delayMs ?? options.pieceDelayMs;
  await deliver(
    response,
    actionsOf(events, { protocol: "openai", faults, wire: script.wire ?? {}, delayMs, raw: true }),
    record,
  );
}

function replyTo(request: ChatRequest, scripted: Script | undefined, faults: readonly Fault[], seed: string): Reply {
  const huge = faultOf(faults, "huge");
  const script = scripted ?? decide(request);
  const reply = replyFromScript(huge ? { ...script, text: hugeText(huge.bytes), toolCalls: undefined } : script, seed);
  // A reply made to be huge is not cut by the limits that a client asks for.
  const limited = huge ? reply : limitReply(reply, request);
  const finish = faultOf(faults, "finish")?.reason ?? scripted?.finish;
  return finish ? { ...limited, finish } : limited;
}

/** Answers a valid chat request; throws the service's error when it lost reasoning. */
export async function answerChat(request: ChatRequest, queued: Exchange): Promise<void> {
  queued.thoughts.check(request);
  const agent = queued.agents.take(request);
  const step = agent?.reply ?? stepFromLines(request);
  const asked = [...readDirectives(request).faults, ...(step?.faults ?? [])];
  const exchange = { ...queued, faults: [...queued.faults, ...asked] };
  const { options, record, owner, meter } = exchange;
  record.faults = exchange.faults.map((fault) => fault.kind);
  if (asked.length > 0 && (await strikeFirst({ ...exchange, faults: asked }, request.protocol))) return;
  const script = step?.script ?? exchange.takeScript();
  record.scripted = script !== undefined;
  if (script?.raw !== undefined) return deliverRaw(exchange, script, request.stream);
  const id = createHash("md5").update(`mimo-emulator ${record.id}`).digest("hex");
  const reply = replyTo(request, script, exchange.faults, id);
  agent?.made(reply.toolCalls.map((call) => call.id));
  exchange.thoughts.remember(reply);
  const usage = meter.measure(owner, request, reply, script?.usage);
  const envelope: Envelope = { id, created: Math.floor(options.now() / 1000), request, usage };
  const huge = faultOf(exchange.faults, "huge") !== undefined;
  const size = script?.pieceSize ?? (huge ? 512 : options.pieceSize);
  const textSize = script?.pieces ? Math.max(1, Math.ceil(reply.text.length / script.pieces)) : size;
  const wire = { ...faultOf(exchange.faults, "wire")?.wire, ...script?.wire };
  if (step?.cut) exchange.faults.push(cutFault(step.cut, piecesOf(reply, size, textSize), request.protocol));
  const openAI = request.protocol === "openai";
  const frames = openAI ? openAIFrames : anthropicFrames;
  await deliverReply(exchange, {
    frames: request.stream ? frames(reply, envelope, piecesOf(reply, size, textSize), wire) : undefined,
    object: () => (openAI ? openAIReply : anthropicReply)(reply, envelope),
    protocol: request.protocol,
    wire,
    delayMs: huge ? 0 : (script?.delayMs ?? options.pieceDelayMs),
  });
}
