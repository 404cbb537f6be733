// What the person asked: a quiet bubble on the right, plain text, editable.

import { useSignal } from "@preact/signals";
import { useApp } from "../app.ts";
import type { MessageEntry } from "../state/chatStore.ts";
import { readLog } from "../state/textLog.ts";
import { GrowingText } from "./GrowingText.tsx";
import { Icon } from "./IconButton.tsx";
import { MessageActions } from "./MessageActions.tsx";
import { MessageAttachments } from "./MessageAttachments.tsx";
import { MessageEditor } from "./MessageEditor.tsx";
import { NoticeView } from "./NoticeView.tsx";
import { Turn } from "./Turn.tsx";

/** One question. */
export function UserMessage({ entry }: { readonly entry: MessageEntry }) {
  const { post } = useApp();
  const editing = useSignal(false);
  const meta = entry.meta.value;
  const save = (text: string) => {
    editing.value = false;
    post({ type: "editMessage", messageId: entry.id, text });
  };
  return (
    <Turn entry={entry} state={meta.state}>
      {editing.value ? (
        <MessageEditor
          text={readLog(entry.content.peek())}
          onSave={save}
          onCancel={() => {
            editing.value = false;
          }}
        />
      ) : (
        <>
          {meta.references?.map((label, index) => (
            <button
              type="button"
              class="reference"
              data-testid="reference"
              key={label}
              onClick={() => post({ type: "openReference", messageId: entry.id, index })}
            >
              <Icon name="code" />
              {label}
            </button>
          ))}
          {meta.attachments && <MessageAttachments messageId={entry.id} attachments={meta.attachments} />}
          {/* A picture may come without words. */}
          {(!meta.attachments || entry.content.value.length > 0) && (
            <GrowingText text={entry.content} growing={false} class="bubble" testId="content" />
          )}
          <MessageActions
            entry={entry}
            onEdit={() => {
              editing.value = true;
            }}
          />
        </>
      )}
      {meta.notice && <NoticeView messageId={entry.id} notice={meta.notice} />}
    </Turn>
  );
}
