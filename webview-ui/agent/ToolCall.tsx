// One call: a line that opens to what was asked for and what came of it, and what it asks of the person.

import { useLayoutEffect, useRef } from "preact/hooks";
import type { ToolHead, ToolIcon } from "../../src/protocol/agent.ts";
import { useApp } from "../app.ts";
import type { MessageEntry, PartEntry } from "../conversation/chatStore.ts";
import { Approval } from "./Approval.tsx";
import { CallBody } from "./CallBody.tsx";
import { CallLine } from "./CallLine.tsx";
import { Question } from "./Question.tsx";

/** The codicon of each kind of call. */
export const callIcons: Readonly<Record<ToolIcon, string>> = {
  read: "file",
  search: "search",
  edit: "edit",
  create: "new-file",
  move: "arrow-right",
  delete: "trash",
  command: "terminal",
  web: "globe",
  ask: "question",
  todos: "checklist",
  tool: "tools",
};

interface Props {
  readonly entry: MessageEntry;
  readonly part: PartEntry;
  readonly head: ToolHead;
}

/** One call of a run. */
export function ToolCall({ entry, part, head }: Props) {
  const { calls, words } = useApp();
  const place = { messageId: entry.id, key: part.key };
  const open = calls.isOpen(place);
  const root = useRef<HTMLDivElement>(null);
  const asks = head.approval !== undefined || head.question !== undefined;
  const asked = useRef(asks);
  // Seen before it is drawn: what was asked goes, and the focus with it.
  const leaves = asked.current && !asks && root.current?.querySelector(".asks")?.contains(document.activeElement);
  asked.current = asks;
  useLayoutEffect(() => {
    if (leaves) root.current?.querySelector<HTMLElement>(".tool-line")?.focus({ preventScroll: true });
  });
  const bodyId = `call-${entry.id}-${part.key}`;
  return (
    <div class="tool-call" data-testid="tool-call" data-tool={head.tool} data-state={head.state} ref={root}>
      <CallLine
        icon={callIcons[head.icon]}
        state={head.state}
        line={head.line}
        words={words.strings}
        open={open.value}
        bodyId={bodyId}
        onPress={() => {
          open.value = !open.value;
        }}
      />
      {open.value && <CallBody id={bodyId} place={place} part={part} head={head} />}
      {head.note !== undefined && (
        <p class="denied-note plain" data-testid="denied-note" dir="auto">
          <span class="unseen">{words.strings.saidLabel}: </span>
          {head.note}
        </p>
      )}
      {head.approval && <Approval key={head.approval.token} place={place} approval={head.approval} />}
      {head.question && <Question key={head.question.token} place={place} question={head.question} />}
    </div>
  );
}
