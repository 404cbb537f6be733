// What the host shows of its state. The host owns the truth; the webview holds a copy of this and draws it.

import type { Attachment, MediaKind } from "../core/conversation/attachment.ts";
import type { ConversationUsage } from "../core/conversation/conversationUsage.ts";
import type { Cost } from "../core/model/cost.ts";
import type { Source, Usage } from "../core/model/streamEvent.ts";
import type { AgentMode, ChangesSnapshot, TodoSnapshot } from "./agent.ts";
import type { PartSnapshot } from "./parts.ts";
import type { QueueSnapshot } from "./queue.ts";

export type { Attachment, MediaKind };

/** Everything the chat view draws. Sent whole on `ready`, on a revision gap and when a hidden view shows again. */
export interface ChatSnapshot {
  /** Counts up with every patch batch; a batch that does not follow on means: ask for a snapshot. */
  readonly revision: number;
  readonly conversation: ConversationSnapshot;
  readonly environment: ChatEnvironment;
}

export interface ConversationSnapshot {
  readonly id: string;
  readonly title: string;
  /** Its run goes on in another window: nothing of it is changed here meanwhile. */
  readonly elsewhere?: true;
  /** The visible path, oldest first. */
  readonly messages: readonly MessageSnapshot[];
  /** All replies together, versions that are not shown included; undefined before the first that was counted. */
  readonly total?: ConversationUsage;
  /** Questions that wait; undefined when there are none. */
  readonly queue?: QueueSnapshot;
  /** The agent's list of what is to do; undefined when there is none to show. */
  readonly todos?: readonly TodoSnapshot[];
  /** What the agent changed and nobody has decided about; undefined when there is nothing. */
  readonly changes?: ChangesSnapshot;
}

/** One turn, whole. */
export interface MessageSnapshot extends MessageHead {
  /** In the order they came. */
  readonly parts: readonly PartSnapshot[];
}

/** Everything of a turn but its parts. */
export interface MessageHead {
  readonly id: string;
  readonly role: "user" | "assistant";
  readonly state: MessageState;
  readonly model?: string;
  readonly sources: readonly Source[];
  readonly usage?: Usage;
  /** Estimated; undefined for a model without a known price. */
  readonly cost?: Cost;
  /** What to say below the turn: an error, or why the reply ended early. */
  readonly notice?: Notice;
  /** Of a run, what its steps used, in order, null where the service did not say; undefined for a reply of one step. */
  readonly steps?: readonly (Usage | null)[];
  /** Set while the run waits for the person. */
  readonly waiting?: true;
  /** It is a plan, which can be carried out. */
  readonly plan?: true;
  /** What the agent did for this question can be taken back. */
  readonly restorable?: true;
  /** Set while a refused request waits for its next try. */
  readonly retrying?: RetryWait;
  /** Labels of what a question is about; the host opens them by their index. Undefined when there is nothing. */
  readonly references?: readonly string[];
  /** Files that went with a question; the host opens them by their index. Undefined when there are none. */
  readonly attachments?: readonly Attachment[];
  /** Which of several versions of this turn is shown; 1-based. Undefined when there is only one. */
  readonly version?: { readonly index: number; readonly count: number };
  /**
   * Questions that follow another version of this turn, and how many versions away that is; the last such version.
   * Undefined when there are none.
   */
  readonly later?: { readonly count: number; readonly delta: number };
}

/** `error` also when a stream broke off or ended without a finish reason. */
export type MessageState = "streaming" | "done" | "stopped" | "error";

/** One sentence in the person's language, with something to press. */
export interface Notice {
  readonly severity: "error" | "info";
  readonly text: string;
  /** What the service said, for those who want to know; English. */
  readonly detail?: string;
  /** Labels of the buttons. The host keeps what they do; the webview answers with an index. */
  readonly actions: readonly string[];
  /** The one of them that goes on with the reply: there is something to go on with only below the last one. */
  readonly continueAction?: number;
  /** That one takes up a run; else it asks for more in a new turn. */
  readonly continuesRun?: true;
}

export interface RetryWait {
  /** In words: "The service is busy." */
  readonly text: string;
  /** Milliseconds from the moment this was sent. */
  readonly delayMs: number;
}

/** What surrounds the conversation: settings, models, key. */
export interface ChatEnvironment {
  /** False shows the welcome state with the key button. The key itself never crosses. */
  readonly hasKey: boolean;
  readonly model: string;
  readonly models: readonly ModelChoice[];
  readonly thinking: boolean;
  /** False for a model that cannot think: the toggle is disabled. */
  readonly canThink: boolean;
  readonly webSearch: WebSearchMode;
  /** What one search costs, "$0.005"; undefined when nobody knows. */
  readonly searchPrice?: string;
  /** False on the Anthropic protocol, which carries no search: the toggle is disabled. */
  readonly canSearch: boolean;
  /** What the agent may do with the next question. Undefined: there is no choice. */
  readonly mode?: AgentMode;
  /** Why a mode cannot be chosen here, in words. One that is missing can. */
  readonly modeRefusals?: Readonly<Partial<Record<AgentMode, string>>>;
  /** The label of the button that changes that; undefined where nothing is refused. The host keeps what it does. */
  readonly modeWayOut?: string;
  /** What the model or the protocol in use cannot take, in words. A kind that is missing may be sent. */
  readonly mediaRefusals?: Readonly<Partial<Record<MediaKind, MediaRefusal>>>;
}

/** Why a kind of file cannot be sent, and the label of the button that changes it. The host keeps what that does. */
export interface MediaRefusal {
  readonly text: string;
  readonly action: string;
}

export type WebSearchMode = "off" | "auto" | "always";

export interface ModelChoice {
  readonly id: string;
  readonly name: string;
  /** Window, price and what it takes, in words; undefined when nothing is known. */
  readonly detail?: string;
  /** Retired models stay selectable, in a group of their own: another host may still serve them. */
  readonly retired: boolean;
}
