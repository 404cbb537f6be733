// The one list of changes, and what the person decides about it, as the rest of the extension sees it.

import type { Checkpoints } from "../../../core/agent/checkpoints/checkpoints.ts";
import type { Conversation } from "../../../core/conversation/conversation.ts";
import type { RunScope } from "../../../core/tools/toolRun.ts";
import type { Disposable } from "../../../core/util/disposable.ts";
import type { Event } from "../../../core/util/emitter.ts";
import type { ChangesSnapshot } from "../../../protocol/agent.ts";

export interface ChangesDeps {
  /** The extension's global storage, a path. */
  readonly storage: string;
  /** The conversation of that id, when it is open. */
  readonly conversation: (chat: string) => Conversation | undefined;
  /** The chat the person is in. */
  readonly active: () => Conversation;
  /** Whether a run in the conversation of that id goes on in another window: what it changed is decided about there. */
  readonly isElsewhere: (chat: string) => boolean;
  /** Asks in a dialog, with `detail` in lines and one button; false when the person says no. */
  readonly confirm: (question: string, detail: string, button: string) => Promise<boolean>;
  /** Whether the margin of the editor shows what is to be decided: the setting `mimo.agent.showInMargin`, read at each. */
  readonly showInMargin: () => boolean;
  readonly log: (message: string) => void;
}

/** The files that a command changed. */
export interface WatchedCommand {
  /** Paths as the person names them; may be asked again. Never rejects. */
  changed(): Promise<readonly string[]>;
}

/**
 * One for the window. Chats are the ids of conversations, questions those of their turns; a path is one of the snapshot.
 * What fails is told to the person: nothing here rejects but `begin`.
 */
export interface Changes extends Checkpoints, Disposable {
  /** Undefined while nothing is to be decided, and before it was read: then `onDidChange` tells. */
  snapshotOf(chat: string): ChangesSnapshot | undefined;
  /** The list of the chat is another, or was read. */
  readonly onDidChange: Event<string>;
  /** What is there stays; without a path, in all files. */
  keep(chat: string, path?: string): Promise<void>;
  /** Takes back what nobody decided about; the person is offered to have it again. */
  undo(chat: string, path?: string): Promise<void>;
  /** Keeps or undoes the changed lines at `line`, from 0. */
  keepLines(chat: string, path: string, line: number): Promise<void>;
  undoLines(chat: string, path: string, line: number): Promise<void>;
  /** Shows all changes, or those of one file, as VS Code shows differences. */
  review(chat: string, path?: string): Promise<void>;
  /** The files (URIs) that nobody decided about, each with its text as it would be without the agent's changes. */
  beforeTexts(chat: string): Promise<readonly { readonly file: string; readonly before: string }[]>;
  /** Whether something was done from the question on that stands. `onDidChange` tells when that is another. */
  canRestore(chat: string, question: string): boolean;
  /** Asks, naming every file, and takes back what was done from the question on. */
  restoreTo(chat: string, question: string): Promise<void>;
  /**
   * Around a command of the agent: what it changes is outside of what can be taken back. `seen` are the files (URIs) that
   * the model has seen. Never rejects.
   */
  watchCommand(scope: RunScope, seen: readonly string[]): Promise<WatchedCommand>;
  /** Removes what no chat needs any more, at once what belongs to those of `journal`, the text of a deleted one. */
  removeOrphans(journal?: string): Promise<void>;
  /** The chat with undecided changes of a file, the active one first. */
  chatOf(file: string): { readonly chat: string; readonly path: string } | undefined;
}
