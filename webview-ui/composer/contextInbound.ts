// A first look at what the host says about context.

import type { ContextToWebview } from "../../src/protocol/context.ts";

/** The value if it looks like a message about context, else undefined. */
export function parseContextToWebview(value: unknown): ContextToWebview | undefined {
  if (!isRecord(value)) return undefined;
  return looksRight(value) ? (value as unknown as ContextToWebview) : undefined;
}

function looksRight(message: Record<string, unknown>): boolean {
  switch (message.type) {
    case "contextState": {
      const { state } = message;
      return isRecord(state) && isRecords(state.chips) && isRecords(state.notices);
    }
    case "contextCandidates":
      return typeof message.request === "number" && isRecords(message.candidates);
    case "contextSend":
      return true;
    default:
      return false;
  }
}

function isRecords(value: unknown): boolean {
  return Array.isArray(value) && value.every(isRecord);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
