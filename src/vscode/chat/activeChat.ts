// Which of the open chats the person is in, and the commands that act on it.

import type { Mention } from "../../core/context/mention.ts";
import type { ConversationService } from "../../core/conversation/conversationService.ts";
import type { CommandTable } from "../commands/commandTable.ts";

/** A chat as commands see it: the view's, or a tab's. */
export interface OpenChat {
  readonly service: ConversationService;
  /** Opens a new chat where this one is shown, or beside it, and shows that. */
  startNew(): Promise<void>;
  /** Puts `mentions` into its composer and shows it. */
  addMentions(mentions: readonly Mention[]): Promise<void>;
  /** Its page has the keyboard. */
  readonly hasFocus: boolean;
  /**
   * Presses that button of what waits first, as the person would. Where the chat is out of sight it is shown instead, and
   * the focus stays where it is; where it is not `sure` that this one is meant, it is pointed at.
   */
  pressWaiting(press: "approve" | "deny", sure: boolean): Promise<void>;
}

/** A tab among the editors. */
export interface OpenTab extends OpenChat {
  /** It is the editor the person is in. */
  readonly isActive: boolean;
}

/** The tab the person is in; from any other editor, and from none, the chat in the view is meant. */
export function activeChat(tabs: readonly OpenTab[], view: OpenChat): OpenChat {
  return tabs.find(({ isActive }) => isActive) ?? view;
}

/** A chat whose question a key answers. */
export type WaitingChat = Pick<OpenChat, "service" | "pressWaiting">;

/**
 * The chat whose question a key answers: the one that has the keyboard, else the one that waits longest; `waiting` are those
 * that wait, in the order in which they began to, also in the `background`. It is `sure` when nobody could mean another.
 * Undefined when none waits.
 */
export function waitingChat(
  tabs: readonly OpenTab[],
  view: OpenChat,
  background: readonly WaitingChat[],
  waiting: readonly ConversationService[],
): { readonly chat: WaitingChat; readonly sure: boolean } | undefined {
  const chats = [view, ...tabs];
  // Who has opened the palette is still in the tab below it.
  const focused = chats.find(({ hasFocus }) => hasFocus) ?? tabs.find(({ isActive }) => isActive);
  if (focused && waiting.includes(focused.service)) return { chat: focused, sure: true };
  const all = [...chats, ...background];
  const chat = waiting.map((service) => all.find((each) => each.service === service)).find((each) => each);
  return chat && { chat, sure: waiting.length === 1 && !focused };
}

/**
 * The commands on `active`, which is asked at each; the button above the view means the view whatever is active. `waits` is
 * asked for what is approved or denied.
 */
export function chatCommands(
  active: () => OpenChat,
  view: OpenChat,
  waits: () => ReturnType<typeof waitingChat>,
): CommandTable<"newChat" | "newChatInView" | "stop" | "approve" | "deny"> {
  const press = async (button: "approve" | "deny") => {
    const target = waits();
    await target?.chat.pressWaiting(button, target.sure);
  };
  return {
    newChat: () => active().startNew(),
    newChatInView: () => view.startNew(),
    stop: () => active().service.stop(),
    approve: () => press("approve"),
    deny: () => press("deny"),
  };
}
