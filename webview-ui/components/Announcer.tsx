// The one place a screen reader listens to. Tokens never pass here; finished things do.

import { useApp } from "../app.ts";

/** A polite live region, unseen. */
export function Announcer() {
  const { announcement } = useApp();
  return (
    <div class="unseen" role="status" aria-live="polite" data-testid="announcer">
      {announcement.value}
    </div>
  );
}
