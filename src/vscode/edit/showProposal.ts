// Brings a proposal into view, where its text is open already, or in the active group. Cursors and selections stay.

import * as vscode from "vscode";
import type { PlacedHunk } from "../../core/edit/proposedEdit.ts";
import type { Proposal } from "./proposal.ts";

/** Whether some editor shows the text of `uri`, as it is or as one side of a diff. */
export function isShown(uri: vscode.Uri): boolean {
  return editorOf(uri) !== undefined;
}

/** The active editor of the text of `proposal`, opened in the group where it has a tab. */
export function openProposal({ uri }: Proposal): Promise<vscode.TextEditor> {
  return open(uri);
}

/** Shows `proposal` with `hunk` in view. */
export async function showProposal({ uri, edit }: Proposal, hunk: PlacedHunk | undefined): Promise<void> {
  const editor = editorOf(uri) ?? (await open(uri));
  const line = hunk ? (hunk.place?.start ?? hunk.nearLine) : edit.region.start;
  const last = editor.document.lineCount - 1;
  const range = new vscode.Range(Math.min(line, last), 0, Math.min(hunk?.place?.end ?? line, last), 0);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

function editorOf(uri: vscode.Uri): vscode.TextEditor | undefined {
  const key = uri.toString();
  return vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === key);
}

async function open(uri: vscode.Uri): Promise<vscode.TextEditor> {
  const key = uri.toString();
  for (const notebook of vscode.workspace.notebookDocuments) {
    const cell = notebook.getCells().find(({ document }) => document.uri.toString() === key);
    if (!cell) continue;
    const editor = await vscode.window.showNotebookDocument(notebook);
    editor.revealRange(new vscode.NotebookRange(cell.index, cell.index + 1), vscode.NotebookEditorRevealType.InCenter);
  }
  const groups = vscode.window.tabGroups.all.filter(({ tabs }) =>
    tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === key),
  );
  const viewColumn = (groups.find(({ isActive }) => isActive) ?? groups[0])?.viewColumn;
  return vscode.window.showTextDocument(uri, { ...(viewColumn && { viewColumn }) });
}
