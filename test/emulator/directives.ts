// Lines in the last user message that steer the built-in assistant by hand.
import type { ChatRequest } from "./chatRequest.ts";
import type { Fault } from "./fault.ts";
import { faultFromWords } from "./faultWords.ts";
import type { ScriptedToolCall } from "./script.ts";

/** What the last user message asks of the emulator itself. */
export interface Directives {
  /** `/echo TEXT`: the answer, exactly: the rest of that text part. */
  echo?: string;
  /** `/think TEXT`: the reasoning, exactly: the rest of the line. */
  think?: string;
  /** `/history`: what arrived, as JSON. */
  history: boolean;
  /** `/help`: the directives. */
  help: boolean;
  /** `/tool NAME {json}`, one call per line. */
  toolCalls: ScriptedToolCall[];
  /** `/fault …`, one fault per line. */
  faults: Fault[];
  /** What followed a `/fault` that names none. */
  unknownFault?: string;
}

/**
 * Reads the directives of a request. They count only while the user's message is the last one, so that a tool result
 * does not set off the same call or fault again.
 */
export function readDirectives(request: ChatRequest): Directives {
  const directives: Directives = { history: false, help: false, toolCalls: [], faults: [] };
  const last = request.turns.at(-1);
  if (last?.role !== "user") return directives;
  for (const part of last.texts) {
    const echo = /^\/echo[ \n]/m.exec(part);
    if (echo) directives.echo ??= part.slice(echo.index + echo[0].length);
    // What is echoed is text, not directives.
    const head = echo ? part.slice(0, echo.index) : part;
    for (const line of head.split(/\r?\n/)) readLine(line, directives);
  }
  return directives;
}

function readLine(line: string, into: Directives): void {
  const match = /^\/(think|history|help|tool|fault)(?: (.*))?$/.exec(line);
  if (!match) return;
  const rest = match[2] ?? "";
  switch (match[1]) {
    case "think":
      into.think = rest;
      break;
    case "history":
      into.history = true;
      break;
    case "help":
      into.help = true;
      break;
    case "tool": {
      const [, name = "", args = ""] = /^(\S+)\s*(.*)$/.exec(rest) ?? [];
      if (name) into.toolCalls.push({ name, arguments: args || "{}" });
      break;
    }
    case "fault": {
      const fault = faultFromWords(rest);
      if (fault) into.faults.push(fault);
      else into.unknownFault = rest;
      break;
    }
  }
}
