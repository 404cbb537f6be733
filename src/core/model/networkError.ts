// What fetch throws when there is no answer to decode. Codes, not messages, tell the cases apart: Node's and undici's
// messages change between versions.

import { ModelError } from "./modelError.ts";
import { type Redact, redactedCause } from "./redact.ts";

/** Node's and undici's error codes (nodejs.org/api/errors.html, undici lib/core/errors.js) in words. */
const explanations: ReadonlyMap<string, string> = new Map([
  ["ENOTFOUND", "The address could not be found."],
  ["EAI_AGAIN", "The address could not be looked up. Is this machine online?"],
  ["ECONNREFUSED", "The connection was refused."],
  ["ECONNRESET", "The connection was closed by the other side."],
  ["EPIPE", "The connection was closed by the other side."],
  ["UND_ERR_SOCKET", "The connection was closed by the other side."],
  ["ETIMEDOUT", "The connection timed out."],
  ["UND_ERR_CONNECT_TIMEOUT", "The connection timed out."],
  ["UND_ERR_HEADERS_TIMEOUT", "The connection timed out."],
  ["UND_ERR_BODY_TIMEOUT", "The connection timed out."],
  ["ENETUNREACH", "The network cannot be reached."],
  ["EHOSTUNREACH", "The address cannot be reached."],
]);

/** OpenSSL's verification codes as Node reports them (nodejs.org/api/tls.html, X509 certificate error codes). */
const certificateCode =
  /^(CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERR_TLS_|ERR_SSL_|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE)|EPROTO$)/;

/** A `network` ModelError for what fetch, or reading its body, threw. The cause is a redacted copy. */
export function decodeNetworkError(error: unknown, redact: Redact, replyStarted = false): ModelError {
  const cause = redactedCause(error, redact);
  const code = codeOf(cause);
  return new ModelError("network", { message: explain(code, cause), cause, replyStarted });
}

function explain(code: string | undefined, cause: Error | undefined): string {
  if (code !== undefined) {
    const known = explanations.get(code);
    if (known !== undefined) return `${known} (${code})`;
    if (certificateCode.test(code)) {
      return `The secure connection failed (${code}). A proxy or antivirus may replace certificates: trust its root certificate on this machine.`;
    }
  }
  return `The connection failed: ${deepestMessage(cause)}`;
}

function codeOf(error: Error | undefined): string | undefined {
  for (let current: unknown = error; current instanceof Error; current = current.cause) {
    const { code } = current as { code?: unknown };
    if (typeof code === "string") return code;
  }
  return undefined;
}

function deepestMessage(error: Error | undefined): string {
  let current = error;
  while (current?.cause instanceof Error) current = current.cause;
  return current?.message || "no reason given";
}
