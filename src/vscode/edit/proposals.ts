// All proposals of the window. They keep their place whether their documents are shown, hidden or closed.

import * as vscode from "vscode";
import type { LineRange } from "../../core/code/lineRange.ts";
import { findLines } from "../../core/edit/findLines.ts";
import type { PlacedHunk } from "../../core/edit/proposedEdit.ts";
import { type Disposable, DisposableStore } from "../../core/util/disposable.ts";
import { Emitter } from "../../core/util/emitter.ts";
import type { WorkspaceWriter } from "../access/workspaceWriter.ts";
import { linesOf } from "./editTarget.ts";
import { Proposal } from "./proposal.ts";
import type { StoredProposal } from "./storedProposal.ts";

/** The proposals that are not decided yet. */
export class Proposals implements Disposable {
  readonly #writer: WorkspaceWriter;

  readonly #disposables = new DisposableStore();
  readonly #open = new Map<number, Proposal>();
  readonly #changed = this.#disposables.add(new Emitter<Proposal>());
  /** Fires for every change of any proposal, and once more when it is gone. */
  readonly onDidChange = this.#changed.event;
  #nextId = 1;
  #isDisposed = false;

  /** What is accepted is written by `writer`. */
  constructor(writer: WorkspaceWriter) {
    this.#writer = writer;

    this.#disposables.add(
      vscode.workspace.onDidChangeTextDocument((event) => {
        for (const proposal of this.in(event.document.uri)) proposal.follow(event);
      }),
    );
    this.#disposables.add(
      vscode.workspace.onDidOpenTextDocument((document) => {
        for (const proposal of this.in(document.uri)) proposal.relocate(document);
      }),
    );
    this.#disposables.add(
      vscode.workspace.onDidCloseTextDocument((document) => {
        // A text without a file is gone when it is closed. Given another language it is said to close, and is not closed.
        if (document.isUntitled && document.isClosed) for (const each of this.in(document.uri)) each.dispose();
      }),
    );
    this.#disposables.add(
      vscode.workspace.onDidRenameFiles(({ files }) => {
        for (const { oldUri, newUri } of files) this.#move(oldUri, newUri);
      }),
    );
  }

  /** Opens a proposal for `lines`. One that lies there already is replaced, its request cancelled. */
  create(title: string, document: vscode.TextDocument, lines: LineRange): Proposal {
    for (const other of this.in(document.uri)) {
      const { start, end } = other.edit.region;
      if (start < lines.end && lines.start < end) other.dispose();
    }
    return this.#add(
      new Proposal(this.#nextId++, title, document, linesOf(document, lines), lines.start, this.#writer),
    );
  }

  /** A proposal of an earlier window: what of it has a place in `document` is found there. */
  async restore(document: vscode.TextDocument, stored: StoredProposal): Promise<Proposal> {
    const { title, oldLines, newLines, refusal } = stored;
    const text = linesOf(document, { start: 0, end: document.lineCount });
    const startLine = findLines(text, oldLines, stored.startLine) ?? stored.startLine;
    const proposal = this.#add(new Proposal(this.#nextId++, title, document, oldLines, startLine, this.#writer));
    await proposal.finish(newLines, refusal);
    proposal.relocate(document);
    return proposal;
  }

  #add(proposal: Proposal): Proposal {
    this.#open.set(proposal.id, proposal);
    proposal.onDidChange(() => {
      if (proposal.edit.state === "closed") this.#open.delete(proposal.id);
      this.#changed.fire(proposal);
    });
    this.#changed.fire(proposal);
    return proposal;
  }

  /** A file was moved, or a folder with all that is in it. */
  #move(from: vscode.Uri, to: vscode.Uri): void {
    const inside = `${from.path}/`;
    for (const proposal of this.all) {
      const { uri } = proposal;
      const isIt = uri.scheme === from.scheme && uri.authority === from.authority;
      if (!isIt || (uri.path !== from.path && !uri.path.startsWith(inside))) continue;
      proposal.move(uri.with({ scheme: to.scheme, path: to.path + uri.path.slice(from.path.length) }));
      // Where it is open already it was opened before we knew whose it is.
      const open = vscode.workspace.textDocuments.find((each) => each.uri.toString() === proposal.uri.toString());
      if (open) proposal.relocate(open);
    }
  }

  get all(): readonly Proposal[] {
    return [...this.#open.values()];
  }

  get(id: number): Proposal | undefined {
    return this.#open.get(id);
  }

  in(uri: vscode.Uri): readonly Proposal[] {
    const key = uri.toString();
    return this.all.filter((proposal) => proposal.uri.toString() === key);
  }

  /** The proposal a person means: the one nearest to the cursor, else the only one there is. */
  get current(): Proposal | undefined {
    return this.here ?? (this.#open.size === 1 ? this.all[0] : undefined);
  }

  /** The one nearest to the cursor of those whose text the person is in, as a text or as a diff. */
  get here(): Proposal | undefined {
    const here = this.#shownHere;
    const editor = vscode.window.activeTextEditor;
    const line =
      editor && here[0]?.uri.toString() === editor.document.uri.toString() ? editor.selection.active.line : 0;
    return here.toSorted((a, b) => distance(a.edit.region, line) - distance(b.edit.region, line))[0];
  }

  get #shownHere(): readonly Proposal[] {
    const editor = vscode.window.activeTextEditor;
    if (!editor) return [];
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    const isDiff =
      input instanceof vscode.TabInputTextDiff && input.modified.toString() === editor.document.uri.toString();
    return this.in(isDiff ? input.original : editor.document.uri);
  }

  /** The window is closing: nothing is to be proposed any more. */
  get isDisposed(): boolean {
    return this.#isDisposed;
  }

  dispose(): void {
    this.#isDisposed = true;
    for (const proposal of this.all) proposal.dispose();
    this.#disposables.dispose();
  }
}

/** The one of the hunks of `proposal` nearest to the cursor in its document; the first when that is not the active one. */
export function nearestHunk(proposal: Proposal, hunks: readonly PlacedHunk[]): PlacedHunk | undefined {
  const editor = vscode.window.activeTextEditor;
  const line = editor?.document.uri.toString() === proposal.uri.toString() ? editor.selection.active.line : 0;
  const at = (hunk: PlacedHunk) => distance(hunk.place ?? { start: hunk.nearLine, end: hunk.nearLine }, line);
  return hunks.toSorted((a, b) => at(a) - at(b))[0];
}

function distance({ start, end }: LineRange, line: number): number {
  if (line < start) return start - line;
  return line >= end ? line - end + 1 : 0;
}
