// The plain HTTP of the emulator: reading bodies, answering JSON, and keeping other origins out.
import type { IncomingMessage, ServerResponse } from "node:http";
import { ApiError, errorBody, type Protocol, statusMessages } from "./apiError.ts";
import type { BodyStyle } from "./fault.ts";

/** The whole body as text; throws the documented 413 beyond `limit` bytes. */
export async function readBody(request: IncomingMessage, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= limit) chunks.push(chunk);
  }
  // Read to the end even so: a client that is still sending would meet a reset instead of the answer.
  if (length > limit) throw new ApiError(413, statusMessages[413] ?? "");
  return Buffer.concat(chunks).toString("utf8");
}

/** Whether a Host header names this machine; anything else may be DNS rebinding. */
export function isLoopbackHost(host: string | undefined): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(host ?? "");
}

/** Answers with a body, if there still is someone to answer. */
export function send(response: ServerResponse, status: number, contentType: string, body: string): void {
  if (response.destroyed || response.headersSent) return;
  response.writeHead(status, { "Content-Type": contentType, "Content-Length": Buffer.byteLength(body) });
  response.end(body);
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  send(response, status, "application/json; charset=utf-8", JSON.stringify(body));
}

/** Answers with an error in the form of a protocol, or in one that proxies and older gateways send. */
export function sendError(
  response: ServerResponse,
  error: ApiError,
  protocol: Protocol,
  style: BodyStyle = "json",
): void {
  const { status } = error;
  if (style === "html") {
    const title = `${status} ${error.message}`;
    const page = `<html>\r\n<head><title>${title}</title></head>\r\n<body><center><h1>${title}</h1></center></body>\r\n</html>\r\n`;
    send(response, status, "text/html", page);
  } else if (style === "empty") send(response, status, "text/plain", "");
  else if (style === "data-prefix")
    send(response, status, "text/event-stream", `data:${JSON.stringify(errorBody(error, "openai"))}\n\n`);
  else sendJson(response, status, errorBody(error, style === "anthropic" ? "anthropic" : protocol));
}
