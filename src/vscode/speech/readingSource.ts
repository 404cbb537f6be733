// What an editor offers to be read: the selection, else the comment, symbol or paragraph at the cursor.

import * as vscode from "vscode";
import { commentAt, passageAt } from "../../core/speech/text/passageAt.ts";
import { isProse } from "../../core/speech/text/speakable.ts";

/** Text of a document and where it stands. */
export interface ReadingSource {
  readonly document: vscode.TextDocument;
  readonly text: string;
  /** Offset of the text in the document. */
  readonly offset: number;
}

/** The text to read; undefined when there is none. Several selections are read from the first one's start to the last one's end. */
export async function readingSource(editor: vscode.TextEditor): Promise<ReadingSource | undefined> {
  const { document } = editor;
  const chosen = editor.selections.filter((selection) => !selection.isEmpty);
  const [first] = chosen;
  if (first)
    return sourceOf(
      document,
      chosen.reduce<vscode.Range>((range, next) => range.union(next), first),
    );
  const range = await passageAtCursor(document, editor.selection.active);
  return range && sourceOf(document, range);
}

/** From the start of the line's passage to the document's end. */
export function sourceFrom(document: vscode.TextDocument, position: vscode.Position): ReadingSource {
  const start = document.lineAt(position.line).range.start;
  return sourceOf(document, new vscode.Range(start, document.lineAt(document.lineCount - 1).range.end));
}

function sourceOf(document: vscode.TextDocument, range: vscode.Range): ReadingSource {
  return { document, text: document.getText(range), offset: document.offsetAt(range.start) };
}

async function passageAtCursor(
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.Range | undefined> {
  const text = document.getText();
  const offset = document.offsetAt(position);
  const toRange = (passage: { start: number; end: number } | undefined) =>
    passage && new vscode.Range(document.positionAt(passage.start), document.positionAt(passage.end));
  if (isProse(document.languageId)) return toRange(passageAt(text, offset));
  return (
    toRange(commentAt(text, offset, document.languageId)) ??
    (await symbolAt(document, position)) ??
    toRange(passageAt(text, offset))
  );
}

/** The innermost symbol with a body around `position`. */
async function symbolAt(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Range | undefined> {
  const symbols = await vscode.commands.executeCommand<unknown[] | undefined>(
    "vscode.executeDocumentSymbolProvider",
    document.uri,
  );
  const found = (symbols ?? []).filter(
    (symbol): symbol is vscode.DocumentSymbol => typeof symbol === "object" && symbol !== null && "children" in symbol,
  );
  return innermost(found, position);
}

const withBody = new Set([
  vscode.SymbolKind.Function,
  vscode.SymbolKind.Method,
  vscode.SymbolKind.Constructor,
  vscode.SymbolKind.Class,
  vscode.SymbolKind.Interface,
  vscode.SymbolKind.Enum,
  vscode.SymbolKind.Struct,
  vscode.SymbolKind.Module,
  vscode.SymbolKind.Namespace,
]);

function innermost(symbols: readonly vscode.DocumentSymbol[], position: vscode.Position): vscode.Range | undefined {
  for (const symbol of symbols) {
    if (!symbol.range.contains(position)) continue;
    return innermost(symbol.children, position) ?? (withBody.has(symbol.kind) ? symbol.range : undefined);
  }
  return undefined;
}
