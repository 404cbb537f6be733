// Why a turn ended as it did, and what to do about it.

import type { Notice } from "../../src/protocol/snapshot.ts";
import { useApp } from "../app.ts";
import { Icon } from "./IconButton.tsx";

/** A notice below a turn. An error interrupts a screen reader, anything else waits for its turn. */
export function NoticeView({ messageId, notice }: { readonly messageId: string; readonly notice: Notice }) {
  const { words, post } = useApp();
  const error = notice.severity === "error";
  return (
    <div class={`notice ${notice.severity}`} data-testid="error-notice" role={error ? "alert" : "status"}>
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
