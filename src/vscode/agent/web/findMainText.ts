// The main text of a page, found beside the extension host: a page that takes too long or too much is given up, and nothing
// else stands still meanwhile.

import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { FoundPage } from "../../../core/tools/readUrlText.ts";

/** Finds it, or undefined: not in time, or there is none. Rejects when `signal` aborts. */
export type FindMainText = (html: string, url: string, signal: AbortSignal) => Promise<FoundPage | undefined>;

/** Of HTML, in UTF-16 units: what is larger is nobody's page, and takes too long. */
const largest = 1_500_000;

/** By the worker at `script`, which has `ms` for it. */
export function createFindMainText(script = join(__dirname, "readUrl.js"), ms = 8_000): FindMainText {
  return async (html, url, signal) => {
    signal.throwIfAborted();
    if (html.length > largest) return undefined;
    const worker = new Worker(script, {
      workerData: { html, url },
      // Nothing of the window's is its affair.
      env: {},
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: 256 },
    });
    const { promise, resolve, reject } = Promise.withResolvers<FoundPage | undefined>();
    const timer = setTimeout(resolve, ms, undefined);
    const stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    worker.once("message", resolve);
    // Out of memory, or a page that nobody can take apart.
    worker.once("error", () => resolve(undefined));
    worker.once("exit", () => resolve(undefined));
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
      void worker.terminate();
    }
  };
}
