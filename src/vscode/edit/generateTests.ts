// Generate Tests: a new, unsaved file where the project keeps its tests; for a test file that exists, a proposed edit.

import * as vscode from "vscode";
import type { ReadGate } from "../../core/access/readGate.ts";
import { findTestHabits, type TestHabits, testFilesGlob } from "../../core/context/testHabits.ts";
import { AnswerReader } from "../../core/edit/answerReader.ts";
import { judgeAnswer } from "../../core/edit/judgeAnswer.ts";
import type { FinishReason } from "../../core/model/streamEvent.ts";
import { testsPrompt } from "../../core/prompts/tests.ts";
import { withWish } from "../../core/prompts/withWish.ts";
import { refusalWords as notSentWords } from "../context/contextWords.ts";
import { showInformation, showWarning, withNotification } from "../messages/messages.ts";
import { admitTarget, mayShowSubject } from "./admitTarget.ts";
import type { EditAction } from "./editAction.ts";
import { type EditingDeps, oneShot } from "./editing.ts";
import { type EditTarget, wishOf } from "./editTarget.ts";
import { pathOf, readSubject } from "./readSubject.ts";
import { refusalWords } from "./refusalWords.ts";
import { reportFailure } from "./reportFailure.ts";

/** A neighbouring test is shown to the model up to so many characters. */
const neighbourLength = 12_000;
const excluded = "**/{node_modules,.git,dist,build,out,target,vendor,.venv,venv}/**";

/** Writes tests; at most one at a time for each test file. */
export class TestGenerator {
  readonly #deps: EditingDeps;
  readonly #propose: (action: EditAction, target: EditTarget) => Promise<void>;

  readonly #running = new Map<string, AbortController>();
  /** What we wrote into each unsaved file. */
  readonly #left = new Map<string, string>();

  /** `propose` streams an edit of an existing test file. */
  constructor(deps: EditingDeps, propose: (action: EditAction, target: EditTarget) => Promise<void>) {
    this.#deps = deps;
    this.#propose = propose;
  }

  /** Tests for what `argument` names, else for the selection or the symbol at the cursor. */
  async generate(argument: unknown, selected: unknown): Promise<void> {
    const { access } = this.#deps;
    const target = await admitTarget(argument, selected, access);
    if (!target) return;
    const folder = vscode.workspace.getWorkspaceFolder(target.document.uri);
    const habits = await readHabits(target.document.uri, folder, access.gate);
    const uri = folder
      ? vscode.Uri.joinPath(folder.uri, habits.path)
      : vscode.Uri.joinPath(target.document.uri, "..", habits.path.split("/").at(-1) ?? "");
    const there = await access.gate.read(uri.toString());
    const exists = there.type !== "refused" || there.reason !== "missing";
    // The place is chosen by habit: a link there may lead anywhere.
    const against = exists ? await this.#deps.writer.reasonAgainst(uri) : undefined;
    if (against !== undefined) {
      void showWarning(against);
      return;
    }
    const neighbour =
      habits.neighbour && folder
        ? await readAdmitted(vscode.Uri.joinPath(folder.uri, habits.neighbour), access.gate)
        : undefined;
    // A test file that cannot be shown to the model cannot be continued by it.
    if (there.type === "consent" && !(await access.askConsent([there]))) return;
    if (there.type === "refused" && exists) {
      void showInformation(notSentWords(there.path, there.reason, vscode.l10n.t));
      return;
    }
    const existing = there.type === "refused" ? undefined : there.text;
    const subject = await readSubject(target, access.gate);
    if (!(await mayShowSubject(target, subject, access))) return;
    const files = { neighbour: neighbour?.slice(0, neighbourLength), existing };
    const prompt = withWish(testsPrompt(subject, habits, files, this.#deps.language), wishOf(argument));
    const open = async () =>
      this.#openUnsaved((await this.#deps.writer.mayBegin(uri)) ? uri : undefined, target.document.languageId);
    if (existing === undefined) return this.#write(uri, open, prompt, () => void this.generate(argument, selected));
    // biome-ignore lint/plugin/readGate: shown for the proposal; its text came through the gate.
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: false, viewColumn: vscode.ViewColumn.Beside });
    const lines = { start: 0, end: document.lineCount };
    await this.#propose({ title: vscode.l10n.t("Tests"), prompt: () => prompt }, { document, lines });
  }

