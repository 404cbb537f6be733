// One proposed edit in one document of the editor: follows the document, makes accepted edits, and says when it changed.

import * as vscode from "vscode";
import type { Misfit } from "../../core/edit/judgeAnswer.ts";
import { type PlacedHunk, ProposedEdit } from "../../core/edit/proposedEdit.ts";
import { toTextEdit } from "../../core/edit/toTextEdit.ts";
import type { Disposable } from "../../core/util/disposable.ts";
import { Emitter } from "../../core/util/emitter.ts";
import type { TextWrite, WorkspaceWriter, WriteResult } from "../access/workspaceWriter.ts";
import type { EditRequest } from "./editRequest.ts";

/** Why a proposal is only shown: the answer does not fit, or it broke off with an error. */
export type Refusal = Misfit | "failed";

/** A proposal and its document. Lives until it is decided, replaced or cancelled. */
export class Proposal implements Disposable {
  readonly id: number;
  readonly title: string;
  readonly #writer: WorkspaceWriter;
  #document: vscode.TextDocument;
  #uri: vscode.Uri;

  readonly edit: ProposedEdit;
  /** Fires when what is shown may have changed. */
  readonly onDidChange;
  refusal: Refusal | undefined;
  /** Asks again; undefined when it is not known any more what was asked. */
  retry: (() => void) | undefined;
  /** What was asked, to say more to; undefined when that is not known any more. */
  request: EditRequest | undefined;
  readonly #changed = new Emitter<void>();
  readonly #controller = new AbortController();
  #applying = false;
  #wasAccepted = false;
  /** Ends when no accepted hunk is on its way into the document. */
  #applied: Promise<unknown> = Promise.resolve();

  /** `title` names the action; `id` is unique in this window. `oldLines` stand in the document from `startLine` on. */
  constructor(
    id: number,
    title: string,
    document: vscode.TextDocument,
    oldLines: readonly string[],
    startLine: number,
    writer: WorkspaceWriter,
  ) {
    this.id = id;
    this.title = title;
    this.#document = document;
    this.#uri = document.uri;
    this.#writer = writer;

    this.onDidChange = this.#changed.event;
    this.edit = new ProposedEdit(oldLines, startLine);
  }

  /** Where the text is now: it moves with the file. */
  get uri(): vscode.Uri {
    return this.#uri;
  }

  /** As it was last seen; it may be closed. */
  get document(): vscode.TextDocument {
    return this.#document;
  }

  /** Aborts when the proposal is disposed: nobody waits for the rest of its text. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Whether something of it is in the document. */
  get wasAccepted(): boolean {
    return this.#wasAccepted;
  }

  get hunks(): readonly PlacedHunk[] {
    return this.edit.hunks;
  }

  push(lines: readonly string[]): void {
    this.edit.push(lines);
    this.#changed.fire();
  }

  /** All text has come; `refusal` says why it may not be applied. */
  async finish(lines: readonly string[], refusal: Refusal | undefined): Promise<void> {
    // What is being accepted counts as decided before the hunks get their final shape.
    await this.#applied;
    this.refusal = refusal;
    this.edit.finish(lines, refusal === undefined ? "ready" : "refused");
    this.#changed.fire();
  }

  /** Follows one change event of the document. */
  follow(event: vscode.TextDocumentChangeEvent): void {
    const changes = event.contentChanges.map(({ range, text }) => ({
      startLine: range.start.line,
      startColumn: range.start.character,
      endLine: range.end.line,
      endColumn: range.end.character,
      text,
    }));
    if (changes.length === 0) return;
    this.edit.follow(changes, lineReader(event.document));
    if (!this.#applying) this.#changed.fire();
  }

  /** The document was closed and is open again, perhaps changed on disk meanwhile, or under another name. */
  relocate(document: vscode.TextDocument): void {
    this.#document = document;
    this.#uri = document.uri;
    this.edit.relocate(lineReader(document));
    this.#changed.fire();
  }

  /** The file has another name now; `relocate` when it is open there. */
  move(uri: vscode.Uri): void {
    this.#uri = uri;
    this.#changed.fire();
  }

  /**
   * Puts the hunks `ids` into the document as one undo step, without saving, after those accepted before. What was not
   * done goes on waiting. `how` says whether the person sees the document, and brings the change into view.
   */
  accept(ids: readonly number[], how: Pick<TextWrite, "unseen" | "show">): Promise<WriteResult> {
    const done = this.#applied.then(() => this.#apply(ids, how));
    this.#applied = done.catch(() => {});
    return done;
  }

  async #apply(ids: readonly number[], how: Pick<TextWrite, "unseen" | "show">): Promise<WriteResult> {
    let accepted: readonly number[] = [];
    const changes = (document: vscode.TextDocument) => {
      const { edits, placed } = this.edit.editsFor(ids);
      accepted = placed;
      const lines = { lineCount: document.lineCount, lengthOf: (line: number) => document.lineAt(line).text.length };
      return edits.map((edit) => {
        const { startLine, startColumn, endLine, endColumn, text } = toTextEdit(edit, lines);
        return { range: new vscode.Range(startLine, startColumn, endLine, endColumn), text };
      });
    };
    const onWillMake = () => {
      this.#applying = true;
    };
    try {
      const result = await this.#writer.edit(this.uri, { ...how, changes, onWillMake });
      if (result.type === "done") {
        this.#wasAccepted ||= accepted.length > 0;
        this.edit.settle(accepted);
      }
      return result;
    } finally {
      this.#applying = false;
      this.#changed.fire();
    }
  }

  /** Forgets the hunks `ids`; the document is not touched. */
  reject(ids: readonly number[]): void {
    this.edit.settle(ids);
    this.#changed.fire();
  }

  dispose(): void {
    this.edit.close();
    this.#controller.abort();
    this.#changed.fire();
    this.#changed.dispose();
  }
}

function lineReader(document: vscode.TextDocument): (line: number) => string | undefined {
  return (line) => (line >= 0 && line < document.lineCount ? document.lineAt(line).text : undefined);
}
