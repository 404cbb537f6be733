// What the host tells the webview: a snapshot, or what was added since.

import type { CallContent, ChangesSnapshot, TodoSnapshot } from "./agent.ts";
import type { PartHead, PartSnapshot } from "./parts.ts";
import type { QueueSnapshot } from "./queue.ts";
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
  /**
   * What the webview sent with `draftId` is taken: it is in the conversation, as the turn of that id, or `queued` under
   * it; or it was a command, which is carried out.
   */
  | { readonly type: "accepted"; readonly draftId: string; readonly queued?: boolean }
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
  | { readonly type: "insertAttachments"; readonly attachments: readonly Attachment[] }
  /**
   * Press that button of what waits first, as the person would. What is out of sight is shown instead, and what the person
   * may not mean, because others wait too, is pointed at, unless it is `sure`: then the next press decides.
   */
  | { readonly type: "pressWaiting"; readonly press: "approve" | "deny"; readonly sure: boolean }
  /** Answers `callContent` of the same call. */
  | { readonly type: "callContent"; readonly messageId: string; readonly key: string; readonly content: CallContent }
  /** Answers `findFiles`: those of the names that are files, and where these are. */
  | { readonly type: "filesFound"; readonly files: readonly FoundFile[] };

/** A name in an answer, and the path of the file it means, for people. */
export interface FoundFile {
  readonly name: string;
  readonly path: string;
}

/** One change of the snapshot. */
export type Patch =
  /** A new last message. */
  | { readonly op: "add"; readonly message: MessageSnapshot }
  /** A new last part of the message `id`. */
  | { readonly op: "part"; readonly id: string; readonly part: PartSnapshot }
  /** `text` goes to the end of the text of a part. */
  | { readonly op: "append"; readonly id: string; readonly key: string; readonly text: string }
  /** Of the text of a part only its last `keeps` UTF-16 units stay. */
  | { readonly op: "trim"; readonly id: string; readonly key: string; readonly keeps: number }
  /** The head of a part, as it is now. */
  | { readonly op: "head"; readonly id: string; readonly key: string; readonly head: PartHead }
  /** Everything of a message but its parts, as it is now. */
  | { readonly op: "update"; readonly message: MessageHead }
  | { readonly op: "title"; readonly title: string }
  | { readonly op: "total"; readonly total: ConversationSnapshot["total"] }
  /** What waits now; undefined when nothing does. */
  | { readonly op: "queue"; readonly queue?: QueueSnapshot }
  /** The list of what is to do; undefined when there is none to show. */
  | { readonly op: "todos"; readonly todos?: readonly TodoSnapshot[] }
  /** What nobody has decided about; undefined when there is nothing. */
  | { readonly op: "changes"; readonly changes?: ChangesSnapshot }
  | { readonly op: "environment"; readonly environment: ChatEnvironment };
