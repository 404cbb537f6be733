/** Calls `work` once the page has nothing else to do, or after `timeout` ms. */
export function whenIdle(work: () => void, timeout?: number): void {
  if (typeof requestIdleCallback === "function") requestIdleCallback(work, { timeout });
  else setTimeout(work, 0);
}
