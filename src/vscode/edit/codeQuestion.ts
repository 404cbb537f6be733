// The question what to change, asked at the code: a comment's zone whose comment is being written. Such a comment opens as a
// text box with the focus, in a thread made by us; VS Code's own way to a new thread would want ranges for comments, whose
// room beside the lines is never given back.

import * as vscode from "vscode";
import type { Disposable } from "../../core/util/disposable.ts";
import { giveRoomBack } from "./zoneRoom.ts";

/** Where and what to ask. */
export interface CodeQuestion {
  readonly uri: vscode.Uri;
  /** The box opens below it. */
  readonly line: number;
  /** What it is about. */
  readonly title: string;
}

interface Asked {
  readonly thread: vscode.CommentThread;
  readonly answer: (text: string | undefined) => void;
}

/** Asks one question at a time; a new one ends the one before. */
export class CodeQuestions implements Disposable {
  readonly #controller = vscode.comments.createCommentController("mimo.ask", "MiMo");
  #asked: Asked | undefined;

  readonly #closed = vscode.workspace.onDidCloseTextDocument(({ uri }) => {
    if (this.#asked?.thread.uri.toString() === uri.toString()) this.#end(undefined);
  });

  /** What the person writes, trimmed and never empty; undefined when they think better of it. */
  async ask({ uri, line, title }: CodeQuestion): Promise<string | undefined> {
    this.#end(undefined);
    if (!isOpenAsText(uri)) return askAtTop(title);
    const range = new vscode.Range(line, 0, line, 0);
    const comment: vscode.Comment = {
      body: "",
      mode: vscode.CommentMode.Editing,
      author: { name: vscode.l10n.t("Change it so that…") },
    };
    const thread = this.#controller.createCommentThread(uri, range, [comment]);
    thread.label = `MiMo: ${title}`;
    thread.canReply = false;
    // An unresolved thread would open the Comments view beside it.
    thread.state = vscode.CommentThreadState.Resolved;
    thread.collapsibleState = vscode.CommentThreadCollapsibleState.Expanded;
    void vscode.commands.executeCommand("setContext", "mimo.asking", true);
    return new Promise((answer) => {
      this.#asked = { thread, answer };
    });
  }

  /**
   * Takes the text of the box, which VS Code hands over as the comment; an empty one is not taken. The key alone has no text:
   * it presses the box's button.
   */
  async submit(argument: unknown): Promise<void> {
    if (typeof argument !== "object" || argument === null) {
      if (this.#asked) await vscode.commands.executeCommand("editor.action.submitComment");
      return;
    }
    const { body } = argument as { readonly body?: unknown };
    const text = (body instanceof vscode.MarkdownString ? body.value : String(body ?? "")).trim();
    if (text === "") return;
    this.#end(text);
    focusEditor();
  }

  cancel(): void {
    if (this.#asked) focusEditor();
    this.#end(undefined);
  }

  dispose(): void {
    this.#end(undefined);
    this.#closed.dispose();
    this.#controller.dispose();
  }

  #end(text: string | undefined): void {
    const asked = this.#asked;
    if (!asked) return;
    this.#asked = undefined;
    asked.thread.dispose();
    giveRoomBack(this.#controller);
    void vscode.commands.executeCommand("setContext", "mimo.asking", false);
    asked.answer(text);
  }
}

/** The focus was in the box, which is gone. */
function focusEditor(): void {
  void vscode.commands.executeCommand("workbench.action.focusActiveEditorGroup");
}

/** Notebooks and diffs show no zones, or not all of them do; nor does an editor where comments are switched off. */
function isOpenAsText(uri: vscode.Uri): boolean {
  if (vscode.workspace.getConfiguration("comments", uri).get("visible") === false) return false;
  return vscode.window.tabGroups.all.some(
    ({ activeTab }) =>
      activeTab?.input instanceof vscode.TabInputText && activeTab.input.uri.toString() === uri.toString(),
  );
}

async function askAtTop(title: string): Promise<string | undefined> {
  const { t } = vscode.l10n;
  const text = await vscode.window.showInputBox({
    title,
    prompt: t("Change it so that…"),
    validateInput: (value) => (value.trim() === "" ? t("Say what to change.") : undefined),
  });
  return text?.trim() || undefined;
}
