import { useLayoutEffect } from "preact/hooks";
import { useApp } from "../app.ts";
import { whenIdle } from "./idle.ts";
import type { LazyPart } from "./lazyPart.ts";

/**
 * The part once it is there: it comes in idle time, or at once when it is `wanted`. `onFailure` is called when that fails,
 * after it was reported.
 */
export function useLazyPart<T>(part: LazyPart<T>, wanted: boolean, onFailure?: () => void): T | undefined {
  const { failures } = useApp();
  useLayoutEffect(() => {
    const load = () => {
      part.load().catch((error: unknown) => {
        failures.report(error);
        onFailure?.();
      });
    };
    if (wanted) load();
    else whenIdle(load);
  }, [part, wanted]);
  return part.value.value;
}
