// `diagnostics`: what VS Code's list of problems holds, of files that the gate admits.

import * as vscode from "vscode";
import type { ReadGate } from "../../../core/access/readGate.ts";
import { diagnostics } from "../../../core/tools/diagnostics.ts";
import { shownPath } from "../../../core/tools/placeOf.ts";
import { maxProblems, type Problem, problemsText, problemText } from "../../../core/tools/problemsText.ts";
import { withoutForeignValues } from "../../../core/tools/quotedText.ts";
import { consentText, refusedText } from "../../../core/tools/readWords.ts";
import { scopeOf } from "../../../core/tools/scopeOf.ts";
import { type CallResult, type Tool, textResult, tool } from "../../../core/tools/toolRun.ts";
import { visibleName } from "../../../core/util/plainText.ts";
import { fileProblems } from "../fileProblems.ts";
import { uriOf, workspaceFolders } from "../workspaceFolders.ts";
import { shownAddress } from "./placesText.ts";
import { readForModel } from "./readFileTool.ts";
import type { ReadingDeps } from "./readingDeps.ts";
import { someAtATime, stopping } from "./stoppable.ts";

/** How long the problems of a file that was not open are waited for, in ms. */
const patienceMs = 3_000;
/** Files whose problems are told. */
const maxFiles = 300;

/** Of one file, a folder, or the workspace. */
export function createDiagnostics({ gate }: ReadingDeps): Tool {
  return tool(
    diagnostics,
    stopping(async ({ path }, { scope: { chat }, signal }) => {
      const folders = workspaceFolders();
      const scope = scopeOf(path, folders);
      if (scope.type === "problem") return failed(scope.text);
      const [part] = scope.parts;
      if (scope.isAll || !part) return problemsResult(gate, chat, vscode.languages.getDiagnostics(), undefined);
      const uri = uriOf(part);
      const shown = shownPath(part.folder, part.relative, folders);
      const read = await readForModel(gate, uri.toString(), chat);
      if (read.type === "consent") return failed(consentText(shown, read.reasons));
      if (read.type === "admitted") {
        return problemsResult(gate, chat, [[uri, await fileProblems(uri, patienceMs, signal)]], shown);
      }
      const folder = await gate.admit(uri.toString(), "folder", chat);
      if (folder.type === "refused") return failed(refusedText(shown, read.reason));
      if (folder.type === "consent") return failed(consentText(shown, folder.reasons));
      const start = `${uri.path.replace(/\/$/, "")}/`;
      const below = vscode.languages
        .getDiagnostics()
        .filter(([each]) => each.authority === uri.authority && each.path.startsWith(start));
      return problemsResult(gate, chat, below, shown);
    }),
  );
}

async function problemsResult(
  gate: ReadGate,
  chat: string,
  all: readonly (readonly [vscode.Uri, readonly vscode.Diagnostic[]])[],
  path: string | undefined,
): Promise<CallResult> {
  const files = all
    .filter(([uri]) => vscode.workspace.getWorkspaceFolder(uri) !== undefined)
    .map(
      ([uri, found]) => [uri, found.filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning)] as const,
    )
    .filter(([, found]) => found.length > 0)
    // Errors are not lost where there is too much.
    .toSorted(([, a], [, b]) => worst(a) - worst(b))
    .slice(0, maxFiles);
  const judged = await someAtATime(
    files,
    ([uri, found]) => problemsToTell(gate, chat, uri, found),
    (made) => made.reduce((sum, { length }) => sum + length, 0) > maxProblems,
  );
  const problems = judged.flat();
  return textResult(problemsText(problems), { ...(path !== undefined && { path }), count: problems.length });
}

/** Those of a file that may be read, and of their words what may be told; of any other file none, and no word about it. */
async function problemsToTell(
  gate: ReadGate,
  chat: string,
  uri: vscode.Uri,
  found: readonly vscode.Diagnostic[],
): Promise<readonly Problem[]> {
  const address = uri.toString();
  const read = await readForModel(gate, address, chat);
  if (read.type !== "admitted") return [];
  const path = visibleName(shownAddress(address));
  return Promise.all(
    found.map(async (each): Promise<Problem> => {
      const problem = toProblem(path, each);
      const message = withoutForeignValues(problem.message, read.text);
      const told = { ...problem, message };
      // What is wrong may be said with a key in it.
      const ask = await gate.judgeShown(address, `${message}\n${problemText(told)}`, chat);
      return ask ? { ...problem, message: withheld } : told;
    }),
  );
}

const withheld = "(What it says has something like a key or a password in it and is not told.)";

const worst = (found: readonly vscode.Diagnostic[]) => Math.min(...found.map(({ severity }) => severity));

function toProblem(path: string, { range, severity, message, source, code }: vscode.Diagnostic): Problem {
  const rule = typeof code === "object" ? code.value : code;
  return {
    path,
    line: range.start.line + 1,
    column: range.start.character + 1,
    severity: severity === vscode.DiagnosticSeverity.Error ? "error" : "warning",
    message,
    source: [source, rule].filter((each) => each !== undefined && each !== "").join(" "),
  };
}

const failed = (text: string): CallResult => textResult(text, undefined, "failed");
