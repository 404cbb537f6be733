// Reads what a mention names: behind the port of core, where VS Code is.

import * as vscode from "vscode";
import { hasSecretName, pathsOfDiff } from "../../core/access/secretRules.ts";
import type { ContextReader, ContextReading, Refusal } from "../../core/context/contextReader.ts";
import type { Mention } from "../../core/context/mention.ts";
import { summarizeDiff } from "../../core/context/summarizeDiff.ts";
import type { FileGate } from "../access/fileGate.ts";
import { linesOf, outlineOf } from "../edit/editTarget.ts";
import { findGit } from "../edit/gitApi.ts";
import { readFolder } from "./readFolder.ts";
import { findSymbol } from "./symbols.ts";
import type { WorkspaceFiles } from "./workspaceFiles.ts";

/** Characters of a diff; a longer one is summarised file by file. */
const maxDiff = 400_000;
/** Problems in one list, the worst first. */
const maxProblems = 300;

/** Reads the editor's own state and, through the gate, files. */
export class MentionReader implements ContextReader {
  readonly #gate: FileGate;
  readonly #files: WorkspaceFiles;

  constructor(gate: FileGate, files: WorkspaceFiles) {
    this.#gate = gate;
    this.#files = files;
  }

  async read(mention: Mention): Promise<ContextReading> {
    try {
      return await this.#readKind(mention);
    } catch {
      return refuse("missing");
    }
  }

  #readKind(mention: Mention): Promise<ContextReading> | ContextReading {
    switch (mention.kind) {
      case "file":
        return this.#readFile(mention);
      case "folder":
        return this.#readFolder(mention);
      case "symbol":
        return this.#readSymbol(mention);
      case "selection":
      case "terminal":
        return this.#readCaptured(mention);
      case "problems":
        return readProblems(mention);
      case "changes":
        return readChanges(mention, false);
      case "staged":
        return readChanges(mention, true);
    }
  }

  async #readFile(mention: Mention): Promise<ContextReading> {
    const admitted = await this.#gate.admit(vscode.Uri.parse(mention.uri ?? "", true), "file");
    if (typeof admitted === "string") return refuse(admitted);
    const read = await this.#gate.read(admitted.uri);
    if (typeof read === "string") return refuse(read);
    if (read.text.trim() === "") return refuse("empty");
    const { text, languageId } = read;
    const reference = { kind: mention.kind, label: mention.label, languageId, text, uri: mention.uri };
    return { ok: true, reference, paths: [admitted.path] };
  }

  async #readFolder(mention: Mention): Promise<ContextReading> {
    const admitted = await this.#gate.admit(vscode.Uri.parse(mention.uri ?? "", true), "folder");
    if (typeof admitted === "string") return refuse(admitted);
    const { text, leftOut, count } = await readFolder(admitted.uri, this.#files, this.#gate);
    if (count === 0) return refuse("empty");
    const { label, uri } = mention;
    return { ok: true, reference: { kind: "folder", label, languageId: "plaintext", text, uri }, paths: [], leftOut };
  }

  async #readSymbol(mention: Mention): Promise<ContextReading> {
    const admitted = await this.#gate.admit(vscode.Uri.parse(mention.uri ?? "", true), "file");
    if (typeof admitted === "string") return refuse(admitted);
    const document = await vscode.workspace.openTextDocument(admitted.uri);
    const lines = findSymbol(await outlineOf(document), mention.name ?? "", mention.lines?.start ?? 0) ?? mention.lines;
    if (!lines) return refuse("missing");
    const text = linesOf(document, lines).join("\n");
    const label = `${mention.name} (${admitted.path}:${lines.start + 1}-${lines.end})`;
    const { languageId } = document;
    return {
      ok: true,
      reference: { kind: "symbol", label, languageId, text, uri: mention.uri, lines },
      paths: [admitted.path],
    };
  }

  /** What was selected goes as it was; that the person selected it is the admission. */
  #readCaptured({ kind, label, text, languageId = "plaintext", uri, lines }: Mention): ContextReading {
    if (text === undefined || text.trim() === "") return refuse("empty");
    const paths = uri === undefined ? [] : [vscode.workspace.asRelativePath(vscode.Uri.parse(uri, true))];
    return { ok: true, reference: { kind, label, languageId, text, uri, lines }, paths };
  }
}

const severities = ["error", "warning", "information", "hint"];

/** Errors and warnings of the workspace. */
function readProblems({ kind, label }: Mention): ContextReading {
  const problems = vscode.languages
    .getDiagnostics()
    .filter(([uri]) => vscode.workspace.getWorkspaceFolder(uri) !== undefined)
    .flatMap(([uri, all]) => all.map((problem) => ({ path: vscode.workspace.asRelativePath(uri), problem })))
    .filter(({ problem }) => problem.severity <= vscode.DiagnosticSeverity.Warning)
    .toSorted((a, b) => a.problem.severity - b.problem.severity);
  if (problems.length === 0) return refuse("empty");
  const lines = problems.slice(0, maxProblems).map(({ path, problem }) => {
    const { line, character } = problem.range.start;
    const from = problem.source === undefined ? "" : ` (${problem.source})`;
    return `${path}:${line + 1}:${character + 1}: ${severities[problem.severity]}: ${problem.message}${from}`;
  });
  if (problems.length > maxProblems) lines.push(`[${problems.length - maxProblems} more]`);
  return { ok: true, reference: { kind, label, languageId: "plaintext", text: lines.join("\n") }, paths: [] };
}

/** The diff of every repository of the workspace; files Git does not know yet are named. */
async function readChanges({ kind, label }: Mention, staged: boolean): Promise<ContextReading> {
  const git = await findGit();
  const diffs: string[] = [];
  const added: string[] = [];
  for (const repository of git?.repositories ?? []) {
    if (!vscode.workspace.getWorkspaceFolder(repository.rootUri) && !holdsFolder(repository.rootUri)) continue;
    diffs.push(await repository.diff(staged));
    if (staged) continue;
    for (const { uri } of repository.state.untrackedChanges ?? []) added.push(vscode.workspace.asRelativePath(uri));
  }
  const diff = diffs.join("");
  const text = summarizeDiff(diff, maxDiff) + added.map((path) => `new file: ${path}\n`).join("");
  if (text.trim() === "") return refuse("empty");
  return {
    ok: true,
    reference: { kind, label, languageId: "diff", text },
    paths: pathsOfDiff(diff).filter(hasSecretName),
  };
}

/** Whether a folder of the workspace is a part of the repository at `root`. */
function holdsFolder(root: vscode.Uri): boolean {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.some(
    ({ uri }) => uri.scheme === root.scheme && uri.path.startsWith(`${root.path.replace(/\/$/, "")}/`),
  );
}

function refuse(refusal: Refusal): ContextReading {
  return { ok: false, refusal };
}
