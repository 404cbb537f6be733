// Findings as VS Code shows comments: threads at their lines, with a fix that becomes a proposal.

import * as vscode from "vscode";
import type { LineRange } from "../../core/code/lineRange.ts";
import type { Finding } from "../../core/review/finding.ts";
import { harmless } from "../../core/review/findingText.ts";
import { fixOf, placeNow } from "../../core/review/fixFinding.ts";
import { ReviewedText } from "../../core/review/placeFinding.ts";
import type { ReviewFile } from "../../core/review/planReview.ts";
import type { Disposable } from "../../core/util/disposable.ts";
import { linesOf, type TargetArgument } from "../edit/editTarget.ts";
import type { Proposal } from "../edit/proposal.ts";
import type { Proposals } from "../edit/proposals.ts";
import { showProposal } from "../edit/showProposal.ts";
import { giveRoomBack } from "../edit/zoneRoom.ts";
import { showInformation } from "../messages/messages.ts";
import { severityWords } from "./reviewWords.ts";

/** What the buttons of a thread depend on, see package.json. */
type ThreadState = "fix" | "proposed" | "note";

/** All findings of the window. */
export class FindingThreads implements Disposable {
  readonly #proposals: Proposals;
  readonly #controller = vscode.comments.createCommentController("mimo.review", vscode.l10n.t("MiMo Review"));
  readonly #findings = new Map<vscode.CommentThread, Finding>();
  /** How often all were cleared. */
  #cleared = 0;

  constructor(proposals: Proposals) {
    this.#proposals = proposals;
  }

  /** How many are shown. */
  get count(): number {
    return this.#findings.size;
  }

  /** Shows `findings` about the file at `uri`, of which `file` was reviewed. */
  async add(uri: vscode.Uri, file: ReviewFile, findings: readonly Finding[]): Promise<void> {
    if (findings.length === 0) return;
    const cleared = this.#cleared;
    const document = await openText(uri);
    if (cleared !== this.#cleared) return;
    const text = document && new ReviewedText(wholeOf(document), file.hunks);
    for (const finding of findings) {
      const place = text?.place(finding) ?? { type: "file" };
      const lines = place.type === "lines" ? place.lines : undefined;
      const last = lines && document?.lineAt(lines.end - 1).range.end;
      const range = lines && last ? new vscode.Range(new vscode.Position(lines.start, 0), last) : undefined;
      this.#open(uri, range, finding);
    }
    this.#tell();
  }

  /** Proposes a fix of the finding of `thread`, at its code as it is now; says so when that is not there any more. */
  async fix(thread: unknown): Promise<void> {
    const known = this.#find(thread);
    if (!known) return;
    const { shown, finding } = known;
    const document = await openText(shown.uri);
    if (!document) return sayWhyNot("gone");
    const near = shown.range && { start: shown.range.start.line, end: shown.range.end.line + 1 };
    if (finding.newText === undefined) return this.#askForFix(shown, finding, document, near);
    const fix = fixOf(wholeOf(document), finding, near);
    if (fix.type !== "change") return sayWhyNot(fix.type);
    const proposal = this.#proposals.create(vscode.l10n.t("Fix"), document, fix.range);
    this.#becomeProposed(shown);
    // Decided: where the code went the finding has done its work.
    this.#follow(shown, proposal, () => fixOf(wholeOf(proposal.document), finding, undefined).type === "gone");
    await proposal.finish(fix.newLines, undefined);
    await showProposal(proposal, proposal.hunks[0]);
  }

  /** The review proposes nothing: the action Fix is asked, with what the finding says. */
  async #askForFix(
    shown: vscode.CommentThread,
    finding: Finding,
    document: vscode.TextDocument,
    near: LineRange | undefined,
  ): Promise<void> {
    const place = placeNow(wholeOf(document), finding, near);
    if (typeof place === "string") return sayWhyNot(place);
    const range = new vscode.Range(new vscode.Position(place.start, 0), document.lineAt(place.end - 1).range.end);
    this.#becomeProposed(shown);
    let made: Proposal | undefined;
    const before = new Set(this.#proposals.in(shown.uri));
    const listening = this.#proposals.onDidChange((proposal) => {
      const { start, end } = proposal.edit.region;
      const isHere = start <= place.start && place.end <= end && proposal.uri.toString() === shown.uri.toString();
      if (made || before.has(proposal) || !isHere) return;
      made = proposal;
      this.#follow(shown, proposal, () => proposal.wasAccepted);
      // Pressed in the Comments view, perhaps; a file that is gone by now shows nothing.
      void showProposal(proposal, undefined).catch(() => {});
    });
    const problem = finding.body === "" ? finding.title : `${finding.title}\n\n${finding.body}`;
    const argument: TargetArgument = { uri: shown.uri, range, around: true, problem };
    try {
      await vscode.commands.executeCommand("mimo.fix", argument);
    } finally {
      listening.dispose();
      // Nothing came of it, and why was said.
      if (!made && this.#findings.has(shown)) this.#become(shown, "fix");
    }
  }

