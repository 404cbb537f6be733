// What language services say of a file that was changed. A file is opened for them, without a tab; some look only at what
// is in one, and say nothing of it then.

import * as vscode from "vscode";
import type { FileProblems, Place, ProblemsBefore } from "../../../core/agent/writing/writingPorts.ts";
import { newProblems, type Problem } from "../../../core/tools/newProblems.ts";
import { ProblemPatience } from "../../../core/tools/problemPatience.ts";
import type { Disposable } from "../../../core/util/disposable.ts";
import { uriOf } from "../workspaceFolders.ts";
import { isShown } from "./openDocuments.ts";

/** Services tell in pieces: syntax first, then types. */
const settleMs = 300;

/** What is said later than this after a change is about something else. */
const latestMs = 5_000;

/** The port on VS Code's diagnostics. */
export class EditorProblems implements FileProblems, Disposable {
  readonly #patience = new ProblemPatience();
  /** Changes of which nothing was said yet, by address. */
  readonly #changed = new Map<string, { readonly kind: string; readonly at: number }>();
  readonly #listener: vscode.Disposable;

  constructor() {
    this.#listener = vscode.languages.onDidChangeDiagnostics(({ uris }) => this.#learn(uris));
  }

  dispose(): void {
    this.#listener.dispose();
  }

  before(place: Place): ProblemsBefore {
    const uri = uriOf(place);
    const problems = problemsOf(uri);
    return { problems, isKnown: openDocument(uri) !== undefined || problems.length > 0 };
  }

  async since(place: Place, before: ProblemsBefore, signal: AbortSignal): Promise<readonly Problem[]> {
    const uri = uriOf(place);
    try {
      const kind = kindOf(await vscode.workspace.openTextDocument(uri));
      this.#changed.set(uri.toString(), { kind, at: Date.now() });
      const isTold = !isSame(problemsOf(uri), before.problems);
      if (!(await isTalkedOf(uri, isTold, this.#patience.of(kind), signal))) this.#patience.silent(kind);
    } catch {
      // No text, or gone already: nobody says anything of it.
    }
    return newProblems(before.problems, problemsOf(uri));
  }

  /** Also of what comes when nobody waits any more: the next one waits longer. */
  #learn(uris: readonly vscode.Uri[]): void {
    for (const uri of uris) {
      const document = openDocument(uri);
      if (document) this.#patience.spoke(kindOf(document));
      const change = this.#changed.get(uri.toString());
      this.#changed.delete(uri.toString());
      const ms = change && Date.now() - change.at;
      if (change && ms !== undefined && ms <= latestMs) this.#patience.heard(change.kind, ms);
    }
  }
}

function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  const key = uri.toString();
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === key);
}

function kindOf(document: vscode.TextDocument): string {
  return `${document.languageId} ${isShown(document) ? "shown" : "unseen"}`;
}

/** Resolves when no more was said for a while, true, or nothing at all in `waitMs`, false. */
async function isTalkedOf(uri: vscode.Uri, isTold: boolean, waitMs: number, signal: AbortSignal): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let heard = isTold;
  let settling = isTold ? setTimeout(resolve, settleMs) : undefined;
  const key = uri.toString();
  const listener = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
    if (!uris.some((each) => each.toString() === key)) return;
    heard = true;
    clearTimeout(settling);
    settling = setTimeout(resolve, settleMs);
  });
  const timer = setTimeout(resolve, waitMs);
  const onAbort = () => resolve();
  signal.addEventListener("abort", onAbort, { once: true });
  if (signal.aborted) resolve();
  try {
    await promise;
    return heard;
  } finally {
    clearTimeout(timer);
    clearTimeout(settling);
    listener.dispose();
    signal.removeEventListener("abort", onAbort);
  }
}

function problemsOf(uri: vscode.Uri): readonly Problem[] {
  return vscode.languages.getDiagnostics(uri).flatMap(({ severity, message, source, code, range }): Problem[] => {
    if (severity > vscode.DiagnosticSeverity.Warning) return [];
    const plain = typeof code === "object" ? code.value : code;
    return [
      {
        severity: severity === vscode.DiagnosticSeverity.Error ? "error" : "warning",
        message,
        line: range.start.line + 1,
        ...(source && { source }),
        ...(plain !== undefined && { code: String(plain) }),
      },
    ];
  });
}

const isSame = (a: readonly Problem[], b: readonly Problem[]) => JSON.stringify(a) === JSON.stringify(b);
