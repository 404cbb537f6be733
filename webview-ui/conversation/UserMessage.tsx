// What the person asked: a quiet bubble on the right, plain text, editable.

import { useComputed } from "@preact/signals";
import { useApp } from "../app.ts";
import { Icon } from "../ui/IconButton.tsx";
import { type MessageEntry, wordsOf } from "./chatStore.ts";
import { GrowingText } from "./GrowingText.tsx";
import { MessageActions } from "./MessageActions.tsx";
import { MessageAttachments } from "./MessageAttachments.tsx";
import { MessageEditor } from "./MessageEditor.tsx";
import { NoticeView } from "./NoticeView.tsx";
import { Turn } from "./Turn.tsx";
import { readLog } from "./textLog.ts";

/** One question. */
export function UserMessage({ entry }: { readonly entry: MessageEntry }) {
  const { post, edits, words } = useApp();
  const meta = entry.meta.value;
  const texts = entry.parts.value.filter(({ head }) => head.value.kind === "text");
  const edit = useComputed(() => edits.of(entry.id)).value;
  return (
    <Turn entry={entry} state={meta.state}>
      {edit ? (
        <MessageEditor edit={edit} save={words.strings.resend} />
      ) : (
        <>
          {meta.references && (
            <div class="references">
              {meta.references.map((label, index) => (
                <span class="chip" key={label}>
                  <button
                    type="button"
                    class="chip-main reference"
                    data-testid="reference"
                    title={label}
                    onClick={() => post({ type: "openReference", messageId: entry.id, index })}
                  >
                    <Icon name="code" />
                    {/* Of a path the end says more than the beginning. */}
                    <span class="chip-label">{/[^/]+\/?$/.exec(label)?.[0] ?? label}</span>
                  </button>
                </span>
              ))}
            </div>
          )}
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
