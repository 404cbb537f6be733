// From one text of a document to another in as few lines as possible, so that cursors and folds elsewhere stay.

import * as vscode from "vscode";
import { diffLines } from "../../../core/edit/lineDiff.ts";
import { splitLines } from "../../../core/edit/oldText/fileLines.ts";
import { toTextEdit } from "../../../core/edit/toTextEdit.ts";
import type { TextReplacement } from "../../access/workspaceWriter.ts";

/** What turns `before`, the document's text, into `after`; its own line endings are the document's affair. */
export function lineReplacements(before: string, after: string): readonly TextReplacement[] {
  const old = splitLines(before).lines;
  const fresh = splitLines(after).lines;
  const source = { lineCount: old.length, lengthOf: (line: number) => (old[line] ?? "").length };
  return diffLines(old, fresh).map(({ oldStart, oldEnd, newLines }) => {
    const edit = toTextEdit({ range: { start: oldStart, end: oldEnd }, newLines }, source);
    const range = new vscode.Range(edit.startLine, edit.startColumn, edit.endLine, edit.endColumn);
    return { range, text: edit.text };
  });
}
