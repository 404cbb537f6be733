// A refused request waiting for its next try, counting down. Heard once, not every second.

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { RetryWait } from "../../src/protocol/snapshot.ts";
import { useApp } from "../app.ts";
import { fill } from "../words.ts";

/** Why it waits and for how long. */
export function RetryWaitView({ wait }: { readonly wait: RetryWait }) {
  const app = useApp();
  const template = app.words.strings.retryingIn;
  const seconds = useSignal(Math.ceil(wait.delayMs / 1000));
  useEffect(() => {
    const end = performance.now() + wait.delayMs;
    seconds.value = Math.ceil(wait.delayMs / 1000);
    app.announce(fill(template, wait.text, seconds.peek()));
    const timer = setInterval(() => {
      seconds.value = Math.max(0, Math.ceil((end - performance.now()) / 1000));
    }, 1000);
    return () => clearInterval(timer);
  }, [app, wait, template, seconds]);
  return (
    <p class="note" data-testid="retry-wait">
      {fill(template, wait.text, seconds.value)}
    </p>
  );
}
