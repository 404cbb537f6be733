// A loopback MiMo server for people without a key and for the tests: both protocols, speech, web search, and faults on
// demand. Built from the API document alone, and as strict as it.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { AgentState, ScriptedAgent } from "./agent/agentRuns.ts";
import type { QueuedFault } from "./fault.ts";
import { type EmulatorOptions, resolveOptions } from "./options.ts";
import type { RecordedRequest } from "./requestLog.ts";
import { handle } from "./routes.ts";
import type { Script } from "./script.ts";
import { EmulatorState } from "./state.ts";

/** A running emulator. */
export interface Emulator {
  /** The root that gives both protocols, such as `http://127.0.0.1:4010`. */
  readonly url: string;
  readonly port: number;
  /** Every request to a path of the service since the start or the last reset, oldest first. */
  readonly requests: readonly RecordedRequest[];
  /**
   * Lines up faults: each entry strikes the next request that matches it. An inner list strikes one request together.
   * Sticky ones strike every request until cleared.
   */
  addFaults(faults: QueuedFault | readonly (QueuedFault | QueuedFault[])[], options?: { sticky?: boolean }): void;
  clearFaults(): void;
  /** Replaces the scripts with these: each answers the next request that matches it; sticky ones stay. */
  setScript(scripts: Script | readonly Script[], options?: { sticky?: boolean }): void;
  clearScripts(): void;
  /** Lines up an agent: its steps answer the requests of the conversation with its question, one after the other. */
  addAgent(agent: ScriptedAgent): void;
  /** How far the agents are that have steps left. */
  readonly agents: readonly AgentState[];
  /** Changes options while running; `port` and `now` are fixed. */
  setOptions(options: Omit<EmulatorOptions, "port" | "now">): void;
  /** The first request that fits, already recorded or within `timeoutMs` (30,000); rejects when none came. */
  waitForRequest(fits?: (request: RecordedRequest) => boolean, timeoutMs?: number): Promise<RecordedRequest>;
  /** Back to how it started: no faults, scripts, agents or records, and the first options. */
  reset(): void;
  /** Cuts every connection and stops. */
  close(): Promise<void>;
}

/** Starts an emulator on 127.0.0.1; rejects if the port is taken. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const state = new EmulatorState(resolveOptions(options));
  const server = createServer((request, response) => void handle(request, response, state));
  // Clients that keep a connection should not meet its end between two tests.
  server.keepAliveTimeout = 60_000;
  server.on("clientError", (_error, socket) => {
    if (socket.writable) socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
    else socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(state.options.port, "127.0.0.1", () => resolve());
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    get requests() {
      return state.log.requests;
    },
    addFaults(faults, { sticky = false } = {}) {
      const entries: readonly (QueuedFault | QueuedFault[])[] = "kind" in faults ? [faults] : faults;
      for (const entry of entries) state.addFaults(Array.isArray(entry) ? entry : [entry], sticky);
    },
    clearFaults: () => state.faults.clear(),
    setScript(scripts, { sticky = false } = {}) {
      state.scripts.clear();
      state.addScripts(Array.isArray(scripts) ? scripts : [scripts], sticky);
    },
    clearScripts: () => state.scripts.clear(),
    addAgent: (agent) => state.agents.add(agent),
    get agents() {
      return state.agents.states;
    },
    setOptions: (changes) => void Object.assign(state.options, changes),
    waitForRequest: (fits = () => true, timeoutMs = 30_000) => state.log.wait(fits, timeoutMs),
    reset: () => state.reset(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
