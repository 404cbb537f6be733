// What an action works on: the selection, else the symbol around the cursor, else the paragraph; whole lines.

import * as vscode from "vscode";
import { type CodeSymbol, paragraphAt, symbolAt } from "../../core/code/codeSymbol.ts";
import type { LineRange } from "../../core/code/lineRange.ts";

/** Lines of a document. */
export interface EditTarget {
  readonly document: vscode.TextDocument;
  readonly lines: LineRange;
  /** The name of the symbol, when it was not selected by hand. */
  readonly name?: string;
}

/** What code actions and lenses hand to the commands. */
export interface TargetArgument {
  readonly uri: vscode.Uri;
  readonly range: vscode.Range;
  /** true: the symbol around the range is meant, as for a diagnostic, which marks a word. */
  readonly around?: boolean;
  /** What is wrong there, as a diagnostic or a review says it. */
  readonly problem?: string;
  /** What the person wants beyond the action, in their words. */
  readonly instruction?: string;
}

/** What a command's argument says beyond the action; empty when it says nothing. */
export function wishOf(argument: unknown): string {
  const wish = (argument as { instruction?: unknown } | undefined)?.instruction;
  return typeof wish === "string" ? wish.trim() : "";
}

/** What a command's argument says is wrong; empty when it says nothing. */
export function problemOf(argument: unknown): string {
  const problem = (argument as { problem?: unknown } | undefined)?.problem;
  return typeof problem === "string" ? problem.trim() : "";
}

/** True for the argument of our own code actions and lenses. */
export function isTargetArgument(value: unknown): value is TargetArgument {
  const argument = value as Partial<TargetArgument> | undefined;
  return argument?.uri instanceof vscode.Uri && argument.range instanceof vscode.Range;
}

/**
 * The target in the active editor, or what `argument` names: a range, or a file of the explorer as a whole; `selected` is
 * what the explorer's menu hands over beside it. Cursor and selection stay: who types on replaces nothing. Undefined without
 * an editor.
 */
export async function findTarget(argument: unknown, selected?: unknown): Promise<EditTarget | undefined> {
  if (isTargetArgument(argument)) {
    const document = await vscode.workspace.openTextDocument(argument.uri);
    const lines = wholeLines(document.validateRange(argument.range));
    if (!argument.around) return { document, lines };
    const { start } = lines;
    const symbol = symbolAt(await outlineOf(document), start);
    if (symbol && symbol.range.end >= lines.end) return { document, lines: symbol.range, name: symbol.name };
    const paragraph = paragraphAt(document.lineCount, (each) => document.lineAt(each).text, start);
    return { document, lines: { start: paragraph.start, end: Math.max(paragraph.end, lines.end) } };
  }
  const editor = vscode.window.activeTextEditor;
  // Menus of an editor hand over its address, which is then the active editor's; the explorer's has a list beside it.
  const isFile = Array.isArray(selected) || editor?.document.uri.toString() !== String(argument);
  if (argument instanceof vscode.Uri && isFile) {
    const document = await vscode.workspace.openTextDocument(argument);
    return { document, lines: { start: 0, end: document.lineCount } };
  }
  if (!editor) return undefined;
  const { document, selection } = editor;
  if (!selection.isEmpty) return { document, lines: wholeLines(selection) };
  const line = selection.active.line;
  const symbol = symbolAt(await outlineOf(document), line);
  const lines = symbol?.range ?? paragraphAt(document.lineCount, (each) => document.lineAt(each).text, line);
  if (editor.document === document) bringIntoView(editor, lines);
  return { document, lines, name: symbol?.name };
}

/** The text of whole lines, without their endings. */
export function linesOf(document: vscode.TextDocument, { start, end }: LineRange): string[] {
  const last = Math.min(end, document.lineCount);
  return Array.from({ length: Math.max(0, last - start) }, (_, index) => document.lineAt(start + index).text);
}

/** How many columns a tab takes in the editor that shows `uri`, else by its settings. */
export function tabSizeOf(uri: vscode.Uri): number {
  const editor = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
  const size = editor?.options.tabSize ?? vscode.workspace.getConfiguration("editor", uri).get("tabSize");
  return typeof size === "number" && size > 0 ? size : 4;
}

/** The outline of a document; empty where no extension knows its language. */
export async function outlineOf(document: Pick<vscode.TextDocument, "uri">): Promise<readonly CodeSymbol[]> {
  const found = await vscode.commands.executeCommand<(vscode.DocumentSymbol | vscode.SymbolInformation)[] | undefined>(
    "vscode.executeDocumentSymbolProvider",
    document.uri,
  );
  return (found ?? []).map(toSymbol);
}

/** A selection that ends at the start of a line does not mean that line. */
function wholeLines(range: vscode.Range): LineRange {
  const endsBefore = range.end.character === 0 && range.end.line > range.start.line;
  return { start: range.start.line, end: range.end.line + (endsBefore ? 0 : 1) };
}

function bringIntoView(editor: vscode.TextEditor, { start, end }: LineRange): void {
  if (editor.visibleRanges.some((range) => range.start.line < end && range.end.line >= start)) return;
  editor.revealRange(new vscode.Range(start, 0, start, 0), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

const blocks = new Set([
  vscode.SymbolKind.Class,
  vscode.SymbolKind.Constructor,
  vscode.SymbolKind.Enum,
  vscode.SymbolKind.Function,
  vscode.SymbolKind.Interface,
  vscode.SymbolKind.Method,
  vscode.SymbolKind.Struct,
]);

function toSymbol(symbol: vscode.DocumentSymbol | vscode.SymbolInformation): CodeSymbol {
  const range = "location" in symbol ? symbol.location.range : symbol.range;
  const children = "children" in symbol ? symbol.children.map(toSymbol) : [];
  return { name: symbol.name, block: blocks.has(symbol.kind), range: wholeLines(range), children };
}
