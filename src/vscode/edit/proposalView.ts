// Draws the proposals: removed lines, added lines, lenses, status bar. While text streams, a few times a
// second; one zone in a frame of the window, the rest in those after it.

import * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../../core/util/disposable.ts";
import { AddedLines } from "./addedLines.ts";
import type { Proposal } from "./proposal.ts";
import { ProposalLenses } from "./proposalLenses.ts";
import { ProposalStatus } from "./proposalStatus.ts";
import { hunkPositions } from "./proposalSteps.ts";
import type { Proposals } from "./proposals.ts";
import { RemovedLines } from "./removedLines.ts";

/** Milliseconds between two drawings while text streams, until the first otherwise, and between two zones. */
const streamMs = 200;
const soonMs = 20;
const zoneMs = 34;

/** Everything a person sees of the proposals. */
export class ProposalView implements Disposable {
  readonly #proposals: Proposals;

  readonly added: AddedLines;
  readonly #disposables = new DisposableStore();
  readonly #removed: RemovedLines;
  readonly #lenses: ProposalLenses;
  readonly #status: ProposalStatus;
  /** Changed since they were drawn; and those that have zones to be drawn yet. */
  readonly #stale = new Set<Proposal>();
  readonly #unfinished = new Set<Proposal>();
  #zoneIsNext = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(proposals: Proposals) {
    this.#proposals = proposals;

    this.added = this.#disposables.add(new AddedLines());
    this.#removed = this.#disposables.add(new RemovedLines(proposals));
    this.#lenses = this.#disposables.add(new ProposalLenses(proposals));
    this.#status = this.#disposables.add(new ProposalStatus(proposals));
    this.#disposables.add(vscode.languages.registerCodeLensProvider("*", this.#lenses));
    this.#disposables.add(proposals.onDidChange((proposal) => this.#schedule(proposal)));
    this.#disposables.add(
      vscode.window.onDidChangeVisibleTextEditors((editors) => {
        for (const { document } of editors) {
          if (this.#proposals.in(document.uri).length > 0) this.#removed.update(document.uri);
        }
      }),
    );
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#disposables.dispose();
  }

  #schedule(proposal: Proposal): void {
    this.#stale.add(proposal);
    this.#timer ??= setTimeout(() => this.#draw(), proposal.edit.state === "streaming" ? streamMs : soonMs);
  }

  /**
   * Lines, lenses and status first, so that everything can be decided; then, each by itself, zone after zone. While there
   * are both to draw they take turns.
   */
  #draw(): void {
    this.#timer = undefined;
    this.#zoneIsNext = this.#unfinished.size > 0 && (this.#zoneIsNext || this.#stale.size === 0);
    if (this.#zoneIsNext) this.#drawZone();
    else this.#drawLines();
    this.#zoneIsNext = !this.#zoneIsNext;
    if (this.#unfinished.size > 0) this.#timer = setTimeout(() => this.#draw(), zoneMs);
    else if (this.#stale.size > 0) this.#timer = setTimeout(() => this.#draw(), streamMs);
  }

  #drawZone(): void {
    const [proposal] = this.#unfinished;
    if (proposal && this.added.update(proposal, hunkPositions(this.#proposals.all))) this.#unfinished.delete(proposal);
  }

  #drawLines(): void {
    for (const proposal of this.#stale) {
      this.#removed.update(proposal.uri);
      this.#unfinished.add(proposal);
    }
    this.#stale.clear();
    this.#lenses.refresh();
    this.#status.update();
  }
}
