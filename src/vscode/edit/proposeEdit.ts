// Asks for an edit and streams the answer into a proposal.

import * as vscode from "vscode";
import type { CodeSubject } from "../../core/context/codeSubject.ts";
import { AnswerReader } from "../../core/edit/answerReader.ts";
import { judgeAnswer } from "../../core/edit/judgeAnswer.ts";
import { matchStyle } from "../../core/edit/matchStyle.ts";
import type { FinishReason } from "../../core/model/streamEvent.ts";
import type { ActionPrompt } from "../../core/prompts/actionPrompt.ts";
import { showInformation, showWarning } from "../messages/messages.ts";
import { mayShowSubject } from "./admitTarget.ts";
import { type EditingDeps, oneShot } from "./editing.ts";
import { type EditTarget, tabSizeOf } from "./editTarget.ts";
import type { Proposal } from "./proposal.ts";
import type { Proposals } from "./proposals.ts";
import { readSubject } from "./readSubject.ts";
import { reportFailure } from "./reportFailure.ts";

/** Milliseconds between two looks at what has come. */
const stepMs = 50;

/** One kind of edit. */
export interface EditAction {
  /** In the person's language. */
  readonly title: string;
  readonly prompt: (subject: CodeSubject) => ActionPrompt;
}

/** Resolves when the proposal is complete, was cancelled or failed; failures are told to the person. */
export async function proposeEdit(
  action: EditAction,
  target: EditTarget,
  proposals: Proposals,
  deps: EditingDeps,
): Promise<void> {
  const { document, lines } = target;
  const proposal = proposals.create(action.title, document, lines);
  const again = () => void repeat(action, proposal, proposals, deps);
  proposal.retry = again;
  try {
    await stream(action, target, proposal, deps);
    if (proposal.signal.aborted) return;
    if (proposal.edit.state === "closed" && proposal.edit.isUnchanged) {
      void showInformation(vscode.l10n.t("MiMo would leave this as it is."));
    }
  } catch (error) {
    if (proposal.signal.aborted) return;
    const { newLines } = proposal.edit;
    if (newLines.length > 0) await proposal.finish(newLines, "failed");
    else proposal.dispose();
    void reportFailure(error, deps, again);
  }
}

/** Asks again for the lines that the proposal is about, wherever they are now. */
async function repeat(action: EditAction, proposal: Proposal, proposals: Proposals, deps: EditingDeps): Promise<void> {
  // biome-ignore lint/plugin/readGate: the document of the proposal; what is sent of it is asked about below.
  const document = await vscode.workspace.openTextDocument(proposal.uri);
  const { start, end } = proposal.edit.region;
  proposal.dispose();
  const lines = { start: Math.min(start, document.lineCount - 1), end: Math.min(end, document.lineCount) };
  await proposeEdit(action, { document, lines }, proposals, deps);
}

async function stream(action: EditAction, target: EditTarget, proposal: Proposal, deps: EditingDeps): Promise<void> {
  const subject = await readSubject(target, deps.access.gate);
  if (proposal.signal.aborted) return;
  if (!(await mayShowSubject(target, subject, deps.access))) return proposal.dispose();
  if (proposal.signal.aborted) return;
  const old = proposal.edit.oldLines;
  const tabSize = tabSizeOf(proposal.uri);
  const language = target.document.languageId;
  const reader = new AnswerReader();
  let finish: FinishReason = "other";
  let looked = 0;
  for await (const event of deps.model.stream(oneShot(action.prompt(subject), deps.options()), proposal.signal)) {
    if (proposal.signal.aborted) return;
    if (event.type === "finish") finish = event.reason;
    if (event.type !== "text-delta") continue;
    reader.push(event.text);
    const now = Date.now();
    if (now - looked < stepMs) continue;
    looked = now;
    pushNew(proposal, matchStyle(reader.answer.lines, old, tabSize, language), old);
  }
  if (proposal.signal.aborted) return;
  const answer = reader.end();
  const refusal = judgeAnswer(answer, old, finish);
  if (refusal === "empty") {
    proposal.dispose();
    void showWarning(vscode.l10n.t("There is no code in the answer."));
  } else await proposal.finish(matchStyle(answer.lines, old, tabSize, language), refusal);
}

/** The blank lines that end the old text may not be the end of the new one yet. */
function pushNew(proposal: Proposal, styled: readonly string[], old: readonly string[]): void {
  const trailing = old.length - 1 - old.findLastIndex((line) => line.trim() !== "");
  const lines = styled.slice(proposal.edit.newLines.length, Math.max(0, styled.length - trailing));
  if (lines.length > 0) proposal.push(lines);
}
