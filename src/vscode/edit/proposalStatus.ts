// What the status bar and the keys know of the proposals in the active editor.

import * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../../core/util/disposable.ts";
import { positionHere } from "./proposalSteps.ts";
import type { Proposals } from "./proposals.ts";
import { isShown } from "./showProposal.ts";

/**
 * Three items in the status bar, and two context keys: `mimo.edit`, the `ProposalState` of the proposal the person is in, or
 * `none`; `mimo.edits`, whether anything is proposed in this window. What cannot be seen is offered for looking, not for accepting.
 */
export class ProposalStatus implements Disposable {
  readonly #proposals: Proposals;

  readonly #disposables = new DisposableStore();
  readonly #accept = this.#item(2);
  readonly #reject = this.#item(1);
  readonly #position = this.#item(0);
  #context = "";
  #waiting = false;

  constructor(proposals: Proposals) {
    this.#proposals = proposals;

    this.#disposables.add(vscode.window.onDidChangeActiveTextEditor(() => this.update()));
    this.#disposables.add(vscode.window.onDidChangeVisibleTextEditors(() => this.update()));
    this.#disposables.add(
      vscode.window.onDidChangeTextEditorSelection(() => {
        if (this.#waiting) this.#updatePosition();
      }),
    );
    // A diff becomes the active tab a little after its editor is the active one.
    this.#disposables.add(vscode.window.tabGroups.onDidChangeTabs(() => this.update()));
  }

  /** Says which change of how many the cursor is at, and whether there are any to go to. */
  #updatePosition(): void {
    const waiting = this.#proposals.all.length > 0;
    if (waiting !== this.#waiting) void vscode.commands.executeCommand("setContext", "mimo.edits", waiting);
    this.#waiting = waiting;
    const position = waiting ? positionHere(this.#proposals.all) : undefined;
    if (position === undefined) {
      this.#position.hide();
      return;
    }
    this.#position.text = `$(arrow-down) ${position}`;
    this.#position.tooltip = vscode.l10n.t("Go to the next proposed change");
    this.#position.command = "mimo.nextEdit";
    this.#position.show();
  }

  /** Says how the proposal nearest to the cursor stands. */
  update(): void {
    this.#updatePosition();
    const { t } = vscode.l10n;
    const accept = this.#accept;
    const reject = this.#reject;
    const proposal = this.#proposals.current;
    const state = proposal?.edit.state ?? "none";
    const context = this.#proposals.here?.edit.state ?? "none";
    if (context !== this.#context) void vscode.commands.executeCommand("setContext", "mimo.edit", context);
    this.#context = context;
    if (proposal === undefined || state === "closed") {
      accept.hide();
      reject.hide();
      return;
    }
    const count = proposal.hunks.filter(({ place }) => place !== undefined).length;
    if (state === "streaming") {
      accept.text = `$(loading~spin) ${t("MiMo is writing: {0}", proposal.title)}`;
      accept.command = undefined;
      reject.text = `$(debug-stop) ${t("Cancel")}`;
    } else if (state === "refused" || count === 0) {
      accept.text = `$(warning) ${t("Show as Diff")}`;
      accept.command = "mimo.showEditDiff";
      reject.text = `$(close) ${t("Discard")}`;
    } else if (!isShown(proposal.uri)) {
      accept.text = `$(diff) ${t("Show Change in {0}", proposal.uri.path.split("/").at(-1) ?? "")}`;
      accept.command = "mimo.showEditDiff";
      reject.text = `$(close-all) ${t("Reject All")}`;
    } else {
      accept.text = `$(check-all) ${count === 1 ? t("Accept Change") : t("Accept {0} Changes", count)}`;
      accept.command = "mimo.acceptEdit";
      reject.text = `$(close-all) ${t("Reject All")}`;
    }
    // By name alone, for the current proposal: VS Code forgets arguments with each update, also those of the click that
    // it is just about to run.
    reject.command = "mimo.rejectEdit";
    accept.show();
    reject.show();
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #item(priority: number): vscode.StatusBarItem {
    const item = vscode.window.createStatusBarItem(`mimo.edit.${priority}`, vscode.StatusBarAlignment.Left, priority);
    item.name = "MiMo";
    return this.#disposables.add(item);
  }
}