  async #write(
    uri: vscode.Uri,
    open: () => Promise<vscode.TextDocument>,
    prompt: ReturnType<typeof testsPrompt>,
    retry: () => void,
  ): Promise<void> {
    this.#running.get(uri.path)?.abort();
    const controller = new AbortController();
    this.#running.set(uri.path, controller);
    const title = vscode.l10n.t("MiMo is writing {0}", pathOf(uri));
    try {
      await withNotification(title, (_progress, token) => {
        token.onCancellationRequested(() => controller.abort());
        return this.#stream(open, prompt, controller.signal);
      });
    } catch (error) {
      if (!controller.signal.aborted) void reportFailure(error, this.#deps, retry);
    } finally {
      if (this.#running.get(uri.path) === controller) this.#running.delete(uri.path);
    }
  }

  async #stream(
    open: () => Promise<vscode.TextDocument>,
    prompt: ReturnType<typeof testsPrompt>,
    signal: AbortSignal,
  ): Promise<void> {
    const document = await open();
    await vscode.window.showTextDocument(document, { preview: false, viewColumn: vscode.ViewColumn.Beside });
    const reader = new AnswerReader();
    let finish: FinishReason = "other";
    let written = 0;
    let ours = "";
    let looked = 0;
    /** Undefined once all of `lines` stands in the document; else why not, in words. */
    const write = async (lines: readonly string[]): Promise<string | undefined> => {
      if (lines.length <= written) return undefined;
      const text = lines
        .slice(written)
        .map((line) => `${line}\n`)
        .join("");
      const changes = (there: vscode.TextDocument) => {
        // What was left over of an earlier answer is begun anew; what somebody typed stays.
        const start = written === 0 && this.#isOurs(there) ? 0 : there.lineCount;
        return [{ range: there.validateRange(new vscode.Range(start, 0, there.lineCount, 0)), text }];
      };
      const result = await this.#deps.writer.edit(document.uri, { changes });
      // VS Code refuses a change when the text changed in between: the next one brings these lines too.
      if (result.type !== "done") return result.type === "refused" ? result.text : "";
      written = lines.length;
      ours += text;
      this.#left.set(document.uri.toString(), ours);
      return undefined;
    };
    for await (const event of this.#deps.model.stream(oneShot(prompt, this.#deps.options()), signal)) {
      if (signal.aborted) throw signal.reason;
      if (document.isClosed) return;
      if (event.type === "finish") finish = event.reason;
      if (event.type !== "text-delta") continue;
      reader.push(event.text);
      if (Date.now() - looked < 100) continue;
      looked = Date.now();
      await write(reader.answer.lines);
    }
    if (signal.aborted) throw signal.reason;
    const answer = reader.end();
    let problem = await write(answer.lines);
    for (let again = 0; problem !== undefined && again < 3 && !document.isClosed; again++)
      problem = await write(answer.lines);
    const misfit = judgeAnswer(answer, [], finish);
    if (misfit) void showWarning(refusalWords(misfit));
    else if (problem) void showWarning(problem);
  }

  /** An unsaved file at `uri`; where somebody wrote in it, or without `uri`, one that has no name. */
  async #openUnsaved(uri: vscode.Uri | undefined, language: string): Promise<vscode.TextDocument> {
    // biome-ignore lint/plugin/readGate: a new document to write into.
    const named = uri && (await vscode.workspace.openTextDocument(uri.with({ scheme: "untitled" })));
    // biome-ignore lint/plugin/readGate: likewise.
    return named && this.#isOurs(named) ? named : vscode.workspace.openTextDocument({ language });
  }

  #isOurs(document: vscode.TextDocument): boolean {
    const text = document.getText();
    return text === "" || text === this.#left.get(document.uri.toString());
  }
}

async function readHabits(
  source: vscode.Uri,
  folder: vscode.WorkspaceFolder | undefined,
  gate: ReadGate,
): Promise<TestHabits> {
  const path = folder ? vscode.workspace.asRelativePath(source, false) : (source.path.split("/").at(-1) ?? "");
  if (!folder) return findTestHabits(path, [], []);
  const tests = await vscode.workspace.findFiles(new vscode.RelativePattern(folder, testFilesGlob), excluded, 2_000);
  const names = "{package.json,pyproject.toml,requirements*.txt,setup.cfg,tox.ini,go.mod,Cargo.toml}";
  const manifests = await vscode.workspace.findFiles(new vscode.RelativePattern(folder, names), excluded, 1_000);
  const texts = await Promise.all(nearestTo(source, manifests).map((uri) => readAdmitted(uri, gate)));
  return findTestHabits(
    path,
    tests.map((uri) => vscode.workspace.asRelativePath(uri, false)),
    texts.map((text) => text ?? ""),
  );
}

/** At most ten: those whose folders hold `source`, the nearest first, and the others in the order of their names. */
function nearestTo(source: vscode.Uri, manifests: readonly vscode.Uri[]): readonly vscode.Uri[] {
  const depth = ({ path }: vscode.Uri) => {
    const folder = path.slice(0, path.lastIndexOf("/") + 1);
    return source.path.startsWith(folder) ? folder.length : 0;
  };
  const byName = (a: vscode.Uri, b: vscode.Uri) => (a.path < b.path ? -1 : Number(a.path > b.path));
  return manifests.toSorted((a, b) => depth(b) - depth(a) || byName(a, b)).slice(0, 10);
}

/** What may be sent without a question; the rest is left out. */
async function readAdmitted(uri: vscode.Uri, gate: ReadGate): Promise<string | undefined> {
  const decision = await gate.read(uri.toString());
  return decision.type === "admitted" ? decision.text : undefined;
}
