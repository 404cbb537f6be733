// What VS Code's language services know. One that is cold is waited for, within bounds.

import * as vscode from "vscode";
import type { OutlineSymbol } from "../../../core/tools/symbolText.ts";
import { stoppable, within } from "./stoppable.ts";

/** A place that a service named; lines and characters are 0-based. */
export interface ServicePlace {
  readonly uri: vscode.Uri;
  readonly line: number;
  /** "class Foo", where the service said it. */
  readonly label?: string;
}

/** How long a service may take to start and to answer, and when it is asked again, in ms. */
const patienceMs = 6_000;
const againMs = 250;

/** Asks services; one that may only be starting is asked again for a while, but once in the life of a window. */
export class Asking {
  /** What was waited for: a language, or all of the workspace. */
  readonly #waited = new Set<string>();

  /** What `ask` finds, of the service of `language`, within `ms` in all. Rejects when `signal` aborts, and never else. */
  async of<T>(
    language: string,
    ask: () => Promise<readonly T[]>,
    signal: AbortSignal,
    ms = patienceMs,
  ): Promise<readonly T[]> {
    const isCold = !this.#waited.has(language);
    const until = performance.now() + ms;
    for (;;) {
      const answer = ask().catch(() => []);
      const found = (await stoppable(signal, within(Math.max(until - performance.now(), 1), answer))) ?? [];
      const isOver = found.length > 0 || !isCold || performance.now() + againMs > until;
      if (isOver) {
        this.#waited.add(language);
        return found;
      }
      await stoppable(signal, new Promise((resolve) => setTimeout(resolve, againMs)));
    }
  }
}

/** Symbols of the workspace that services offer for `query`, best first. */
export async function workspaceSymbols(query: string): Promise<readonly (ServicePlace & { readonly name: string })[]> {
  const found = await execute<vscode.SymbolInformation>("vscode.executeWorkspaceSymbolProvider", query);
  return found.map(({ name, kind, containerName, location }) => ({
    // TypeScript writes functions as "name()".
    name: name.replace(/\(.*\)$/s, ""),
    uri: location.uri,
    line: location.range.start.line,
    label: `${kindName(kind)}${containerName ? ` in ${containerName}` : ""}`,
  }));
}

/** The outline of a document. */
export async function outlineOf(uri: vscode.Uri): Promise<readonly OutlineSymbol[]> {
  const found = await execute<vscode.DocumentSymbol | vscode.SymbolInformation>(
    "vscode.executeDocumentSymbolProvider",
    uri,
  );
  return found.map(toOutline);
}

/** Where what stands at a place is defined, or used. */
export async function placesFor(
  kind: "definition" | "references",
  uri: vscode.Uri,
  { line, character }: { readonly line: number; readonly character: number },
): Promise<readonly ServicePlace[]> {
  const command = kind === "definition" ? "vscode.executeDefinitionProvider" : "vscode.executeReferenceProvider";
  const found = await execute<vscode.Location | vscode.LocationLink>(
    command,
    uri,
    new vscode.Position(line, character),
  );
  return found.map((place) =>
    "targetUri" in place
      ? { uri: place.targetUri, line: (place.targetSelectionRange ?? place.targetRange).start.line }
      : { uri: place.uri, line: place.range.start.line },
  );
}

async function execute<T>(command: string, ...args: readonly unknown[]): Promise<readonly T[]> {
  return (await vscode.commands.executeCommand<T[] | undefined>(command, ...args)) ?? [];
}

function toOutline(symbol: vscode.DocumentSymbol | vscode.SymbolInformation): OutlineSymbol {
  const range = "location" in symbol ? symbol.location.range : symbol.range;
  const first = "selectionRange" in symbol ? symbol.selectionRange.start.line : range.start.line;
  return {
    name: symbol.name,
    kind: kindName(symbol.kind),
    first: first + 1,
    last: range.end.line + 1,
    children: "children" in symbol ? symbol.children.map(toOutline) : [],
  };
}

function kindName(kind: vscode.SymbolKind): string {
  return (vscode.SymbolKind[kind] ?? "symbol").replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
}
