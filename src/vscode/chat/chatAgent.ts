// What the chat needs of the agent's other parts: the words of what is asked, the list of changes, and what its buttons do.
// The agent comes with the first question that needs it; until then there is nothing to ask it.

import type { CallPart } from "../../core/conversation/message.ts";
import type { WaitingCall } from "../../core/conversation/waitingCall.ts";
import type { Event } from "../../core/util/emitter.ts";
import type { ApprovalSnapshot, ChangesSnapshot } from "../../protocol/agent.ts";

/** Where something of the agent is: the conversation and the question that was answered. */
export interface AgentPlace {
  readonly chat: string;
  readonly question: string;
}

/** A tool that is not ours, in its own words. */
export interface ForeignLabel {
  readonly title: string;
  readonly source: string;
}

/** One for all chats of the window. Names of files are the `path` of what was shown. */
export interface ChatAgent {
  /** The tool of others that a call by this name is to; undefined for ours, and for one that is not chosen any more. */
  foreignLabel(name: string): ForeignLabel | undefined;
  /** The words of an approval, the same for the same question. */
  describeApproval(waiting: Extract<WaitingCall, { type: "approval" }>): Omit<ApprovalSnapshot, "token">;
  /** What nobody has decided about in the conversation `chat`; undefined when there is nothing. */
  changesOf(chat: string): ChangesSnapshot | undefined;
  /** Fires with the id of a conversation when its changes, or what can be restored in it, are others. */
  readonly onDidChangeChanges: Event<string>;
  /** Of one file, or of all. */
  keep(chat: string, path?: string): Promise<void>;
  undo(chat: string, path?: string): Promise<void>;
  review(chat: string, path?: string): Promise<void>;
  /** Whether something was done for a question that can be taken back. */
  canRestore(place: AgentPlace): boolean;
  /** Shows what would change, asks, and puts the files back. */
  restore(place: AgentPlace): Promise<void>;
  /** Opens the file a call is about, or its result where it is about none. */
  openCall(call: CallPart, place: AgentPlace): Promise<void>;
  /** Shows the output of a command, which may still run, in a terminal. */
  showInTerminal(call: CallPart, place: AgentPlace): Promise<void>;
}
