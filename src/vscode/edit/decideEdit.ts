// Accept, reject and show: the commands that decide a proposal.

import * as vscode from "vscode";
import type { PlacedHunk } from "../../core/edit/proposedEdit.ts";
import type { WriteResult } from "../access/workspaceWriter.ts";
import { showInformation, showWarning } from "../messages/messages.ts";
import type { AddedLines } from "./addedLines.ts";
import { displacedWords, offerDiff } from "./displacedNotice.ts";
import type { Proposal } from "./proposal.ts";
import type { ProposalDiff } from "./proposalDiff.ts";
import { step } from "./proposalSteps.ts";
import { nearestHunk, type Proposals } from "./proposals.ts";
import { refusalWords } from "./refusalWords.ts";
import { isShown, showProposal } from "./showProposal.ts";

/** What lenses and the status bar hand over; a zone's buttons hand over its thread. */
interface Choice {
  readonly proposal: Proposal;
  readonly hunk: number | undefined;
  /** Pressed at the change itself. */
  readonly isNamed: boolean;
}

/** Decides what `argument` names, else the proposal or hunk nearest to the cursor. */
export class EditDecisions {
  readonly #proposals: Proposals;
  readonly #added: AddedLines;
  readonly #diff: ProposalDiff;
  #stepping: Promise<void> = Promise.resolve();

  constructor(proposals: Proposals, added: AddedLines, diff: ProposalDiff) {
    this.#proposals = proposals;
    this.#added = added;
    this.#diff = diff;
  }

  /** Accepts all hunks that have a place. */
  async acceptAll(argument: unknown): Promise<void> {
    const choice = this.choose(argument);
    if (choice?.proposal.edit.state === "streaming") sayStillWriting();
    else if (choice)
      await this.#accept(
        choice,
        choice.proposal.hunks.map((hunk) => hunk.id),
      );
  }

  /** Accepts one hunk; those that are complete can be accepted while the rest is being written. */
  async acceptHunk(argument: unknown): Promise<void> {
    const choice = this.choose(argument);
    if (!choice) return;
    const hunk = this.#hunkOf(choice);
    if (hunk) await this.#accept(choice, [hunk.id]);
    else sayStillWriting();
  }

  /** Rejects all hunks, or cancels the request that is being answered. */
  rejectAll(argument: unknown): void {
    this.choose(argument)?.proposal.dispose();
  }

  /** Rejects a hunk; the one that is still being written is rejected by cancelling the request. */
  rejectHunk(argument: unknown): void {
    const choice = this.choose(argument);
    if (!choice) return;
    const hunk = this.#hunkOf(choice);
    if (hunk) choice.proposal.reject([hunk.id]);
    else choice.proposal.dispose();
  }

  /** Goes to the next change of any proposal, or to the one before. */
  step(direction: 1 | -1): Promise<void> {
    // A key pressed twice goes two changes on: the second begins where the first one ends.
    this.#stepping = this.#stepping
      .then(() => step(this.#proposals.all, direction))
      .then(
        (found) => (found ? undefined : sayThereIsNone()),
        () => sayThereIsNone(), // the file is gone
      );
    return this.#stepping;
  }

  async showDiff(argument: unknown): Promise<void> {
    const choice = this.choose(argument);
    if (choice) await this.#diff.show(choice.proposal);
  }

  /** The proposal that is meant; says so when there is none. */
  choose(argument: unknown): Choice | undefined {
    const named = (this.#added.referenceOf(argument) ?? argument) as Partial<
      Record<"proposal" | "hunk", number>
    > | null;
    const id = typeof named === "object" ? named?.proposal : undefined;
    const proposal = typeof id === "number" ? this.#proposals.get(id) : this.#proposals.current;
    const hunk = typeof named?.hunk === "number" ? named.hunk : undefined;
    if (proposal) return { proposal, hunk, isNamed: typeof id === "number" };
    sayThereIsNone();
    return undefined;
  }

  /** The hunk that is meant, the nearest one if none was named; undefined while that is not complete. */
  #hunkOf({ proposal, hunk }: Choice): PlacedHunk | undefined {
    const complete = proposal.hunks.filter((each) => each.complete);
    return hunk === undefined ? nearestHunk(proposal, complete) : complete.find(({ id }) => id === hunk);
  }

  /** Nothing is changed unseen: what was not in view is shown, and then asked about unless its own button was pressed. */
  async #accept({ proposal, isNamed }: Choice, ids: readonly number[]): Promise<void> {
    if (proposal.refusal !== undefined) return this.#offerDiff(proposal, refusalWords(proposal.refusal));
    const fits = proposal.hunks.filter((hunk) => ids.includes(hunk.id) && hunk.place !== undefined);
    if (fits.length > 0) {
      const show = () => showProposal(proposal, fits[0]);
      const unseen = !isShown(proposal.uri);
      // What cannot be shown is gone: the writer says so.
      if (unseen && isNamed) await show().catch(() => {});
      const result = await proposal.accept(ids, { unseen: unseen && !isNamed, show });
      if (result.type === "declined") return;
      if (result.type === "refused") return this.#sayRefused(proposal, result);
    }
    const left = proposal.hunks.filter((hunk) => ids.includes(hunk.id)).length;
    if (left > 0) await this.#offerDiff(proposal, displacedWords(left));
  }

  /** Says why nothing was changed, and what can be done: what was proposed is never lost by it. */
  async #sayRefused(proposal: Proposal, { reason, text }: Extract<WriteResult, { type: "refused" }>): Promise<void> {
    if (reason !== "undecodable" && reason !== "unwritable") return this.#offerDiff(proposal, text);
    const change = vscode.l10n.t("Change Encoding");
    if ((await showWarning(text, change)) !== change) return;
    await showProposal(proposal, undefined);
    await vscode.commands.executeCommand("workbench.action.editor.changeEncoding");
  }

  #offerDiff(proposal: Proposal, text: string): Promise<void> {
    return offerDiff(proposal, text, this.#diff);
  }
}

function sayThereIsNone(): void {
  void showInformation(vscode.l10n.t("There is no proposed edit here."));
}

function sayStillWriting(): void {
  void showInformation(
    vscode.l10n.t("MiMo is still writing this edit. Changes that are complete can be accepted one by one."),
  );
}
