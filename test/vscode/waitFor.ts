// Waiting on a condition, for what Playwright's own waiting does not cover.
import { setTimeout as delay } from "node:timers/promises";

type Nothing = false | undefined | null;

/**
 * Asks `probe` until it answers something truthy and resolves to that; rejects naming `what` after `timeoutMs`. `everyMs` is
 * longer where asking costs something.
 */
export async function waitFor<T>(
  what: string,
  probe: () => Promise<T | Nothing> | T | Nothing,
  timeoutMs = 15_000,
  everyMs = 50,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await probe();
    if (answer) return answer;
    if (Date.now() > deadline) throw new Error(`Waited ${timeoutMs / 1000} s in vain for ${what}.`);
    await delay(everyMs);
  }
}
