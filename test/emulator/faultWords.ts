// Reading faults: from JSON, for tests, and from a `/fault …` line, for a person who tries them in a chat.
import type { BodyStyle, Fault, QueuedFault } from "./fault.ts";
import { faultKinds } from "./fault.ts";
import { isObject } from "./json.ts";
import { isWireOptions } from "./script.ts";

const styles: readonly string[] = ["json", "data-prefix", "anthropic", "html", "empty"];
const finishReasons: readonly string[] = ["stop", "length", "tool_calls", "content_filter", "repetition_truncation"];
const statuses: readonly number[] = [400, 401, 402, 403, 404, 408, 409, 413, 421, 429, 500, 502, 503, 504];

/** Checks a fault that came over HTTP; throws an Error that says what is wrong. */
export function parseFault(value: unknown): QueuedFault {
  if (!isObject(value)) throw new Error("a fault is an object");
  const kind = faultKinds.find((each) => each === value.kind);
  if (!kind) throw new Error(`unknown fault kind ${JSON.stringify(value.kind)}; known: ${faultKinds.join(", ")}`);
  if (
    kind === "status" &&
    !(Number.isInteger(value.status) && Number(value.status) >= 400 && Number(value.status) < 600)
  )
    throw new Error("a status fault needs a status from 400 to 599");
  if (kind === "status" && value.bodyStyle !== undefined && !styles.includes(String(value.bodyStyle)))
    throw new Error(`bodyStyle is one of ${styles.join(", ")}`);
  if (kind === "finish" && !finishReasons.includes(String(value.reason)))
    throw new Error(`reason is one of ${finishReasons.join(", ")}`);
  if ((kind === "slow-first-byte" || kind === "slow-stream") && !(Number(value.ms) >= 0))
    throw new Error(`${kind} needs ms`);
  if (kind === "wire" && !isWireOptions(value.wire)) throw new Error("a wire fault needs wire");
  for (const name of ["after", "bytes", "times", "retryAfter"])
    if (value[name] !== undefined && !(Number(value[name]) >= 0)) throw new Error(`${name} is a number`);
  return value as QueuedFault;
}

/** What can follow `/fault`, for the built-in help. */
export const faultHelp = `${statuses.join(" | ")} [seconds | html | empty | data-prefix], moderation, unsupported-model, \
web-search-off, slow-first-byte [ms], slow [ms], stall [pieces], cut, cut-character, reset [pieces], garbage, \
error-in-stream, huge [bytes], length, content_filter, repetition_truncation, refuse`;

const optional = (word: string | undefined) => (word && Number(word) >= 0 ? Number(word) : undefined);

function statusFault(status: number, words: string[]): Fault {
  const bodyStyle = words.find((word) => styles.includes(word)) as BodyStyle | undefined;
  const number = words.find((word) => Number(word) > 0);
  // `/fault 400 421`: moderation's code under HTTP 400 (API document, "Errors").
  if (status === 400 && number)
    return { kind: "status", status, code: number, message: "Content moderation", bodyStyle };
  return { kind: "status", status, retryAfter: optional(number), bodyStyle };
}

/** The fault that the words after `/fault` name; undefined if they name none. */
export function faultFromWords(words: string): Fault | undefined {
  const [name = "", ...rest] = words.trim().split(/\s+/);
  const number = optional(rest[0]);
  if (statuses.includes(Number(name))) return statusFault(Number(name), rest);
  switch (name) {
    case "moderation":
      return statusFault(400, ["421"]);
    case "unsupported-model":
      return { kind: "status", status: 400, message: "Unsupported model mimo-v2-pro" };
    case "web-search-off":
      return {
        kind: "status",
        status: 400,
        message: "web search tool found in the request but webSearchEnabled is false",
      };
    case "slow-first-byte":
      return { kind: "slow-first-byte", ms: number ?? 5000 };
    case "slow":
    case "slow-stream":
      return { kind: "slow-stream", ms: number ?? 400 };
    case "stall":
      return { kind: "stall", after: number };
    case "cut":
    case "cut-before-finish":
      return { kind: "cut-before-finish", after: number };
    case "cut-character":
    case "cut-mid-character":
      return { kind: "cut-mid-character", after: number };
    case "reset":
      return { kind: "reset", after: number };
    case "garbage":
    case "garbage-line":
      return { kind: "garbage-line", after: number };
    case "error-in-stream":
      return { kind: "error-in-stream" };
    case "huge":
      return { kind: "huge", bytes: number };
    case "refuse":
      return { kind: "refuse" };
    case "length":
    case "content_filter":
    case "repetition_truncation":
      return { kind: "finish", reason: name };
    default:
      return undefined;
  }
}
