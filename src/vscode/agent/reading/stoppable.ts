// VS Code's own services cannot be stopped: a call that is stopped leaves them behind.

import type { ToolDefinition } from "../../../core/tools/tool.ts";
import type { RunTool } from "../../../core/tools/toolRun.ts";

/** Settles as `promise` does, or rejects with the signal's reason as soon as that aborts. */
export async function stoppable<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const { promise: stopped, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason);
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await Promise.race([promise, stopped]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** The tool `run`, which ends as soon as its run is stopped. */
export function stopping<D extends ToolDefinition>(run: RunTool<D>): RunTool<D> {
  return (input, context) => stoppable(context.signal, run(input, context));
}

/** What `promise` gives within `ms`; else undefined. */
export async function within<T>(ms: number, promise: Promise<T>): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What `each` makes of `items`, some at a time, in their order; ended by `isEnough`, asked after each handful. */
export async function someAtATime<T, R>(
  items: readonly T[],
  each: (item: T) => Promise<R>,
  isEnough: (made: readonly R[]) => boolean = () => false,
): Promise<readonly R[]> {
  const made: R[] = [];
  for (let at = 0; at < items.length && !isEnough(made); at += handful) {
    made.push(...(await Promise.all(items.slice(at, at + handful).map(each))));
  }
  return made;
}

const handful = 16;
