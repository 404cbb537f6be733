// What the host says or asks about context, above the text.

import type { ContextNoticeView } from "../../src/protocol/context.ts";
import { useApp } from "../app.ts";
import { Icon } from "./IconButton.tsx";

/** All of them, the oldest first. A question interrupts a screen reader. */
export function ContextNotices() {
  const { context } = useApp();
  const { notices } = context.state.value;
  if (notices.length === 0) return null;
  return (
    <div class="context-notices">
      {notices.map((notice) => (
        <ContextNoticeItem key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

function ContextNoticeItem({ notice }: { readonly notice: ContextNoticeView }) {
  const { post, composerFocus } = useApp();
  const question = notice.severity === "question";
  return (
    <div class="notice info" data-testid="context-notice" role={question ? "alert" : "status"}>
      <Icon name={question ? "question" : "info"} />
      <div class="notice-body">
        <p>{notice.text}</p>
        {notice.detail && <p class="context-detail">{notice.detail}</p>}
        <div class="row">
          {notice.actions.map((label, index) => (
            <button
              key={label}
              type="button"
              class={index === 0 ? "button" : "button secondary"}
              data-testid="context-action"
              onClick={() => {
                post({ type: "contextAction", id: notice.id, index });
                // The button goes away with its notice.
                composerFocus.value += 1;
              }}
            >
              {label}
            </button>
          ))}
        </div>
      </div>
    </div>
  );
}
