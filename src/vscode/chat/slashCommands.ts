// The commands of the composer: the same actions as in the editor, on what the person has in front of them there.

import type * as vscode from "vscode";
import type { CodeReference } from "../../core/context/codeReference.ts";
import type { ConversationService } from "../../core/conversation/conversationService.ts";
import { textOf } from "../../core/conversation/message.ts";
import { assertNever } from "../../core/util/assertNever.ts";
import type { Disposable } from "../../core/util/disposable.ts";
import type { SlashRequest } from "../../protocol/slashCommands.ts";
import { LastEditor } from "../codeBlocks/lastEditor.ts";
import type { CommandName } from "../commands/commandTable.ts";
import type { TargetArgument } from "../edit/editTarget.ts";

/** What a command came to: a question for the chat, or nothing that is said there; undefined when it was refused. */
export type SlashOutcome =
  | { readonly question: string; readonly references: readonly CodeReference[] }
  | "done"
  | undefined;

/** The chat a command was written in. */
export interface SlashChat {
  readonly service: ConversationService;
  /** Opens a new chat where this one is shown, or beside it. */
  startNew(): Promise<void>;
}

/** Where the actions are. */
export interface SlashTargets {
  runCommand(name: CommandName, argument: unknown): unknown;
  /** The question of Explain and the code it is about; undefined, said to the person, when there is none. */
  toExplain(argument: unknown): Promise<Exclude<SlashOutcome, "done">>;
  exportChat(service: ConversationService): Promise<void>;
  compactChat(service: ConversationService): void;
  /** There is no editor with code. */
  sayNoEditor(): void;
  onError(error: unknown): void;
}

/** Carries commands out. The actions stand later than the chats: until `connect` nothing is done. */
export class SlashCommands implements Disposable {
  readonly #editors = new LastEditor();
  #targets: SlashTargets | undefined;

  connect(targets: SlashTargets): void {
    this.#targets = targets;
  }

  dispose(): void {
    this.#editors.dispose();
  }

  /** Resolves when the chat may go on: what takes its time goes on beside it and says itself what fails. */
  async run({ command, instruction }: SlashRequest, { service, startNew }: SlashChat): Promise<SlashOutcome> {
    const targets = this.#targets;
    if (!targets) return undefined;
    const begin = (act: () => unknown): "done" => {
      new Promise((resolve) => resolve(act())).catch((error) => targets.onError(error));
      return "done";
    };
    switch (command) {
      case "new":
        return begin(startNew);
      case "compact":
        return begin(() => targets.compactChat(service));
      case "export":
        return begin(() => targets.exportChat(service));
      case "read": {
        const last = service.current.path().findLast((turn) => turn.role === "assistant" && textOf(turn) !== "");
        return begin(() => targets.runCommand("readReplyAloud", last?.id));
      }
      case "commit":
        return begin(() => targets.runCommand("generateCommitMessage", { instruction }));
      case "review":
        return begin(() => targets.runCommand("reviewCode", { instruction }));
      case "explain":
      case "refactor":
      case "fix":
      case "document":
      case "tests": {
        const editor = this.#editors.current;
        if (!editor) {
          targets.sayNoEditor();
          return undefined;
        }
        const target = targetOf(editor, instruction);
        if (command === "explain") return targets.toExplain(target);
        return begin(() => targets.runCommand(command === "tests" ? "generateTests" : command, target));
      }
      default:
        return assertNever(command);
    }
  }
}

/** The selection, or what is around the cursor. */
function targetOf({ document, selection }: vscode.TextEditor, instruction: string): TargetArgument {
  return { uri: document.uri, range: selection, around: selection.isEmpty, instruction };
}
