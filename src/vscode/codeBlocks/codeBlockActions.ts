// What the buttons of a code block do in the editor. Nothing is overwritten: an insertion is one undo step, applying
// proposes a change that waits for Accept, a new file is an unsaved one, and what goes to a terminal runs only when asked to.

import * as vscode from "vscode";
import { languageIdOf } from "../../core/code/languageIds.ts";
import { indentSnippet } from "../../core/edit/indentSnippet.ts";
import type { Disposable } from "../../core/util/disposable.ts";
import { plainName } from "../../core/util/plainText.ts";
import type { CodeAction } from "../../protocol/toHost.ts";
import type { WorkspaceWriter } from "../access/workspaceWriter.ts";
import type { Proposals } from "../edit/proposals.ts";
import { pathOf } from "../edit/readSubject.ts";
import { reportFailure } from "../edit/reportFailure.ts";
import { showInformation } from "../messages/messages.ts";
import { applyAll } from "./applyAll.ts";
import { type CodeBlock, codeLines } from "./codeLines.ts";
import { IdleTerminals } from "./idleTerminals.ts";
import { LastEditor } from "./lastEditor.ts";
import type { MergingDeps } from "./mergeByModel.ts";
import { placeInDocument } from "./placeInDocument.ts";
import { putIntoTerminal } from "./putIntoTerminal.ts";
import { findNamedFile, openText } from "./workspaceFile.ts";

/** Carries out what was pressed. What cannot be done is said, with what can. */
export class CodeBlockActions implements Disposable {
  readonly #proposals: Proposals;
  readonly #writer: WorkspaceWriter;
  readonly #deps: MergingDeps;

  readonly #editors = new LastEditor();
  readonly #terminals = new IdleTerminals();

  constructor(proposals: Proposals, writer: WorkspaceWriter, deps: MergingDeps) {
    this.#proposals = proposals;
    this.#writer = writer;
    this.#deps = deps;
  }

  async run(action: CodeAction): Promise<void> {
    if (action.action === "insert") await this.#insert(action);
    else if (action.action === "apply") await this.#apply(action);
    else if (action.action === "terminal" || action.action === "execute") await this.#putIntoTerminal(action);
    else await this.#newFile(action);
  }

