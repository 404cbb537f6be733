// What the person asked: a quiet bubble on the right, plain text, editable.

import { useComputed } from "@preact/signals";
import { useApp } from "../app.ts";
import { type MessageEntry, wordsOf } from "../state/chatStore.ts";
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
  const { post, edits } = useApp();
  const meta = entry.meta.value;
  const texts = entry.parts.value.filter(({ head }) => head.value.kind === "text");
  const edit = useComputed(() => edits.of(entry.id)).value;
  return (
    <Turn entry={entry} state={meta.state}>
      {edit ? (
        <MessageEditor edit={edit} />
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
          {texts.map(
            ({ key, text }) =>
              (!meta.attachments || text.value.length > 0) && (
                <GrowingText key={key} text={text} growing={false} class="bubble" testId="content" />
              ),
          )}
          <MessageActions
            entry={entry}
            onEdit={() => edits.begin(entry.id, wordsOf(entry).map(readLog).join("\n\n"))}
          />
        </>
      )}
      {meta.notice && <NoticeView messageId={entry.id} notice={meta.notice} />}
    </Turn>
  );
}