  /** Once `proposal` is decided the finding goes when it is done with, and else stands as before. */
  #follow(shown: vscode.CommentThread, proposal: Proposal, isDone: () => boolean): void {
    proposal.onDidChange(() => {
      if (proposal.edit.state !== "closed" || !this.#findings.has(shown)) return;
      if (isDone()) this.dismiss(shown);
      else this.#become(shown, "fix");
    });
  }

  #becomeProposed(shown: vscode.CommentThread): void {
    this.#become(shown, "proposed");
    shown.collapsibleState = vscode.CommentThreadCollapsibleState.Collapsed;
  }

  dismiss(thread: unknown): void {
    const known = this.#find(thread);
    if (!known) return;
    this.#findings.delete(known.shown);
    known.shown.dispose();
    this.#tell();
  }

  clear(): void {
    for (const thread of this.#findings.keys()) thread.dispose();
    this.#findings.clear();
    this.#cleared++;
    this.#tell();
  }

  dispose(): void {
    this.clear();
    this.#controller.dispose();
  }

  #open(uri: vscode.Uri, range: vscode.Range | undefined, finding: Finding): void {
    const body = new vscode.MarkdownString(bodyOf(finding, range === undefined));
    body.isTrusted = false;
    body.supportHtml = false;
    const comment = { body, mode: vscode.CommentMode.Preview, author: { name: "MiMo" } };
    const thread = this.#controller.createCommentThread(uri, range ?? new vscode.Range(0, 0, 0, 0), [comment]);
    // Without a range a thread is of the file as a whole; there is no way to make one so.
    if (!range) thread.range = undefined;
    thread.label = `${severityWords(finding.severity)}: ${finding.title}`;
    thread.canReply = false;
    thread.state = vscode.CommentThreadState.Unresolved;
    thread.collapsibleState = vscode.CommentThreadCollapsibleState.Expanded;
    // What proposes nothing and has no place is only said.
    this.#become(thread, finding.newText === undefined && !range ? "note" : "fix");
    this.#findings.set(thread, finding);
  }

  #become(thread: vscode.CommentThread, state: ThreadState): void {
    thread.contextValue = state;
  }

  /** The buttons of a thread hand it over, those of the Comments view perhaps its comment's. */
  #find(thread: unknown): { readonly shown: vscode.CommentThread; readonly finding: Finding } | undefined {
    const shown = thread as vscode.CommentThread;
    const finding = this.#findings.get(shown);
    return finding && { shown, finding };
  }

  #tell(): void {
    if (this.#findings.size === 0) giveRoomBack(this.#controller);
    void vscode.commands.executeCommand("setContext", "mimo.reviewed", this.#findings.size > 0);
  }
}

function sayWhyNot(reason: "gone" | "ambiguous"): void {
  const { t } = vscode.l10n;
  const text =
    reason === "ambiguous"
      ? t("The code of this finding stands in the file more than once.")
      : t("The code that this finding is about is not there any more.");
  void showInformation(text);
}

/** What stands under the title. Of a finding without a place it is said which one the model means. */
function bodyOf({ title, body, line, oldText }: Finding, isOfFile: boolean): string {
  const parts = [harmless(body === "" ? title : body)];
  if (isOfFile && oldText.trim() !== "") {
    const { t } = vscode.l10n;
    parts.push(
      line === undefined
        ? t("Where this is in the file is not certain.")
        : t("Where this is in the file is not certain. MiMo named line {0}.", line),
    );
  }
  return parts.join("\n\n");
}

function wholeOf(document: vscode.TextDocument): readonly string[] {
  return linesOf(document, { start: 0, end: document.lineCount });
}

/** Undefined when it is gone, or no text. */
async function openText(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}
