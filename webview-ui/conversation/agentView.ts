// What the bundle of the agent draws.

import type { ComponentChild, ComponentType } from "preact";
import type { ChangesSnapshot, TodoSnapshot, ToolHead } from "../../src/protocol/agent.ts";
import type { NoticeHead } from "../../src/protocol/parts.ts";
import type { MessageEntry, PartEntry } from "./chatStore.ts";
import type { PartGroup } from "./groupParts.ts";

/** What the agent does and asks, as it is drawn. */
export interface AgentView {
  readonly ToolCall: ComponentType<{ readonly entry: MessageEntry; readonly part: PartEntry; readonly head: ToolHead }>;
  readonly FoldedCalls: ComponentType<{
    readonly entry: MessageEntry;
    readonly group: PartGroup;
    readonly draw: (part: PartEntry) => ComponentChild;
  }>;
  readonly RunNotice: ComponentType<{
    readonly entry: MessageEntry;
    readonly part: PartEntry;
    readonly head: NoticeHead;
  }>;
  readonly PlanEnd: ComponentType<{ readonly entry: MessageEntry }>;
  readonly Todos: ComponentType<{ readonly todos: readonly TodoSnapshot[] }>;
  readonly Changes: ComponentType<{ readonly changes: ChangesSnapshot }>;
}
