// The emulator's own paths, for tests in other processes and for curious people: faults, scripts, agents, records.
import type { IncomingMessage, ServerResponse } from "node:http";
import { readBody, sendJson } from "./http.ts";
import { isObject, isStringArray, type JsonObject } from "./json.ts";
import type { EmulatorState } from "./state.ts";

/** Every control path begins with this. */
export const controlPrefix = "/__emulator/";

const adjustable = [
  "keyKind",
  "keys",
  "allowRetired",
  "webSearchActive",
  "pieceSize",
  "pieceDelayMs",
  "contextTokens",
  "requestsPerMinute",
];

/** A list under a name, a bare list, or one bare item; with `sticky` beside the name. */
function readList(value: unknown, name: string): { list: unknown[]; sticky: boolean } {
  if (Array.isArray(value)) return { list: value, sticky: false };
  if (!isObject(value)) throw new Error(`expected an object or a list of ${name}`);
  const named = value[name];
  if (named === undefined) {
    const { sticky, ...item } = value;
    return { list: [item], sticky: sticky === true };
  }
  return { list: Array.isArray(named) ? named : [named], sticky: value.sticky === true };
}

function setOptions(state: EmulatorState, value: unknown): JsonObject {
  if (!isObject(value)) throw new Error("options is an object");
  const current = state.options as unknown as JsonObject;
  for (const [key, field] of Object.entries(value)) {
    if (!adjustable.includes(key)) throw new Error(`option ${key} cannot be set; only ${adjustable.join(", ")}`);
    const right = key === "keys" ? isStringArray(field) : typeof field === typeof current[key];
    if (!right) throw new Error(`option ${key} is malformed`);
  }
  Object.assign(state.options, value);
  return Object.fromEntries(adjustable.map((key) => [key, current[key]]));
}

function act(state: EmulatorState, action: string, body: unknown): unknown {
  switch (action) {
    case "POST faults": {
      const { list, sticky } = readList(body, "faults");
      for (const entry of list) state.addFaults(Array.isArray(entry) ? entry : [entry], sticky);
      return { queued: state.faults.size };
    }
    case "DELETE faults":
      state.faults.clear();
      return { queued: 0 };
    case "POST script": {
      const { list, sticky } = readList(body, "scripts");
      state.scripts.clear();
      state.addScripts(list, sticky);
      return { queued: state.scripts.size };
    }
    case "DELETE script":
      state.scripts.clear();
      return { queued: 0 };
    case "POST agents":
      for (const agent of readList(body, "agents").list) state.agents.add(agent);
      return { agents: state.agents.states };
    case "GET agents":
      return { agents: state.agents.states };
    case "DELETE agents":
      state.agents.clear();
      return { agents: [] };
    case "GET requests":
      return { requests: state.log.requests };
    case "DELETE requests":
      state.log.clear();
      return { requests: [] };
    case "POST options":
      return setOptions(state, body);
    case "POST reset":
      state.reset();
      return {};
    case "GET health":
      return { emulator: "mimo", ok: true };
    default:
      return undefined;
  }
}

/** Serves a control path. */
export async function control(request: IncomingMessage, response: ServerResponse, state: EmulatorState): Promise<void> {
  // A page in a browser may reach loopback; only it sends Origin.
  if (request.headers.origin !== undefined) {
    sendJson(response, 403, { error: "control paths are not for browsers" });
    return;
  }
  const path = (request.url ?? "").split("?")[0]?.slice(controlPrefix.length);
  try {
    const text = await readBody(request, state.options.bodyLimit);
    const result = act(state, `${request.method} ${path}`, text === "" ? undefined : JSON.parse(text));
    if (result === undefined) sendJson(response, 404, { error: `no control path ${request.method} ${path}` });
    else sendJson(response, 200, result);
  } catch (error) {
    sendJson(response, 400, { error: error instanceof Error ? error.message : String(error) });
  }
}
