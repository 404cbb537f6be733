// Draws the proposals: removed lines, added lines, lenses, status bar. While text streams, at most ten times a second.

import * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../../core/util/disposable.ts";
import { AddedLines } from "./addedLines.ts";
import type { Proposal } from "./proposal.ts";
import { ProposalLenses } from "./proposalLenses.ts";
import { ProposalStatus } from "./proposalStatus.ts";
import type { Proposals } from "./proposals.ts";
import { RemovedLines } from "./removedLines.ts";

/** Milliseconds between two drawings while text streams, and otherwise. */
const frameMs = 120;
const soonMs = 20;

/** Everything a person sees of the proposals. */
export class ProposalView implements Disposable {
  readonly added: AddedLines;
  private readonly disposables = new DisposableStore();
  private readonly removed: RemovedLines;
  private readonly lenses: ProposalLenses;
  private readonly status: ProposalStatus;
  private readonly stale = new Set<Proposal>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly proposals: Proposals) {
    this.added = this.disposables.add(new AddedLines());
    this.removed = this.disposables.add(new RemovedLines(proposals));
    this.lenses = this.disposables.add(new ProposalLenses(proposals));
    this.status = this.disposables.add(new ProposalStatus(proposals));
    this.disposables.add(vscode.languages.registerCodeLensProvider("*", this.lenses));
    this.disposables.add(proposals.onDidChange((proposal) => this.schedule(proposal)));
    this.disposables.add(
      vscode.window.onDidChangeVisibleTextEditors((editors) => {
        for (const { document } of editors) {
          if (this.proposals.in(document.uri).length > 0) this.removed.update(document.uri);
        }
      }),
    );
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.disposables.dispose();
  }

  private schedule(proposal: Proposal): void {
    this.stale.add(proposal);
    this.timer ??= setTimeout(() => this.draw(), proposal.edit.state === "streaming" ? frameMs : soonMs);
  }

  private draw(): void {
    this.timer = undefined;
    const proposals = [...this.stale];
    this.stale.clear();
    for (const proposal of proposals) {
      if (!this.added.update(proposal)) this.schedule(proposal);
      this.removed.update(proposal.uri);
    }
    this.lenses.refresh();
    this.status.update();
  }
}
