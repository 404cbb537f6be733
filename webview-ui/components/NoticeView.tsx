// Why a turn ended as it did, and what to do about it.

import { useEffect, useRef } from "preact/hooks";
import type { Notice } from "../../src/protocol/snapshot.ts";
import { useApp } from "../app.ts";
import { Icon } from "./IconButton.tsx";

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
  return (
    <div class={`notice ${notice.severity}`} data-testid="error-notice" role={isNews.current ? role : undefined}>
      <Icon name={error ? "error" : "info"} />
      <div class="notice-body">
        <p>{notice.text}</p>
        {notice.detail && (
          <details class="notice-detail">
            <summary>{words.strings.details}</summary>
            <p>{notice.detail}</p>
          </details>
        )}
        {notice.actions.length > 0 && (
          <div class="row">
            {notice.actions.map((label, index) => (
              <button
                key={label}
                type="button"
                class={index === 0 ? "button" : "button secondary"}
                data-testid="error-action"
                onClick={() => post({ type: "noticeAction", messageId, index })}
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
