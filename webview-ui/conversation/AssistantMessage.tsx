// One reply: its parts in order, where it looked things up, and how it ended.

import { type ReadonlySignal, type Signal, useComputed, useSignal } from "@preact/signals";
import type { ComponentChild } from "preact";
import { useRef } from "preact/hooks";
import type { ToolHead } from "../../src/protocol/agent.ts";
import type { NoticeHead } from "../../src/protocol/parts.ts";
import { useApp } from "../app.ts";
import { useSpokenReply } from "../player/useSpokenReply.ts";
import { useLazyPart } from "../ui/useLazyPart.ts";
import { ApplyAll } from "./ApplyAll.tsx";
import { isGrowing, type MessageEntry, type PartEntry } from "./chatStore.ts";
import { groupParts, keepGroups, type PartGroup } from "./groupParts.ts";
import { LaterTurns } from "./LaterTurns.tsx";
import { LazyAnswer } from "./LazyAnswer.tsx";
import { LazyParts } from "./LazyParts.tsx";
import { MessageActions } from "./MessageActions.tsx";
import { NoticeView } from "./NoticeView.tsx";
import { PinnedQuestion } from "./PinnedQuestion.tsx";
import { Reasoning } from "./Reasoning.tsx";
import { RetryWaitView } from "./RetryWaitView.tsx";
import { Said } from "./Said.tsx";
import { Sources } from "./Sources.tsx";
import { Turn } from "./Turn.tsx";

/** One reply. Drawn again when its state changes; its texts grow without that. */
export function AssistantMessage({ entry }: { readonly entry: MessageEntry }) {
  const { words } = useApp();
  const t = words.strings;
  const meta = entry.meta.value;
  const parts = entry.parts.value;
  const streaming = meta.state === "streaming";
  const drawing = useSignal(0);
  // A very long reply has ended before all of it is drawn.
  const grows = drawing.value > 0 ? "streaming" : meta.state;
  const state = meta.waiting ? "waiting" : grows;
  const groups = useGroups(entry).value;
  // Where it looked things up stands below what it thought first, and moves nothing when it comes.
  const after = groups.findIndex(({ parts: [part] }) => part?.head.peek().kind !== "reasoning");
  const first = after === -1 ? groups.length : after;
  const draw = (part: PartEntry) => <Part key={part.key} entry={entry} part={part} drawing={drawing} />;
  const drawGroup = (group: PartGroup) => {
    const [part] = group.parts;
    if (!group.folds) return part && draw(part);
    return <Folded key={group.key} entry={entry} group={group} draw={draw} />;
  };
  const last = parts.at(-1)?.head.peek().kind;
  useSpokenReply(entry);
  return (
    <Turn entry={entry} state={state}>
      <PinnedQuestion entry={entry} />
      {groups.slice(0, first).map(drawGroup)}
      {meta.sources.length > 0 && <Sources sources={meta.sources} />}
      <LazyParts groups={groups.slice(first)} draw={drawGroup} />
      <ApplyAll ready={grows !== "streaming"} />
      {streaming && meta.retrying && <RetryWaitView wait={meta.retrying} />}
      {streaming && !meta.retrying && parts.length === 0 && <p class="note waiting">{t.waiting}</p>}
      {meta.state === "stopped" && !meta.notice && last !== "notice" && <p class="note">{t.stopped}</p>}
      {meta.notice && <NoticeView messageId={entry.id} notice={meta.notice} />}
      {meta.plan && <PlanEnd entry={entry} />}
      <MessageActions entry={entry} />
      <LaterTurns entry={entry} />
    </Turn>
  );
}

type RunHead = ToolHead | NoticeHead;

/** What of a reply stands together. Heads change often, this seldom. */
function useGroups(entry: MessageEntry): ReadonlySignal<readonly PartGroup[]> {
  const before = useRef<readonly PartGroup[]>([]);
  return useComputed(() => {
    before.current = keepGroups(before.current, groupParts(entry.parts.value, entry.meta.value.state === "streaming"));
    return before.current;
  });
}

interface PartProps {
  readonly entry: MessageEntry;
  readonly part: PartEntry;
  /** How many texts of the reply are still to be drawn. */
  readonly drawing: Signal<number>;
}

interface GroupProps {
  readonly entry: MessageEntry;
  readonly group: PartGroup;
  readonly draw: (part: PartEntry) => ComponentChild;
}

/** Calls in one line, once their bundle is there. */
function Folded(props: GroupProps) {
  const view = useLazyPart(useApp().agentView, true);
  return view ? <view.FoldedCalls {...props} /> : <p class="tool-line">…</p>;
}

/** One part of a reply. The last one grows while the reply does. */
function Part({ entry, part, drawing }: PartProps) {
  const growing = useComputed(() => isGrowing(entry, part));
  const head = part.head.value;
  switch (head.kind) {
    case "text":
      return <LazyAnswer entry={entry} part={part} drawing={drawing} />;
    case "reasoning":
      return <Reasoning text={part.text} thinking={growing.value} milliseconds={head.milliseconds} />;
    case "said":
      return <Said part={part} restores={head.restores} />;
    default:
      return <RunPart entry={entry} part={part} head={head} />;
  }
}

/** What the agent did, once its bundle is there: until then its line alone. */
function RunPart({
  entry,
  part,
  head,
}: {
  readonly entry: MessageEntry;
  readonly part: PartEntry;
  readonly head: RunHead;
}) {
  const view = useLazyPart(useApp().agentView, true);
  if (!view) return <p class="tool-line">{head.line}</p>;
  if (head.kind === "notice") return <view.RunNotice entry={entry} part={part} head={head} />;
  return <view.ToolCall entry={entry} part={part} head={head} />;
}

function PlanEnd({ entry }: { readonly entry: MessageEntry }) {
  const view = useLazyPart(useApp().agentView, true);
  return view ? <view.PlanEnd entry={entry} /> : null;
}
