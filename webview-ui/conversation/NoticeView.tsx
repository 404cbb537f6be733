// Why a turn ended as it did, and what to do about it.

import { useComputed } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Notice } from "../../src/protocol/snapshot.ts";
import { useApp } from "../app.ts";
import { Icon } from "../ui/IconButton.tsx";

/**
 * A notice below a turn. One that comes up is told: an error interrupts a screen reader, anything else waits for its
 * turn. One that was there before is found by walking to it.
 */
export function NoticeView({ messageId, notice }: { readonly messageId: string; readonly notice: Notice }) {
  const { words, post, store } = useApp();
  const error = notice.severity === "error";
  const isNews = useRef(store.isNews(messageId));
  useEffect(() => store.markTold(messageId), [store, messageId]);
  const role = error ? "alert" : "status";
  const isLast = useComputed(() => store.messages.value.at(-1)?.id === messageId).value;
  const takesUp = (index: number) => notice.continuesRun === true && index === notice.continueAction;
  const offered = notice.actions
    .map((label, index) => ({ label, index }))
    .filter(({ index }) => isLast || index !== notice.continueAction);
  return (
    <div class={`notice ${notice.severity}`} data-testid="error-notice" role={isNews.current ? role : undefined}>
      <Icon name={error ? "error" : "info"} />
      <div class="notice-body">
        <p>{notice.text}</p>
        {notice.detail && (
          <details class="notice-detail">
            <summary data-testid="notice-details">{words.strings.details}</summary>
            <p>{notice.detail}</p>
          </details>
        )}
        {offered.length > 0 && (
          <div class="row">
            {offered.map(({ label, index }, at) => (
              <button
                key={label}
                type="button"
                class={at === 0 ? "button" : "button secondary"}
                data-testid={takesUp(index) ? "continue-run" : "error-action"}
                onClick={() =>
                  post(takesUp(index) ? { type: "continueRun", messageId } : { type: "noticeAction", messageId, index })
                }
              >
                {label}
              </button>
            ))}
          </div>
        )}
      </div>
    </div>
  );
}
