// Says once, when the person has stopped typing, that changes of a proposal no longer fit into the text.

import * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../../core/util/disposable.ts";
import { showWarning } from "../messages/messages.ts";
import type { Proposal } from "./proposal.ts";
import type { ProposalDiff } from "./proposalDiff.ts";
import type { Proposals } from "./proposals.ts";

/** Milliseconds without a change: what is undone or typed back at once needs no word. */
const restMs = 1_000;

/** Watches the proposals; each is spoken of again only after all of its changes had a place in between. */
export class DisplacedNotice implements Disposable {
  readonly #diff: ProposalDiff;

  readonly #disposables = new DisposableStore();
  readonly #timers = new Map<Proposal, ReturnType<typeof setTimeout>>();
  readonly #told = new WeakSet<Proposal>();

  constructor(proposals: Proposals, diff: ProposalDiff) {
    this.#diff = diff;

    this.#disposables.add(proposals.onDidChange((proposal) => this.#look(proposal)));
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#disposables.dispose();
  }

  #look(proposal: Proposal): void {
    const displaced = displacedIn(proposal);
    clearTimeout(this.#timers.get(proposal));
    this.#timers.delete(proposal);
    if (displaced === 0) this.#told.delete(proposal);
    else if (!this.#told.has(proposal)) {
      const timer = setTimeout(() => this.#tell(proposal), restMs);
      this.#timers.set(proposal, timer);
    }
  }

  #tell(proposal: Proposal): void {
    this.#timers.delete(proposal);
    this.#told.add(proposal);
    void offerDiff(proposal, displacedWords(displacedIn(proposal)), this.#diff);
  }
}

/** Of a proposal that cannot be accepted, none needs a place. */
function displacedIn({ hunks, refusal }: Proposal): number {
  if (refusal !== undefined) return 0;
  return hunks.filter(({ place, complete }) => complete && place === undefined).length;
}

/** Why some changes cannot be accepted. */
export function displacedWords(count: number): string {
  const { t } = vscode.l10n;
  return count === 1
    ? t("A change no longer fits: the text below it was changed. It is kept, and can be seen as a diff.")
    : t("{0} changes no longer fit: the text below them was changed. They are kept, and can be seen as a diff.", count);
}

/** Says `text` and offers the proposal as a diff. */
export async function offerDiff(proposal: Proposal, text: string, diff: ProposalDiff): Promise<void> {
  const show = vscode.l10n.t("Show as Diff");
  if ((await showWarning(text, show)) === show) await diff.show(proposal);
}
