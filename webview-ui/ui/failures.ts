// What throws in the view goes to the host's log, each thing once, and never takes the view down.

import type { Host } from "../host.ts";

/** A view that fails over and over must not flood the log. */
const mostReports = 20;

/** Reports errors to the host. */
export class Failures {
  readonly #host: Host;
  readonly #seen = new Set<string>();

  constructor(host: Host) {
    this.#host = host;
  }

  /** Reports `error`, unless the same was reported before. */
  readonly report = (error: unknown): void => {
    const message = describe(error).slice(0, 4000);
    if (message === "" || this.#seen.has(message) || this.#seen.size >= mostReports) return;
    this.#seen.add(message);
    this.#host.post({ type: "failed", message });
  };

  /** Reports what nobody caught in `page`. */
  listen(page: Window): void {
    page.addEventListener("error", (event) => {
      // The browser's note that an observer waits for the next frame; nothing failed.
      if (event.message.startsWith("ResizeObserver loop")) return;
      this.report(event.error ?? event.message);
    });
    page.addEventListener("unhandledrejection", (event) => this.report(event.reason));
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const headline = `${error.name}: ${error.message}`;
  return error.stack?.startsWith(headline) ? error.stack : `${headline}\n${error.stack ?? ""}`;
}
