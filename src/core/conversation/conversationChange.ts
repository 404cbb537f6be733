import type { Message } from "./message.ts";

/** What was added to the text of a part. */
interface Growth {
  readonly id: string;
  /** Its index in the turn's parts. */
  readonly part: number;
  readonly text: string;
  /** Whether the part began with it. */
  readonly isNew: boolean;
}

/** What changed in the open conversation, for whoever shows it. */
export type ConversationChange =
  /** Another conversation, or another path through this one: read it afresh. */
  | { readonly type: "reset" }
  | { readonly type: "added"; readonly message: Message }
  /** A part of the turn `id` began or grew. */
  | ({ readonly type: "text" | "reasoning" } & Growth)
  /** Something of a part other than its text: how long the reasoning took, how far a call has come. */
  | { readonly type: "head"; readonly id: string; readonly part: number }
  /** What waits for the person in the turn `id` has changed. */
  | { readonly type: "waiting"; readonly id: string }
  /** The call that is the part `part` put out `text`; it is in no turn. */
  | { readonly type: "output"; readonly id: string; readonly part: number; readonly text: string }
  /** Anything of the turn but its parts. */
  | { readonly type: "updated"; readonly id: string }
  | { readonly type: "title" }
  /** Questions wait, wait no more, or wait in other words. */
  | { readonly type: "queue" };
