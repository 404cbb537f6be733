// What the emulator remembers of each request, for tests to look at.
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { preciseNow } from "./options.ts";

/** One request, filled in while it goes on. Times are `performance.timeOrigin + performance.now()` milliseconds. */
export interface RecordedRequest {
  /** Counts from 1. */
  id: number;
  method: string;
  path: string;
  headers: { [name: string]: string | string[] | undefined };
  /** The parsed body; the text itself if it is not JSON, undefined if there is none. */
  body: unknown;
  startedAt: number;
  /** When the response's headers were sent, and with which status. */
  headersAt?: number;
  status?: number;
  /** The first and the latest byte of the response's body. */
  firstByteAt?: number;
  lastByteAt?: number;
  /** When the response was complete. */
  finishedAt?: number;
  /** When the client closed the connection before the response was complete. */
  closedByClientAt?: number;
  /** Whether a fault cut the connection. */
  closedByServer?: boolean;
  /** Kinds of the faults that struck it. */
  faults: string[];
  /** Whether a script answered it. */
  scripted: boolean;
}

const limit = 2000;

/** Records that the headers have just been sent. */
export function markHeaders(record: RecordedRequest, response: ServerResponse): void {
  record.status ??= response.statusCode;
  record.headersAt ??= preciseNow();
}

/** The requests so far, with waiting for one to come. */
export class RequestLog {
  #requests: RecordedRequest[] = [];
  #count = 0;

  get requests(): readonly RecordedRequest[] {
    return this.#requests;
  }

  clear(): void {
    this.#requests = [];
  }

  /** Starts a record and follows the response to its end. */
  start(request: IncomingMessage, response: ServerResponse): RecordedRequest {
    const record: RecordedRequest = {
      id: ++this.#count,
      method: request.method ?? "",
      path: (request.url ?? "").split("?")[0] ?? "",
      headers: { ...request.headers },
      body: undefined,
      startedAt: preciseNow(),
      faults: [],
      scripted: false,
    };
    this.#requests.push(record);
    if (this.#requests.length > limit) this.#requests.shift();
    response.once("finish", () => {
      record.finishedAt = preciseNow();
    });
    response.once("close", () => {
      if (!response.writableFinished && !record.closedByServer) record.closedByClientAt = preciseNow();
    });
    return record;
  }

  /** The first request that fits, now or within `timeoutMs`; rejects when none came. */
  async wait(fits: (request: RecordedRequest) => boolean, timeoutMs: number): Promise<RecordedRequest> {
    const end = preciseNow() + timeoutMs;
    for (;;) {
      const found = this.#requests.find(fits);
      if (found) return found;
      if (preciseNow() > end)
        throw new Error(`no matching request within ${timeoutMs} ms; ${this.#requests.length} recorded`);
      await sleep(5);
    }
  }
}
