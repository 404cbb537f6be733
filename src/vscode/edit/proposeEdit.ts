// Asks for an edit and streams the answer into a proposal.

import * as vscode from "vscode";
import { AnswerReader } from "../../core/edit/answerReader.ts";
import { judgeAnswer } from "../../core/edit/judgeAnswer.ts";
import { matchStyle } from "../../core/edit/matchStyle.ts";
import type { FinishReason } from "../../core/model/streamEvent.ts";
import { refineMessages } from "../../core/prompts/refine.ts";
import { showInformation, showWarning } from "../messages/messages.ts";
import { mayShowSubject } from "./admitTarget.ts";
import { type EditingDeps, oneShot } from "./editing.ts";
import type { EditRequest } from "./editRequest.ts";
import { type EditTarget, tabSizeOf } from "./editTarget.ts";
import type { Proposal } from "./proposal.ts";
import type { Proposals } from "./proposals.ts";
import { readSubject } from "./readSubject.ts";
import { refusalWords } from "./refusalWords.ts";
import { reportFailure } from "./reportFailure.ts";
import type { StoredProposal } from "./storedProposal.ts";

/** Milliseconds between two looks at what has come. */
const stepMs = 50;

/**
 * Resolves when the proposal is complete, was cancelled or failed; failures are told to the person. `former` is the proposal
 * that this one would be better than: it comes back when nothing came of it.
 */
export async function proposeEdit(
  request: EditRequest,
  target: EditTarget,
  proposals: Proposals,
  deps: EditingDeps,
  former?: FormerProposal,
): Promise<void> {
  const proposal = proposals.create(request.action.title, target.document, target.lines);
  const again = () => void repeat(request, proposal, proposals, deps, former);
  proposal.request = request;
  proposal.retry = again;
  try {
    await stream(request, target, proposal, deps);
    if (proposal.signal.aborted) return;
    if (former && proposal.refusal !== undefined) {
      // What there was can be accepted, this cannot.
      void showWarning(refusalWords(proposal.refusal));
      proposal.dispose();
    } else if (proposal.edit.state === "closed" && proposal.edit.isUnchanged) {
      void showInformation(vscode.l10n.t("MiMo would leave this as it is."));
    }
  } catch (error) {
    if (proposal.signal.aborted) return;
    const { newLines } = proposal.edit;
    if (newLines.length > 0 && !former) await proposal.finish(newLines, "failed");
    else proposal.dispose();
    void reportFailure(error, deps, again);
  } finally {
    const { state, isUnchanged } = proposal.edit;
    const cameToNothing = proposal.signal.aborted || (state === "closed" && isUnchanged);
    if (former && cameToNothing) await bringBack(former, target, proposals);
  }
}

/** A proposal that gave way to another, and what was asked for it. */
export interface FormerProposal {
  readonly stored: StoredProposal;
  readonly request: EditRequest | undefined;
}

/** Unless something else is proposed there by now. */
async function bringBack({ stored, request }: FormerProposal, target: EditTarget, proposals: Proposals): Promise<void> {
  const { document } = target;
  const end = stored.startLine + stored.oldLines.length;
  const taken = proposals.in(document.uri).some(({ edit: { region } }) => {
    return region.start < end && stored.startLine < region.end;
  });
  if (taken || document.isClosed || proposals.isDisposed) return;
  const proposal = await proposals.restore(document, stored);
  proposal.request = request;
}

/** Asks again for the lines that the proposal is about, wherever they are now. */
async function repeat(
  request: EditRequest,
  proposal: Proposal,
  proposals: Proposals,
  deps: EditingDeps,
  former: FormerProposal | undefined,
): Promise<void> {
  // biome-ignore lint/plugin/readGate: the document of the proposal; what is sent of it is asked about below.
  const document = await vscode.workspace.openTextDocument(proposal.uri);
  const { start, end } = proposal.edit.region;
  proposal.dispose();
  const lines = { start: Math.min(start, document.lineCount - 1), end: Math.min(end, document.lineCount) };
  await proposeEdit(request, { document, lines }, proposals, deps, former);
}

async function stream(request: EditRequest, target: EditTarget, proposal: Proposal, deps: EditingDeps): Promise<void> {
  const { action, turns } = request;
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
  const first = oneShot(action.prompt(subject), deps.options());
  const messages = [...first.messages, ...refineMessages(turns, language)];
  for await (const event of deps.model.stream({ ...first, messages }, proposal.signal)) {
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
