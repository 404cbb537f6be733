import type { Message } from "./message.ts";

/** What changed in the open conversation, for whoever shows it. */
export type ConversationChange =
  /** Another conversation, or another path through this one: read it afresh. */
  | { readonly type: "reset" }
  | { readonly type: "added"; readonly message: Message }
  | { readonly type: "text"; readonly id: string; readonly text: string }
  | { readonly type: "reasoning"; readonly id: string; readonly text: string }
  /** Anything of the turn but its texts. */
  | { readonly type: "updated"; readonly id: string }
  | { readonly type: "title" };
