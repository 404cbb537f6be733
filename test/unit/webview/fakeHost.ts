// A host that remembers what was asked of it, and conversations for it to show.

import type { ChatEnvironment, ChatSnapshot, MessageSnapshot } from "../../../src/protocol/snapshot.ts";
import type { ToHost } from "../../../src/protocol/toHost.ts";
import type { Host } from "../../../webview-ui/host.ts";

/** Records every request; keeps what is saved. */
export class FakeHost implements Host {
  readonly sent: ToHost[] = [];
  kept: unknown;

  constructor(kept?: unknown) {
    this.kept = kept;
  }

  post(message: ToHost): void {
    this.sent.push(message);
  }

  load(): unknown {
    return this.kept;
  }

  save(state: unknown): void {
    this.kept = state;
  }

  /** The requests of one type, in order. */
  of<T extends ToHost["type"]>(type: T): Extract<ToHost, { type: T }>[] {
    return this.sent.filter((message): message is Extract<ToHost, { type: T }> => message.type === type);
  }
}

/** What surrounds a conversation, unless a test says otherwise. */
export const environment: ChatEnvironment = {
  hasKey: true,
  model: "mimo-v2.6-pro",
  models: [
    { id: "mimo-v2.6-pro", name: "MiMo V2.6 Pro", retired: false },
    { id: "mimo-v2-pro", name: "MiMo V2 Pro", retired: true },
  ],
  thinking: true,
  canThink: true,
  webSearch: "off",
  canSearch: true,
};

/** A whole state. */
export function snapshot(messages: readonly MessageSnapshot[], more: Partial<ChatEnvironment> = {}): ChatSnapshot {
  return {
    revision: 1,
    conversation: { id: "c", title: "A title", messages },
    environment: { ...environment, ...more },
  };
}
