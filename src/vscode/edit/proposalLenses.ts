// Accept and Reject above each hunk and above the whole proposal, the way to the next, and to a change of it.

import * as vscode from "vscode";
import type { PlacedHunk } from "../../core/edit/proposedEdit.ts";
import type { Disposable } from "../../core/util/disposable.ts";
import { hunksWithZones } from "./addedLines.ts";
import type { Proposal } from "./proposal.ts";
import { type HunkPositions, hunkPositions } from "./proposalSteps.ts";
import type { Proposals } from "./proposals.ts";
import { refusalWords } from "./refusalWords.ts";

/** The lenses of proposals, in documents of every kind. */
export class ProposalLenses implements vscode.CodeLensProvider, Disposable {
  readonly #proposals: Proposals;

  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  #shown = "[]";

  constructor(proposals: Proposals) {
    this.#proposals = proposals;
  }

  /** Asks VS Code to ask again, for every provider of a document, so only when something here has changed. */
  refresh(): void {
    const shown = JSON.stringify(
      this.#lensesOf(this.#proposals.all, Number.MAX_VALUE).map(({ uri, lenses }) => [uri.toString(), lenses]),
    );
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#changed.fire();
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const lastLine = document.lineCount - 1;
    return this.#lensesOf(this.#proposals.in(document.uri), lastLine).flatMap(({ lenses }) => lenses);
  }

  #lensesOf(proposals: readonly Proposal[], lastLine: number) {
    const positionOf = hunkPositions(this.#proposals.all);
    return proposals.map((proposal) => ({ uri: proposal.uri, lenses: lensesOf(proposal, positionOf, lastLine) }));
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

function lensesOf(proposal: Proposal, positionOf: HunkPositions, lastLine: number): vscode.CodeLens[] {
  const { t } = vscode.l10n;
  const { id, title, hunks, edit } = proposal;
  const at = (line: number, text: string, command: string, ...args: unknown[]) => {
    const clamped = Math.max(0, Math.min(line, lastLine));
    return new vscode.CodeLens(new vscode.Range(clamped, 0, clamped, 0), { title: text, command, arguments: args });
  };
  const all = { proposal: id };
  const diff = (line: number) => at(line, t("Show as Diff"), "mimo.showEditDiff", all);
  const top = edit.region.start;
  if (edit.state === "streaming") {
    return [
      at(top, `$(loading~spin) ${t("MiMo is writing: {0}", title)}`, ""),
      at(top, t("Cancel"), "mimo.rejectEdit", all),
    ];
  }
  if (proposal.refusal !== undefined) {
    return [
      at(top, `$(warning) ${refusalWords(proposal.refusal)}`, ""),
      ...(proposal.retry ? [at(top, t("Try Again"), "mimo.retryEdit", all)] : []),
      diff(top),
      at(top, t("Discard"), "mimo.rejectEdit", all),
    ];
  }
  const first = hunks[0];
  const place = (hunk: PlacedHunk) => hunk.place?.start ?? hunk.nearLine;
  // The lone one left has them beside it.
  const above = first ? (hunks.length === 1 ? place(first) : Math.min(top, place(first))) : top;
  const canAccept = hunks.some((hunk) => hunk.place !== undefined);
  const whole = [
    ...(canAccept ? [at(above, `$(check-all) ${t("Accept All")}`, "mimo.acceptEdit", all)] : []),
    at(above, `$(close-all) ${t("Reject All")}`, "mimo.rejectEdit", all),
    diff(above),
    at(above, `$(edit) ${t("Change…")}`, "mimo.refineEdit", all),
  ];
  const drawn = new Set(hunksWithZones(hunks).map((hunk) => hunk.id));
  const each = hunks.flatMap((hunk) => {
    const one = { proposal: id, hunk: hunk.id };
    const added = hunk.newLines.length;
    const unseen = added > 0 && !drawn.has(hunk.id);
    const steps = stepLenses(positionOf(id, hunk.id), (text, command) => at(place(hunk), text, command));
    if (hunk.place === undefined) {
      return [
        at(hunk.nearLine, `$(warning) ${t("A change no longer fits here")}`, "mimo.showEditDiff", all),
        at(hunk.nearLine, t("Discard"), "mimo.rejectHunk", one),
        ...steps,
      ];
    }
    return [
      ...(hunks.length === 1
        ? []
        : [
            at(hunk.place.start, `$(check) ${t("Accept")}`, "mimo.acceptHunk", one),
            at(hunk.place.start, `$(close) ${t("Reject")}`, "mimo.rejectHunk", one),
          ]),
      ...(unseen ? [at(hunk.place.start, `$(diff) +${added}`, "mimo.showEditDiff", all)] : []),
      ...steps,
    ];
  });
  return [...whole, ...each];
}

/** "2 of 5" between the ways there and back. */
function stepLenses(position: string | undefined, lens: (text: string, command: string) => vscode.CodeLens) {
  const { t } = vscode.l10n;
  if (position === undefined) return [];
  return [
    lens(`$(arrow-up) ${t("Previous")}`, "mimo.previousEdit"),
    lens(position, ""),
    lens(`${t("Next")} $(arrow-down)`, "mimo.nextEdit"),
  ];
}