  /** All blocks of an answer that name a file. */
  applyAll(blocks: readonly CodeBlock[]): Promise<void> {
    return applyAll(blocks, this.#proposals, this.#deps, (block) => this.#newFile({ ...block, action: "newFile" }));
  }

  dispose(): void {
    this.#editors.dispose();
    this.#terminals.dispose();
  }

  async #putIntoTerminal(action: CodeAction): Promise<void> {
    const execute = action.action === "execute" && vscode.workspace.isTrusted;
    const refusal = putIntoTerminal(action, this.#terminals, execute);
    if (refusal !== undefined) return this.#offer(refusal, action, ["newFile"]);
  }

  /** At every cursor, in place of what is selected. */
  async #insert(action: CodeAction): Promise<void> {
    const { t } = vscode.l10n;
    const editor = this.#editors.current;
    if (!editor) {
      return this.#offer(t("Open a file and put the cursor where the code should go."), action, ["newFile"]);
    }
    const code = codeLines(action).join("\n");
    const result = await this.#writer.editIn(editor, () =>
      editor.selections.map((range) => ({ range, text: indented(code, editor, range) })),
    );
    if (result.type === "declined") return;
    if (result.type === "refused") return this.#offer(result.text, action, ["newFile"]);
    editor.selections = editor.selections.map(({ end }) => new vscode.Selection(end, end));
    // Only now: what is shown is then edited by hand.
    await vscode.window.showTextDocument(editor.document, { viewColumn: editor.viewColumn });
  }

  async #apply(action: CodeAction): Promise<void> {
    const { t } = vscode.l10n;
    const editor = this.#editors.current;
    const named = action.path === undefined ? undefined : await findNamedFile(action.path);
    if (named?.type === "file") {
      const document = await openText(named.uri);
      if (document) return this.#propose(action, document);
      return this.#offer(t("{0} is no text.", plainName(action.path ?? "")), action, ["newFile"]);
    }
    if (named?.type === "outside" && editor && endsIn(editor.document.uri, action.path)) {
      return this.#propose(action, editor.document);
    }
    if (named?.type === "outside") {
      return this.#offer(
        t("{0} is outside of the workspace and is not changed.", plainName(action.path ?? "")),
        action,
        ["newFile"],
      );
    }
    if (named?.type === "missing") {
      const here = t("Apply to {0}", editor ? plainName(pathOf(editor.document.uri)) : "");
      const text = t("There is no {0} in the workspace.", plainName(action.path ?? ""));
      const newFile = t("New File");
      const pressed = await showInformation(text, newFile, ...(editor ? [here] : []));
      if (pressed === newFile) await this.#newFile(action);
      else if (pressed === here && editor) await this.#propose(action, editor.document);
      return;
    }
    if (editor) return this.#propose(action, editor.document);
    return this.#offer(t("Open the file that this code belongs to."), action, ["newFile"]);
  }

  /** Shows the document with the change in it; the document itself is not touched. */
  async #propose(action: CodeAction, document: vscode.TextDocument): Promise<void> {
    const { t } = vscode.l10n;
    const editor = await vscode.window.showTextDocument(document, {
      viewColumn: vscode.window.visibleTextEditors.find((each) => each.document === document)?.viewColumn,
      preview: false,
    });
    const snippet = codeLines(action, document.lineAt(0).text);
    const retry = () => {
      this.#propose(action, document).catch((error) => reportFailure(error, this.#deps, retry));
    };
    const outcome = await placeInDocument([snippet], document, this.#proposals, this.#deps, retry);
    if (outcome.type === "proposed") {
      const place = new vscode.Range(outcome.line, 0, outcome.line, 0);
      editor.revealRange(place, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    } else if (outcome.type === "same") {
      void showInformation(t("{0} has this code already.", pathOf(document.uri)));
    } else if (outcome.text !== undefined) return this.#offer(outcome.text, action);
  }

  /** An unsaved file, at the place the block names when that is free. */
  async #newFile(action: CodeAction): Promise<void> {
    const named = action.path === undefined ? undefined : await findNamedFile(action.path);
    const content = `${codeLines(action).join("\n")}\n`;
    if (named?.type === "missing" && (await this.#writer.mayBegin(named.uri))) {
      const document = await vscode.workspace.openTextDocument(named.uri.with({ scheme: "untitled" }));
      // One of that name that was begun before is somebody's work.
      if (document.getText() === "") {
        const text = [{ range: new vscode.Range(0, 0, 0, 0), text: content }];
        await this.#writer.edit(document.uri, { changes: () => text });
        await vscode.window.showTextDocument(document, { preview: false });
        return;
      }
    }
    const language = languageIdOf(action.language, await vscode.languages.getLanguages());
    const document = await vscode.workspace.openTextDocument({ content, language });
    await vscode.window.showTextDocument(document, { preview: false });
  }

  async #offer(text: string, action: CodeAction, ways: readonly ("insert" | "newFile")[] = ["insert", "newFile"]) {
    const labels = { insert: vscode.l10n.t("Insert at Cursor"), newFile: vscode.l10n.t("New File") };
    const pressed = await showInformation(text, ...ways.map((way) => labels[way]));
    const way = ways.find((each) => labels[each] === pressed);
    if (way) await this.run({ ...action, action: way });
  }
}

function indented(code: string, { document, options }: vscode.TextEditor, { start, end }: vscode.Selection): string {
  const before = document.lineAt(start).text.slice(0, start.character);
  const after = document.lineAt(end).text.slice(end.character);
  const tabSize = typeof options.tabSize === "number" && options.tabSize > 0 ? options.tabSize : 4;
  return indentSnippet(code, {
    before,
    after,
    insertSpaces: options.insertSpaces !== false,
    tabSize,
    language: document.languageId,
  });
}

/** A file that was opened from outside of the workspace, named as it is. */
function endsIn(uri: vscode.Uri, path: string | undefined): boolean {
  return path !== undefined && (uri.path === path || uri.fsPath === path);
}
