// Gathers what a prompt says about a target: what encloses it, imports, diagnostics, definitions of what it uses.

import * as vscode from "vscode";
import type { ReadGate } from "../../core/access/readGate.ts";
import { symbolsAround } from "../../core/code/codeSymbol.ts";
import { importLines } from "../../core/code/importLines.ts";
import type { CodeSubject } from "../../core/context/codeSubject.ts";
import { type EditTarget, linesOf, outlineOf } from "./editTarget.ts";

/** Without an outline, so many lines on either side count as what encloses the target. */
const linesAround = 60;
/** Definitions that are told, and the time in which they are looked up: a slow language server must not hold an edit up. */
const maxRelated = 4;
const relatedMs = 600;

/** Everything known about `target`; gaps where the editor knows nothing. */
export async function readSubject({ document, lines }: EditTarget, gate: ReadGate): Promise<CodeSubject> {
  const [enclosing, related] = await Promise.all([
    readEnclosing({ document, lines }),
    readRelated({ document, lines }, gate),
  ]);
  return {
    path: pathOf(document.uri),
    languageId: document.languageId,
    code: linesOf(document, lines).join("\n"),
    line: lines.start + 1,
    enclosing,
    imports: importLines(linesOf(document, { start: 0, end: Math.min(document.lineCount, 300) })),
    diagnostics: readDiagnostics({ document, lines }),
    related,
  };
}

/** As a person would name the file. */
export function pathOf(uri: vscode.Uri): string {
  return uri.scheme === "untitled" ? uri.path : vscode.workspace.asRelativePath(uri, false);
}

async function readEnclosing({ document, lines }: EditTarget): Promise<string | undefined> {
  const around = symbolsAround(await outlineOf(document), lines.start);
  const outer = around.find(({ range }) => range.start < lines.start || range.end > lines.end);
  const range = outer?.range ?? {
    start: Math.max(0, lines.start - linesAround),
    end: Math.min(document.lineCount, lines.end + linesAround),
  };
  const alone = range.start >= lines.start && range.end <= lines.end;
  return alone ? undefined : linesOf(document, range).join("\n");
}

const severities = ["error", "warning", "information", "hint"];

function readDiagnostics({ document, lines }: EditTarget): readonly string[] {
  return vscode.languages
    .getDiagnostics(document.uri)
    .filter(({ range }) => range.start.line < lines.end && range.end.line >= lines.start)
    .toSorted((a, b) => a.severity - b.severity)
    .slice(0, 50)
    .map(({ range, severity, message, source }) => {
      const from = source === undefined ? "" : ` (${source})`;
      return `line ${range.start.line + 1}: ${severities[severity]}: ${message}${from}`;
    });
}

/** Where definitions stand. */
interface Definition {
  readonly uri: vscode.Uri;
  readonly range: vscode.Range;
}

/** Definitions that may be read and sent without a question; the others are left out. */
async function readRelated(target: EditTarget, gate: ReadGate): Promise<{ path: string; code: string }[]> {
  const found = new Map<string, { path: string; code: string }>();
  for (const { uri, range } of await findDefinitions(target)) {
    if (found.size >= maxRelated) break;
    const end = Math.max(range.end.line + 1, range.start.line + 20);
    const part = { start: range.start.line, end: Math.min(end, range.start.line + 60) };
    const decision = await gate.read(uri.toString(), { lines: part });
    if (decision.type === "admitted")
      found.set(`${uri}#${range.start.line}`, { path: pathOf(uri), code: decision.text });
  }
  return [...found.values()];
}

/** The definitions of what the target uses, in other files: those that the language server told in time. */
async function findDefinitions({ document, lines }: EditTarget): Promise<readonly Definition[]> {
  const found: Definition[] = [];
  let isLate = false;
  const look = async () => {
    for (const position of wordsIn(document, lines)) {
      const [definition] =
        (await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[] | undefined>(
          "vscode.executeDefinitionProvider",
          document.uri,
          position,
        )) ?? [];
      if (isLate) return;
      if (!definition) continue;
      const uri = "targetUri" in definition ? definition.targetUri : definition.uri;
      const range = "targetUri" in definition ? definition.targetRange : definition.range;
      if (uri.toString() !== document.uri.toString() && !uri.path.includes("/node_modules/"))
        found.push({ uri, range });
    }
  };
  await Promise.race([look(), new Promise((resolve) => setTimeout(resolve, relatedMs))]);
  isLate = true;
  return found;
}

/** Names that are called or made in the target, the first place of each. */
function wordsIn(document: vscode.TextDocument, { start, end }: EditTarget["lines"]): vscode.Position[] {
  const places = new Map<string, vscode.Position>();
  for (let line = start; line < Math.min(end, start + 200) && places.size < 12; line++) {
    for (const match of document.lineAt(line).text.matchAll(/\b([A-Za-z_]\w{2,})\s*\(|\b([A-Z]\w{2,})\b/g)) {
      const word = match[1] ?? match[2] ?? "";
      if (!places.has(word)) places.set(word, new vscode.Position(line, match.index));
    }
  }
  return [...places.values()];
}
