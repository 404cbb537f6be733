// The question of a reply that is higher than the view: it stays at the top while the reply is read.

import { useMemo } from "preact/hooks";
import { useApp } from "../app.ts";
import { type MessageEntry, wordsOf } from "./chatStore.ts";
import { startOfLog } from "./textLog.ts";

/** Characters of a question that may show: two lines of any view. */
const shownLength = 300;

/**
 * Laid over the reply, so nothing moves when it comes up; the styles show it only while it is stuck to the view's upper
 * edge. For the eye and the mouse alone: a screen reader and the keyboard find the question where it stands, and its
 * text is no text of the page, which would be found and copied twice.
 */
export function PinnedQuestion({ entry }: { readonly entry: MessageEntry }) {
  const { store, goTo } = useApp();
  // What a reply answers never changes.
  const question = useMemo(() => questionBefore(store.messages.peek(), entry), [store, entry]);
  const [first] = question ? wordsOf(question) : [];
  const text = first ? startOfLog(first, shownLength).trim() : "";
  if (!question || text === "") return null;
  return (
    <div class="pin-track">
      <button
        type="button"
        class="pin"
        data-testid="pinned-question"
        tabIndex={-1}
        aria-hidden="true"
        // The focus goes where the press leads.
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => goTo.message(question.id)}
      >
        <span class="pin-box">
          <span class="pin-text" data-text={text} />
        </span>
      </button>
    </div>
  );
}

function questionBefore(messages: readonly MessageEntry[], reply: MessageEntry): MessageEntry | undefined {
  const index = messages.indexOf(reply);
  return messages.slice(0, index).findLast(({ meta }) => meta.peek().role === "user");
}
