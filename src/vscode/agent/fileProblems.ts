// The problems of one file as they are now, also when no tab shows it.

import * as vscode from "vscode";
import { wakeService } from "./wakeService.ts";

/** Languages of TypeScript's service, which speaks of itself only about what stands in a tab: it is asked. */
const ofTypeScript = ["typescript", "typescriptreact", "javascript", "javascriptreact"];

/**
 * The problems of the file at `uri`, which the gate admits. A file that is in no tab is opened, without one, and what its
 * services say is waited for, at most `patienceMs`. Rejects with the signal's reason when that aborts.
 */
export async function fileProblems(
  uri: vscode.Uri,
  patienceMs: number,
  signal: AbortSignal,
): Promise<readonly vscode.Diagnostic[]> {
  signal.throwIfAborted();
  if (isShown(uri)) return vscode.languages.getDiagnostics(uri);
  const isOpen = vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString());
  const spoken = nextWord(uri, patienceMs, signal);
  try {
    const language = await wakeService(uri);
    if (ofTypeScript.includes(language)) {
      const asked = await Promise.race([askTypeScript(uri), spoken.end]);
      const others = vscode.languages.getDiagnostics(uri).filter(({ source }) => source !== "ts");
      if (asked) return [...asked, ...others];
    }
    const isKnown = isOpen || language === "plaintext" || vscode.languages.getDiagnostics(uri).length > 0;
    if (!isKnown) await Promise.race([spoken.word, spoken.end]);
    return vscode.languages.getDiagnostics(uri);
  } finally {
    spoken.dispose();
  }
}

function isShown(uri: vscode.Uri): boolean {
  const address = uri.toString();
  return vscode.window.tabGroups.all.some(({ tabs }) =>
    tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === address),
  );
}

/** `word` resolves when a service has spoken of `uri`, `end` when nobody waits longer; that rejects when it is stopped. */
function nextWord(uri: vscode.Uri, ms: number, signal: AbortSignal) {
  const address = uri.toString();
  const word = Promise.withResolvers<undefined>();
  const end = Promise.withResolvers<undefined>();
  end.promise.catch(() => {});
  const listening = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
    if (uris.some((each) => each.toString() === address)) word.resolve(undefined);
  });
  const timer = setTimeout(end.resolve, ms, undefined);
  const stop = () => end.reject(signal.reason);
  signal.addEventListener("abort", stop, { once: true });
  return {
    word: word.promise,
    end: end.promise,
    dispose: () => {
      listening.dispose();
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
    },
  };
}

/** As TypeScript's server writes it; lines and columns are 1-based. */
interface TypeScriptProblem {
  readonly start?: { readonly line: number; readonly offset: number };
  readonly end?: { readonly line: number; readonly offset: number };
  readonly text?: string;
  readonly category?: string;
  readonly code?: number;
}

/** By the command that VS Code's extension has for others; undefined when it does not answer. */
async function askTypeScript(uri: vscode.Uri): Promise<readonly vscode.Diagnostic[] | undefined> {
  try {
    const found = await Promise.all(
      ["syntacticDiagnosticsSync", "semanticDiagnosticsSync"].map((request) =>
        vscode.commands.executeCommand<{ readonly body?: readonly TypeScriptProblem[] } | undefined>(
          "typescript.tsserverRequest",
          request,
          { file: uri },
        ),
      ),
    );
    if (found.some((each) => !Array.isArray(each?.body))) return undefined;
    return found.flatMap((each) => (each?.body ?? []).flatMap(toDiagnostic));
  } catch {
    return undefined;
  }
}

function toDiagnostic({ start, end = start, text, category, code }: TypeScriptProblem): readonly vscode.Diagnostic[] {
  if (!start || !end || text === undefined || (category !== "error" && category !== "warning")) return [];
  const range = new vscode.Range(start.line - 1, start.offset - 1, end.line - 1, end.offset - 1);
  const diagnostic = new vscode.Diagnostic(
    range,
    text,
    vscode.DiagnosticSeverity[category === "error" ? "Error" : "Warning"],
  );
  diagnostic.source = "ts";
  diagnostic.code = code;
  return [diagnostic];
}
