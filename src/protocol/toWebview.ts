// What the host tells the webview: a snapshot, or what was added since.

import type { PartHead, PartSnapshot } from "./parts.ts";
import type {
  Attachment,
  ChatEnvironment,
  ChatSnapshot,
  ConversationSnapshot,
  MessageHead,
  MessageSnapshot,
} from "./snapshot.ts";

export type ToWebview =
  | { readonly type: "snapshot"; readonly snapshot: ChatSnapshot }
  /** Changes in order, gathered over a frame or two. Applies on `revision - 1` alone. */
  | { readonly type: "patches"; readonly revision: number; readonly patches: readonly Patch[] }
  /** What the webview sent with `draftId` is in the conversation, as the turn of that id. */
  | { readonly type: "accepted"; readonly draftId: string }
  /** It is not, and stays where it was written. `text` says why, unless the person sees it already. */
  | { readonly type: "rejected"; readonly draftId: string; readonly text?: string }
  | { readonly type: "focusComposer" }
  /** Puts `text` into the composer, after what is there. */
  | { readonly type: "insertText"; readonly text: string }
  /** The file the webview sent as `id` is stored. */
  | { readonly type: "attached"; readonly id: string; readonly attachment: Attachment }
  /** It is not, or no longer: why, in words. `id` is the file's, or the hash of one that was stored before. */
  | { readonly type: "attachRefused"; readonly id: string; readonly text: string }
  /** Puts stored files beside what is in the composer. */
  | { readonly type: "insertAttachments"; readonly attachments: readonly Attachment[] };

/** One change of the snapshot. */
export type Patch =
  /** A new last message. */
  | { readonly op: "add"; readonly message: MessageSnapshot }
  /** A new last part of the message `id`. */
  | { readonly op: "part"; readonly id: string; readonly part: PartSnapshot }
  /** `text` goes to the end of the text of a part. */
  | { readonly op: "append"; readonly id: string; readonly key: string; readonly text: string }
  /** The head of a part, as it is now. */
  | { readonly op: "head"; readonly id: string; readonly key: string; readonly head: PartHead }
  /** Everything of a message but its parts, as it is now. */
  | { readonly op: "update"; readonly message: MessageHead }
  | { readonly op: "title"; readonly title: string }
  | { readonly op: "total"; readonly total: ConversationSnapshot["total"] }
  | { readonly op: "environment"; readonly environment: ChatEnvironment };
