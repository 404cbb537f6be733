// The one way to a change of a file: asked of the write gate, fitting the file's encoding, made through the editor's
// document. Encoding, byte order mark, line endings and what the person has not saved stay as they are, no tab opens, and
// no cursor moves; saving is the person's.

import * as vscode from "vscode";
import {
  type AskReason,
  carryOutWrite,
  judgeWrite,
  type RefuseReason,
  type WriteRequest,
  type WriteVerdict,
} from "../../core/access/writeGate.ts";
import { type EncodingProblem, encodingProblem } from "./encodingFit.ts";
import { askAboutWrite, refusedWords } from "./writeWords.ts";
import { placeOf, writePathOf, writeWorldOf } from "./writeWorld.ts";

/** One replacement. */
export interface TextReplacement {
  readonly range: vscode.Range;
  readonly text: string;
}

/** A change that a person decided on. */
export interface TextWrite {
  /** What to replace in the document as it is then; asked for again when time has passed. Nothing: nothing is done. */
  readonly changes: (document: vscode.TextDocument) => readonly TextReplacement[];
  /** The person does not see the document. */
  readonly unseen?: boolean;
  /** Brings the change into view; called before something is asked about it. */
  readonly show?: () => Promise<void>;
  /** Called when nothing stands between this and the change any more. */
  readonly onWillMake?: () => void;
}

/** How it ended; `text` says why not. */
export type WriteResult =
  | { readonly type: "done" | "declined" }
  | {
      readonly type: "refused";
      readonly reason: RefuseReason | EncodingProblem | "failed";
      readonly text: string;
    };

/** Changes files of the workspace, and those a person has opened. */
export class WorkspaceWriter {
  /** Makes `write` in the document `uri` as one undo step, closed or open. */
  edit(uri: vscode.Uri, write: TextWrite): Promise<WriteResult> {
    return this.#write(uri, write, (changes) => {
      const edit = new vscode.WorkspaceEdit();
      for (const { range, text } of changes) edit.replace(uri, range, text);
      return vscode.workspace.applyEdit(edit);
    });
  }

  /** Makes `changes` in an editor, as typing would: its cursors go with the text. */
  editIn(editor: vscode.TextEditor, changes: () => readonly TextReplacement[]): Promise<WriteResult> {
    return this.#write(editor.document.uri, { changes }, (made) =>
      editor.edit((builder) => {
        for (const { range, text } of made) builder.replace(range, text);
      }),
    );
  }

  /**
   * Why a file that no person chose (a place by habit) is not to be changed, in words; undefined when it may be. Judged
   * again when the change is made.
   */
  async reasonAgainst(uri: vscode.Uri): Promise<string | undefined> {
    const verdict = await this.#judge({ act: { kind: "edit", path: writePathOf(uri) }, by: "person" }, uri);
    if (verdict.type === "refused") return refusedWords(verdict.reason, nameOf(uri));
    const leadsOut = verdict.type === "asks" && verdict.reasons.some((reason) => reason.kind === "outside");
    return leadsOut ? refusedWords("outside", nameOf(uri)) : undefined;
  }

  /**
   * Whether an unsaved file may stand under the name `uri`, which no person chose: saving it asks nothing more. False for
   * a place that is protected, outside or taken.
   */
  async mayBegin(uri: vscode.Uri): Promise<boolean> {
    const verdict = await this.#judge({ act: { kind: "create", path: writePathOf(uri) }, by: "person" }, uri);
    return verdict.type === "may";
  }

  async #write(
    uri: vscode.Uri,
    { changes, unseen, show, onWillMake }: TextWrite,
    perform: (changes: readonly TextReplacement[]) => Thenable<boolean>,
  ): Promise<WriteResult> {
    const file = fileOf(uri);
    const refuse = (reason: RefuseReason | EncodingProblem | "failed"): WriteResult => ({
      type: "refused",
      reason,
      text: refusedWords(reason, nameOf(file)),
    });
    // What has no file yet is nobody's but the person's, who saves it: only where it stands can be asked about.
    const isUnsaved = file.scheme === "untitled";
    if (!isUnsaved && vscode.workspace.fs.isWritableFileSystem(file.scheme) !== true) return refuse("read-only");
    const path = writePathOf(file);
    const request: WriteRequest = { act: { kind: "edit", path }, by: "person", ...(unseen && { unseen }) };
    if (!isUnsaved) {
      const verdict = await this.#judge(request, file);
      if (verdict.type === "refused") return refuse(verdict.reason);
    }
    const document = await openDocument(uri);
    if (!document) return refuse("failed");
    const texts = changes(document).map(({ text }) => text);
    const problem = await encodingProblem(document, texts);
    if (problem) return refuse(problem);
    const ask = async (reasons: readonly AskReason[]) => {
      await show?.();
      return askAboutWrite(nameOf(file), isUnsaved ? path : await placeOf(file), reasons);
    };
    const make = async () => {
      const made = document.isClosed ? [] : changes(document);
      if (made.length === 0) return false;
      onWillMake?.();
      return perform(made);
    };
    if (isUnsaved) {
      if (unseen && !(await ask([{ kind: "unseen", path }]))) return { type: "declined" };
      return (await make()) ? { type: "done" } : refuse("failed");
    }
    const outcome = await carryOutWrite(request, await writeWorldOf(file), ask, make);
    if (outcome.type === "refused") return refuse(outcome.reason);
    if (outcome.type === "declined") return { type: "declined" };
    return outcome.value ? { type: "done" } : refuse("failed");
  }

  async #judge(request: WriteRequest, uri: vscode.Uri): Promise<WriteVerdict> {
    return judgeWrite(request, await writeWorldOf(uri));
  }
}

/** A notebook's cell is written with its notebook. */
function fileOf(uri: vscode.Uri): vscode.Uri {
  const key = uri.toString();
  const notebook = vscode.workspace.notebookDocuments.find((each) =>
    each.getCells().some(({ document }) => document.uri.toString() === key),
  );
  return notebook?.uri ?? uri;
}

/** Undefined when it is gone, or no text. */
async function openDocument(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}

function nameOf(uri: vscode.Uri): string {
  return vscode.workspace.asRelativePath(uri, false);
}
