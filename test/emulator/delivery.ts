// Does to a response what the steps of a delivery say: paced, with back-pressure, and never after the client has gone.
import type { ServerResponse } from "node:http";
import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import type { Action } from "./faultActions.ts";
import { preciseNow } from "./options.ts";
import type { RecordedRequest } from "./requestLog.ts";

/** A signal that aborts when the response's connection has closed, for whatever reason. */
export function closeSignal(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  if (response.destroyed || response.socket?.destroyed) controller.abort();
  else response.once("close", () => controller.abort());
  return controller.signal;
}

/** Waits; false if the connection closed meanwhile. */
export async function pause(ms: number, closed: AbortSignal): Promise<boolean> {
  if (ms <= 0) await nextTurn();
  else await sleep(ms, undefined, { signal: closed }).catch(() => undefined);
  return !closed.aborted;
}

/** Writes and waits until the socket takes more; false if the connection closed meanwhile. */
async function write(response: ServerResponse, bytes: Buffer, closed: AbortSignal): Promise<boolean> {
  if (closed.aborted || response.destroyed) return false;
  if (response.write(bytes)) return true;
  await new Promise<void>((resolve) => {
    const done = () => {
      response.off("drain", done);
      closed.removeEventListener("abort", done);
      resolve();
    };
    response.once("drain", done);
    closed.addEventListener("abort", done);
  });
  return !closed.aborted;
}

/** Lets what was written leave the process before the socket is cut. */
async function flush(response: ServerResponse): Promise<void> {
  const { socket } = response;
  for (let i = 0; i < 50 && socket && !socket.destroyed && socket.writableLength > 0; i++) await nextTurn();
  await nextTurn();
}

/** Performs the steps; resolves when the response has ended, was cut, or the client has gone. */
export async function deliver(
  response: ServerResponse,
  actions: Iterable<Action>,
  record: RecordedRequest,
): Promise<void> {
  const closed = closeSignal(response);
  for (const action of actions) {
    switch (action.do) {
      case "write":
        if (!(await write(response, action.bytes, closed))) return;
        record.firstByteAt ??= preciseNow();
        record.lastByteAt = preciseNow();
        break;
      case "wait":
        if (!(await pause(action.ms, closed))) return;
        break;
      case "hang":
        if (!closed.aborted) await new Promise<void>((resolve) => closed.addEventListener("abort", () => resolve()));
        return;
      case "destroy":
      case "reset":
        await flush(response);
        record.closedByServer = true;
        if (action.do === "reset") response.socket?.resetAndDestroy();
        else response.destroy();
        return;
    }
  }
  if (!closed.aborted) response.end();
}
