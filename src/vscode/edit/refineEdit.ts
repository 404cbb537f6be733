// "Make it shorter": what a person says to a proposal, asked for at its place and answered by another in its stead.

import * as vscode from "vscode";
import { forgottenPrompt } from "../../core/prompts/refine.ts";
import { showInformation } from "../messages/messages.ts";
import { lineAbove } from "./addedLines.ts";
import type { CodeQuestions } from "./codeQuestion.ts";
import type { EditingDeps } from "./editing.ts";
import type { EditRequest } from "./editRequest.ts";
import type { EditTarget } from "./editTarget.ts";
import type { Proposal } from "./proposal.ts";
import { nearestHunk } from "./proposals.ts";
import { type FormerProposal, proposeEdit } from "./proposeEdit.ts";
import { toStoredProposal } from "./storedProposals.ts";

/** Asks what to change about `proposal`, at the hunk `hunkId` or the nearest one, and proposes that instead. */
export async function refineEdit(
  proposal: Proposal,
  hunkId: number | undefined,
  questions: CodeQuestions,
  deps: EditingDeps,
): Promise<void> {
  const { t } = vscode.l10n;
  const { proposals } = deps;
  const { hunks, uri, title } = proposal;
  const hunk = hunks.find(({ id }) => id === hunkId) ?? nearestHunk(proposal, hunks);
  if (proposal.edit.state === "streaming" || !hunk) {
    void showInformation(t("MiMo is still writing this edit. Changes that are complete can be accepted one by one."));
    return;
  }
  const text = await questions.ask({ uri, line: lineAbove(hunk), title });
  if (text === undefined) return;
  if (proposals.get(proposal.id) !== proposal) {
    void showInformation(t("There is no proposed edit here."));
    return;
  }
  const { target, former, proposed } = await standingOf(proposal);
  const { action, turns } = proposal.request ?? { action: { title, prompt: forgottenPrompt }, turns: [] };
  const request: EditRequest = { action, turns: [...turns, { proposed, request: text }] };
  proposal.dispose();
  await proposeEdit(request, target, proposals, deps, former);
}

/** The lines it is about now, its text for them, and what brings it back. */
async function standingOf(
  proposal: Proposal,
): Promise<{ target: EditTarget; former: FormerProposal; proposed: readonly string[] }> {
  // biome-ignore lint/plugin/readGate: the document of the proposal; what is sent of it is asked about before.
  const document = await vscode.workspace.openTextDocument(proposal.uri);
  const stored = toStoredProposal(proposal);
  const fits = proposal.hunks.every(({ place }) => place !== undefined);
  const { start, end } = fits
    ? { start: stored.startLine, end: stored.startLine + stored.oldLines.length }
    : proposal.edit.region;
  const lines = { start: Math.min(start, document.lineCount - 1), end: Math.min(end, document.lineCount) };
  return { target: { document, lines }, former: { stored, request: proposal.request }, proposed: stored.newLines };
}
