// The frame that draws diagrams. It has scripts and nothing else: an origin of its own, the page's policy on top of its
// own, no network. It is there while there is work, and one that takes too long is taken away.

import type { DiagramJob, DiagramResult } from "./diagramJob.ts";

/** One diagram; with the time it takes to start the frame. */
const longestMs = 8000;
/** How long it stays without work. */
const restMs = 15_000;
/** A larger picture is none to look at. */
const longestSvg = 2_000_000;

/** Draws one diagram at a time. */
export class DiagramFrame {
  readonly #page: Document;
  readonly #nonce: string;
  readonly #load: () => Promise<string>;
  #frame: HTMLIFrameElement | undefined;
  #up: Promise<void> = Promise.resolve();
  #rest: ReturnType<typeof setTimeout> | undefined;
  #counter = 0;

  /** `load` gives the frame's script, `nonce` lets it run. */
  constructor(page: Document, nonce: string, load: () => Promise<string>) {
    this.#page = page;
    this.#nonce = nonce;
    this.#load = load;
  }

  /** The picture, or undefined when there is none in time. Rejects when the script cannot be loaded. */
  readonly draw = async (job: Omit<DiagramJob, "id">): Promise<string | undefined> => {
    clearTimeout(this.#rest);
    const script = await this.#load();
    const id = ++this.#counter;
    const timer = new AbortController();
    const late = new Promise<undefined>((resolve) => {
      const timeout = setTimeout(resolve, longestMs, undefined);
      timer.signal.addEventListener("abort", () => clearTimeout(timeout));
    });
    const drawn = (async () => {
      const frame = this.#frame ?? this.#open(script);
      await this.#up;
      const result = this.#next(frame, (each) => each.id === id);
      frame.contentWindow?.postMessage({ ...job, id } satisfies DiagramJob, "*");
      return (await result).svg ?? "";
    })();
    const svg = await Promise.race([drawn, late]);
    timer.abort();
    if (svg === undefined) this.#close();
    else this.#rest = setTimeout(() => this.#close(), restMs);
    return svg && svg.length <= longestSvg ? svg : undefined;
  };

  #open(script: string): HTMLIFrameElement {
    const frame = this.#page.createElement("iframe");
    frame.className = "diagram-frame";
    frame.setAttribute("sandbox", "allow-scripts");
    frame.setAttribute("aria-hidden", "true");
    frame.tabIndex = -1;
    const nonce = this.#nonce;
    const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'unsafe-inline'`;
    // The end of a script's element cannot stand in it.
    const source = `const nonce = ${JSON.stringify(nonce)};\n${script}`.replaceAll(/<(?=\/script|!--)/gi, "\\x3c");
    frame.srcdoc = `<!DOCTYPE html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"></head><body><script nonce="${nonce}">${source}</script></body></html>`;
    this.#up = this.#next(frame, ({ id }) => id === 0).then(() => undefined);
    this.#page.body.append(frame);
    this.#frame = frame;
    return frame;
  }

  /** What the frame says next that is `wanted`. */
  #next(frame: HTMLIFrameElement, wanted: (result: DiagramResult) => boolean): Promise<DiagramResult> {
    const view = this.#page.defaultView;
    return new Promise((resolve) => {
      const onMessage = ({ source, data }: MessageEvent) => {
        const isOurs = source !== null && source === frame.contentWindow;
        // Of a frame that was taken away nothing comes any more.
        if (!frame.isConnected) view?.removeEventListener("message", onMessage);
        if (!isOurs || !isResult(data) || !wanted(data)) return;
        view?.removeEventListener("message", onMessage);
        resolve(data);
      };
      view?.addEventListener("message", onMessage);
    });
  }

  #close(): void {
    this.#frame?.remove();
    this.#frame = undefined;
  }
}

function isResult(value: unknown): value is DiagramResult {
  if (typeof value !== "object" || value === null || !("id" in value)) return false;
  return typeof value.id === "number" && (!("svg" in value) || ["string", "undefined"].includes(typeof value.svg));
}
