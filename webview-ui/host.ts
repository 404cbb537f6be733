// The one door to the extension host: VS Code's message channel and the small state it keeps for a hidden view.

import type { ContextToHost } from "../src/protocol/context.ts";
import type { HistoryToHost } from "../src/protocol/history.ts";
import type { SpeechToHost } from "../src/protocol/speech.ts";
import type { ToHost } from "../src/protocol/toHost.ts";

/** What the webview may do with its host. */
export interface Host {
  /** Sends one request; the host parses it and drops what it does not know. */
  post(message: ToHost | SpeechToHost | ContextToHost | HistoryToHost): void;
  /** What was last given to `save`, also after the view was hidden and built anew. */
  load(): unknown;
  save(state: unknown): void;
}

/** Saves `changes` beside what others have saved; what it does not name stays as it is. */
export function keep(host: Host, changes: Readonly<Record<string, unknown>>): void {
  const kept = host.load();
  host.save({ ...(typeof kept === "object" ? kept : {}), ...changes });
}

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** Takes VS Code's API, which may be acquired once in the life of a page. */
export function connectHost(): Host {
  const api = acquireVsCodeApi();
  return {
    post: (message) => api.postMessage(message),
    load: () => api.getState(),
    save: (state) => api.setState(state),
  };
}
