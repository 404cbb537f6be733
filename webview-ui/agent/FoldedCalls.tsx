// Reading calls that follow one another: one line, which opens to each of them.

import type { ComponentChild } from "preact";
import type { ToolHead } from "../../src/protocol/agent.ts";
import { useApp } from "../app.ts";
import type { MessageEntry, PartEntry } from "../conversation/chatStore.ts";
import type { PartGroup } from "../conversation/groupParts.ts";
import { fill } from "../words.ts";
import { CallLine } from "./CallLine.tsx";
import { callIcons } from "./ToolCall.tsx";

interface Props {
  readonly entry: MessageEntry;
  readonly group: PartGroup;
  readonly draw: (part: PartEntry) => ComponentChild;
}

/** "Read 4 files". While one of them runs, the line says which. */
export function FoldedCalls({ entry, group, draw }: Props) {
  const { calls, words } = useApp();
  const t = words.strings;
  const open = calls.isOpen({ messageId: entry.id, key: `fold-${group.key}` });
  const heads = group.parts.map(({ head }) => head.value).filter((head): head is ToolHead => head.kind === "tool");
  const running = heads.findLast(({ state }) => state !== "done");
  const isReading = heads.every(({ tool }) => tool === "read_file");
  const done = fill(isReading ? t.foldedReads : t.foldedCalls, heads.length);
  const bodyId = `fold-${entry.id}-${group.key}`;
  return (
    <div
      class="tool-call folded"
      data-testid="tool-call"
      data-tool={heads[0]?.tool}
      data-state={running?.state ?? "done"}
      data-count={heads.length}
    >
      <CallLine
        icon={callIcons[isReading ? "read" : "search"]}
        state={running?.state ?? "done"}
        line={running ? fill(t.foldedNow, running.line, heads.length) : done}
        words={t}
        open={open.value}
        bodyId={bodyId}
        onPress={() => {
          open.value = !open.value;
        }}
      />
      {open.value && (
        <div class="folded-calls" id={bodyId}>
          {group.parts.map(draw)}
        </div>
      )}
    </div>
  );
}
