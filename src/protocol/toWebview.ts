// What the host tells the webview: a snapshot, or what was added since.

import type { ChatEnvironment, ChatSnapshot, ConversationSnapshot, MessageSnapshot } from "./snapshot.ts";

export type ToWebview =
  | { readonly type: "snapshot"; readonly snapshot: ChatSnapshot }
  /** Changes in order, gathered over a frame or two. Applies on `revision - 1` alone. */
  | { readonly type: "patches"; readonly revision: number; readonly patches: readonly Patch[] }
  /** The text the webview sent with `draftId` is in the conversation; its composer may be emptied. */
  | { readonly type: "accepted"; readonly draftId: string }
  /** It is not (no key, say): the text stays in the composer. */
  | { readonly type: "rejected"; readonly draftId: string }
  | { readonly type: "focusComposer" }
  /** Puts `text` into the composer, after what is there. */
  | { readonly type: "insertText"; readonly text: string };

/** One change of the snapshot. */
export type Patch =
  /** A new last message. */
  | { readonly op: "add"; readonly message: MessageSnapshot }
  /** `text` goes to the end of a message's content. */
  | { readonly op: "appendContent"; readonly id: string; readonly text: string }
  | { readonly op: "appendReasoning"; readonly id: string; readonly text: string }
  /** Everything of a message but its two texts, as it is now. */
  | { readonly op: "update"; readonly message: Omit<MessageSnapshot, "content" | "reasoning"> }
  | { readonly op: "title"; readonly title: string }
  | { readonly op: "total"; readonly total: ConversationSnapshot["total"] }
  | { readonly op: "environment"; readonly environment: ChatEnvironment };
