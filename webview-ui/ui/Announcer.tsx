// The one place a screen reader listens to. Tokens never pass here; finished things do.

import { useApp } from "../app.ts";

/** A polite log, unseen: what is added is read out in turn, however soon the next follows. */
export function Announcer() {
  const { announcements } = useApp();
  return (
    <div class="unseen" role="log" aria-live="polite" aria-relevant="additions" data-testid="announcer">
      {announcements.value.map(({ id, text }) => (
        <p key={id}>{text}</p>
      ))}
    </div>
  );
}
