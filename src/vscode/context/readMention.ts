// Reads what a mention names: behind the port of core, where VS Code is.

import * as vscode from "vscode";
import type { Consents } from "../../core/access/consents.ts";
import { type DiffFile, filesOfDiff } from "../../core/access/diffFiles.ts";
import { judgeFiles } from "../../core/access/judgeDiff.ts";
import { type Ask, isAboutSecrets, type PlaceDecision, type ReadText } from "../../core/access/readDecision.ts";
import type { ReadGate } from "../../core/access/readGate.ts";
import type { SecretFinder } from "../../core/access/secretFinder.ts";
import type { LineRange } from "../../core/code/lineRange.ts";
import type { ContextReader, ContextReading, Refusal } from "../../core/context/contextReader.ts";
import type { Mention } from "../../core/context/mention.ts";
import { summarizeFiles } from "../../core/context/summarizeDiff.ts";
import { askAboutDiff } from "../edit/askAboutDiff.ts";
import { outlineOf } from "../edit/editTarget.ts";
import { findGit, type GitRepository } from "../edit/gitApi.ts";
import { readFolder } from "./readFolder.ts";
import { findSymbol } from "./symbols.ts";
import type { WorkspaceFiles } from "./workspaceFiles.ts";

/** Characters of a diff; a longer one is summarised file by file. */
const maxDiff = 400_000;
/** Problems in one list, the worst first. */
const maxProblems = 300;

export interface MentionReaderDeps {
  readonly gate: ReadGate;
  readonly files: WorkspaceFiles;
  readonly consents: Pick<Consents, "allows">;
  readonly findSecret: SecretFinder;
  /** The chat that the question is for. */
  readonly chat: () => string;
}

/** What may be read, with what is asked first. */
type Admitted<T> = T & { readonly path: string; readonly asks: readonly Ask[] };

/** Reads the editor's own state and, through the gate, files. */
export class MentionReader implements ContextReader {
  readonly #deps: MentionReaderDeps;

  constructor(deps: MentionReaderDeps) {
    this.#deps = deps;
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
        return this.#readChanges(mention, false);
      case "staged":
        return this.#readChanges(mention, true);
    }
  }

  async #readFile(mention: Mention): Promise<ContextReading> {
    const read = await this.#readText(mention);
    if (typeof read === "string") return refuse(read);
    const { text, languageId, asks } = read;
    if (text.trim() === "") return refuse("empty");
    return {
      ok: true,
      reference: { kind: mention.kind, label: mention.label, languageId, text, uri: mention.uri },
      asks,
    };
  }

  async #readFolder({ label, uri = "" }: Mention): Promise<ContextReading> {
    const { gate, files, chat } = this.#deps;
    const admitted = admit(await gate.admit(uri, "folder", chat()));
    if (typeof admitted === "string") return refuse(admitted);
    const { text, leftOut, count } = await readFolder(vscode.Uri.parse(uri, true), files, gate, chat());
    if (count === 0) return refuse("empty");
    const reference = { kind: "folder" as const, label, languageId: "plaintext", text, uri };
    return { ok: true, reference, asks: admitted.asks, leftOut };
  }

  async #readSymbol(mention: Mention): Promise<ContextReading> {
    // Nothing of a file that is not admitted is handed to a language server either.
    const whole = await this.#readText(mention);
    if (typeof whole === "string") return refuse(whole);
    const uri = vscode.Uri.parse(mention.uri ?? "", true);
    const lines = findSymbol(await outlineOf({ uri }), mention.name ?? "", mention.lines?.start ?? 0) ?? mention.lines;
    const read = lines && (await this.#readText(mention, lines));
    if (!lines || !read) return refuse("missing");
    if (typeof read === "string") return refuse(read);
    const { text, languageId, asks, path } = read;
    const label = `${mention.name} (${path}:${lines.start + 1}-${lines.end})`;
    return { ok: true, reference: { kind: "symbol", label, languageId, text, uri: mention.uri, lines }, asks };
  }

  /** What was selected goes as it was; that the person selected it is the admission. */
  async #readCaptured({ kind, label, text, languageId = "plaintext", uri, lines }: Mention): Promise<ContextReading> {
    if (text === undefined || text.trim() === "") return refuse("empty");
    const ask = uri === undefined ? undefined : await this.#deps.gate.judgeShown(uri, text, this.#deps.chat());
    return { ok: true, reference: { kind, label, languageId, text, uri, lines }, asks: ask ? [ask] : [] };
  }

  async #readText({ uri = "" }: Mention, lines?: LineRange): Promise<Admitted<ReadText> | Refusal> {
    const decision = await this.#deps.gate.read(uri, { chat: this.#deps.chat(), lines });
    const admitted = admit(decision);
    if (typeof admitted === "string" || decision.type === "refused") return admitted as Refusal;
    return { ...admitted, text: decision.text, languageId: decision.languageId };
  }

  /** The diff of every repository of the workspace; files Git does not know yet are named. */
  async #readChanges({ kind, label }: Mention, staged: boolean): Promise<ContextReading> {
    const git = await findGit();
    const texts: string[] = [];
    const added: string[] = [];
    const asks: Ask[] = [];
    for (const repository of git?.repositories ?? []) {
      if (!vscode.workspace.getWorkspaceFolder(repository.rootUri) && !holdsFolder(repository.rootUri)) continue;
      const { files, more } = summarizeFiles(filesOfDiff(await repository.diff(staged)), maxDiff);
      texts.push(...files.map((file) => file.text), more);
      asks.push(...(await this.#judge(files, repository)));
      if (staged) continue;
      for (const { uri } of repository.state.untrackedChanges ?? []) added.push(vscode.workspace.asRelativePath(uri));
    }
    const text = texts.join("") + added.map((path) => `new file: ${path}\n`).join("");
    if (text.trim() === "") return refuse("empty");
    return { ok: true, reference: { kind, label, languageId: "diff", text }, asks };
  }

  async #judge(files: readonly DiffFile[], { rootUri }: GitRepository): Promise<Ask[]> {
    const asks = (await judgeFiles(files, this.#deps.findSecret)).flatMap((file) => askAboutDiff(file, rootUri) ?? []);
    return asks.filter((ask) => !this.#deps.consents.allows(ask, this.#deps.chat()));
  }
}

/** A place that asks because of where it is, is refused: one can select what one means and add that. */
function admit(decision: PlaceDecision): Admitted<unknown> | Refusal {
  if (decision.type === "refused") return decision.reason;
  if (decision.type === "admitted") return { path: decision.path, asks: [] };
  const { type: _type, ...ask } = decision;
  const { path, reasons } = ask;
  if (isAboutSecrets(reasons)) return { path, asks: [ask] };
  return reasons.find((reason) => reason === "outside" || reason === "ignored" || reason === "excluded") ?? "missing";
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
  return { ok: true, reference: { kind, label, languageId: "plaintext", text: lines.join("\n") }, asks: [] };
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
