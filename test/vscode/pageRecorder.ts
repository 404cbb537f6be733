// Keeps what a page and its frames (the webviews among them) say, throw and fetch, for tests to assert on.
import type { Page } from "playwright-core";

/** A request that left this machine, or tried to; `frameUrl` tells the workbench's own from a webview's. */
export interface RemoteRequest {
  url: string;
  frameUrl: string;
}

/** Lists that grow while the page lives; a test may empty them. */
export interface PageRecord {
  readonly consoleLines: string[];
  /** Uncaught exceptions with their stacks, of the workbench (which has some of its own) and of the webviews. */
  readonly pageErrors: string[];
  /** Those of `pageErrors` that came through a file of our extension. */
  ownErrors(): string[];
  readonly remoteRequests: RemoteRequest[];
}

/** Starts recording; call it before the page loads anything. */
export function recordPage(page: Page): PageRecord {
  const record: PageRecord = {
    consoleLines: [],
    pageErrors: [],
    ownErrors: () => record.pageErrors.filter((stack) => /mimo-assistant[^?\s]*\/dist\//.test(stack)),
    remoteRequests: [],
  };
  page.on("console", (message) => {
    // The workbench's own lines come as a format string with colours.
    const text = message
      .text()
      .replace(/%c/g, "")
      .replace(/color: ?#\w+;?/g, "");
    record.consoleLines.push(`[${message.type()}] ${text.trim()}`);
  });
  page.on("pageerror", (error) => record.pageErrors.push(error.stack ?? String(error)));
  page.on("request", (request) => {
    if (isLocal(new URL(request.url()))) return;
    // A service worker's request belongs to no frame.
    const frameUrl = request.serviceWorker() ? "service worker" : request.frame().url();
    record.remoteRequests.push({ url: request.url(), frameUrl });
  });
  return record;
}

function isLocal({ protocol, hostname }: URL): boolean {
  if (!/^(https?|wss?):$/.test(protocol) || hostname === "127.0.0.1" || hostname === "localhost") return true;
  // The made-up host under which a webview sees local files; VS Code's service worker answers for it.
  return hostname.endsWith(".vscode-resource.vscode-cdn.net");
}
