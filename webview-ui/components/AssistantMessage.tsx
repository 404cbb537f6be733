// One reply: its reasoning, its answer, where it looked things up, and how it ended.

import { useComputed, useSignal } from "@preact/signals";
import { useApp } from "../app.ts";
import type { MessageEntry } from "../state/chatStore.ts";
import { Answer } from "./Answer.tsx";
import { MessageActions } from "./MessageActions.tsx";
import { NoticeView } from "./NoticeView.tsx";
import { Reasoning } from "./Reasoning.tsx";
import { RetryWaitView } from "./RetryWaitView.tsx";
import { Sources } from "./Sources.tsx";
import { Turn } from "./Turn.tsx";
import { useSpokenReply } from "./useSpokenReply.ts";

/** One reply. Drawn again when its state changes; its texts grow without that. */
export function AssistantMessage({ entry }: { readonly entry: MessageEntry }) {
  const { words } = useApp();
  const t = words.strings;
  const meta = entry.meta.value;
  const hasContent = useComputed(() => entry.content.value.length > 0).value;
  const hasReasoning = useComputed(() => entry.reasoning.value.length > 0).value;
  const streaming = meta.state === "streaming";
  const drawing = useSignal(false);
  // A very long reply has ended before all of it is drawn.
  const state = drawing.value ? "streaming" : meta.state;
  useSpokenReply(entry);
  return (
    <Turn entry={entry} state={state}>
      {hasReasoning && (
        <Reasoning text={entry.reasoning} thinking={streaming && !hasContent} milliseconds={meta.reasoningMs} />
      )}
      {meta.sources.length > 0 && <Sources sources={meta.sources} />}
      <Answer entry={entry} drawing={drawing} />
      {streaming && meta.retrying && <RetryWaitView wait={meta.retrying} />}
      {streaming && !meta.retrying && !hasContent && !hasReasoning && <p class="note waiting">{t.waiting}</p>}
      {meta.state === "stopped" && !meta.notice && <p class="note">{t.stopped}</p>}
      {meta.notice && <NoticeView messageId={entry.id} notice={meta.notice} />}
      <MessageActions entry={entry} />
    </Turn>
  );
}
