// Symbols by name: of the open file from its outline, of the rest from whichever language knows the workspace.

import * as vscode from "vscode";
import type { CodeSymbol } from "../../core/code/codeSymbol.ts";
import type { LineRange } from "../../core/code/lineRange.ts";

/** A symbol one can name. */
export interface FoundSymbol {
  readonly name: string;
  readonly uri: vscode.Uri;
  readonly lines: LineRange;
}

/** A language server that is slow must not hold the menu up. */
const patienceMs = 1500;
const maxSymbols = 20;

/** Symbols of the workspace whose names go with `query`. */
export async function searchSymbols(query: string): Promise<readonly FoundSymbol[]> {
  const asked = vscode.commands.executeCommand<vscode.SymbolInformation[] | undefined>(
    "vscode.executeWorkspaceSymbolProvider",
    query,
  );
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, patienceMs, undefined));
  const found = (await Promise.race([asked, late])) ?? [];
  return found
    .filter(({ location }) => vscode.workspace.getWorkspaceFolder(location.uri) !== undefined)
    .slice(0, maxSymbols)
    .map(({ name, location: { uri, range } }) => ({
      // TypeScript writes functions as "name()".
      name: name.replace(/\(\)$/, ""),
      uri,
      lines: { start: range.start.line, end: range.end.line + 1 },
    }));
}

/** Every symbol of an outline, outer ones first. */
export function flatten(symbols: readonly CodeSymbol[]): readonly CodeSymbol[] {
  return symbols.flatMap((symbol) => [symbol, ...flatten(symbol.children)]);
}

/** The whole definition of `name`, the nearest to `line` if there are several. */
export function findSymbol(outline: readonly CodeSymbol[], name: string, line: number): LineRange | undefined {
  return flatten(outline)
    .filter((symbol) => symbol.name.replace(/\(\)$/, "") === name)
    .toSorted((a, b) => Math.abs(a.range.start - line) - Math.abs(b.range.start - line))[0]?.range;
}
