// One reply: its parts in order, where it looked things up, and how it ended.

import { type Signal, useComputed, useSignal } from "@preact/signals";
import { useApp } from "../app.ts";
import { isGrowing, type MessageEntry, type PartEntry } from "../state/chatStore.ts";
import { Answer } from "./Answer.tsx";
import { ApplyAll } from "./ApplyAll.tsx";
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
  const parts = entry.parts.value;
  const streaming = meta.state === "streaming";
  const drawing = useSignal(0);
  // A very long reply has ended before all of it is drawn.
  const state = drawing.value > 0 ? "streaming" : meta.state;
  const firstText = parts.findIndex((part) => part.head.peek().kind === "text");
  const beforeText = firstText === -1 ? parts.length : firstText;
  const draw = (part: PartEntry) => <Part key={part.key} entry={entry} part={part} drawing={drawing} />;
  useSpokenReply(entry);
  return (
    <Turn entry={entry} state={state}>
      {parts.slice(0, beforeText).map(draw)}
      {meta.sources.length > 0 && <Sources sources={meta.sources} />}
      {parts.slice(beforeText).map(draw)}
      <ApplyAll ready={state !== "streaming"} />
      {streaming && meta.retrying && <RetryWaitView wait={meta.retrying} />}
      {streaming && !meta.retrying && parts.length === 0 && <p class="note waiting">{t.waiting}</p>}
      {meta.state === "stopped" && !meta.notice && <p class="note">{t.stopped}</p>}
      {meta.notice && <NoticeView messageId={entry.id} notice={meta.notice} />}
      <MessageActions entry={entry} />
    </Turn>
  );
}

interface PartProps {
  readonly entry: MessageEntry;
  readonly part: PartEntry;
  /** How many texts of the reply are still to be drawn. */
  readonly drawing: Signal<number>;
}

/** One part of a reply. The last one grows while the reply does. */
function Part({ entry, part, drawing }: PartProps) {
  const growing = useComputed(() => isGrowing(entry, part));
  const head = part.head.value;
  if (head.kind === "text") return <Answer entry={entry} part={part} drawing={drawing} />;
  return <Reasoning text={part.text} thinking={growing.value} milliseconds={head.milliseconds} />;
}
