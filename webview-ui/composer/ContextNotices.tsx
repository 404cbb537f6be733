// What the host says or asks about context, above the text.

import type { ContextNoticeView } from "../../src/protocol/context.ts";
import { useApp } from "../app.ts";
import { Icon, IconButton } from "../ui/IconButton.tsx";

/** All of them, the oldest first. A question interrupts a screen reader; what is merely told can be closed. */
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
  const [only = "", another] = notice.actions;
  const told = !question && another === undefined;
  const press = (index: number) => {
    post({ type: "contextAction", id: notice.id, index });
    // The button goes away with its notice.
    composerFocus.value += 1;
  };
  return (
    <div class="notice info" data-testid="context-notice" role={question ? "alert" : "status"}>
      <Icon name={question ? "question" : "info"} />
      <div class="notice-body">
        <p>{notice.text}</p>
        {notice.detail && <p class="context-detail">{notice.detail}</p>}
        {!told && (
          <div class="row">
            {notice.actions.map((label, index) => (
              <button
                key={label}
                type="button"
                class={index === 0 ? "button" : "button secondary"}
                data-testid="context-action"
                onClick={() => press(index)}
              >
                {label}
              </button>
            ))}
          </div>
        )}
      </div>
      {told && <IconButton icon="close" label={only} testId="context-action" onPress={() => press(0)} />}
    </div>
  );
}
