// Keeps the proposals that wait for a decision, so that they are still there when the window was reloaded.

import * as vscode from "vscode";
import { applyHunks } from "../../core/edit/hunk.ts";
import { type Disposable, DisposableStore } from "../../core/util/disposable.ts";
import { linesOf } from "./editTarget.ts";
import type { Proposal } from "./proposal.ts";
import type { Proposals } from "./proposals.ts";
import type { StoredProposal } from "./storedProposal.ts";
import { storedProposalsKey } from "./storedProposalsKey.ts";

/** UTF-16 units of JSON that are kept; VS Code reads all of it at each start. The newest proposals come first. */
const budget = 1_000_000;
/** Milliseconds between a change and its being kept. */
const restMs = 300;

/** Writes the proposals down as they change, and takes up those of the window before. */
export class StoredProposals implements Disposable {
  readonly #proposals: Proposals;
  readonly #state: vscode.Memento;

  readonly #disposables = new DisposableStore();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(proposals: Proposals, state: vscode.Memento) {
    this.#proposals = proposals;
    this.#state = state;

    this.#disposables.add(proposals.onDidChange(() => this.#schedule()));
  }

  /** Opens again what was kept and still has a file; the rest is forgotten. */
  async restore(): Promise<void> {
    const stored = this.#state.get<readonly StoredProposal[]>(storedProposalsKey, []);
    for (const each of stored) {
      try {
        const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(each.uri, true));
        await this.#proposals.restore(document, each);
      } catch {
        // The file is gone, and the proposal with it.
      }
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#disposables.dispose();
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#state.update(storedProposalsKey, toStored(this.#proposals.all));
    }, restMs);
  }
}

/** Only files are sure to be the same after a reload. */
function toStored(proposals: readonly Proposal[]): StoredProposal[] | undefined {
  let left = budget;
  const stored = proposals
    .filter(({ edit, uri }) => (edit.state === "ready" || edit.state === "refused") && uri.scheme === "file")
    .map(toStoredProposal)
    .toReversed()
    .filter((each) => {
      left -= JSON.stringify(each).length;
      return left >= 0;
    });
  return stored.length > 0 ? stored : undefined;
}

/** `proposal`, which is complete, as it stands. */
export function toStoredProposal(proposal: Proposal): StoredProposal {
  const { uri, title, refusal } = proposal;
  return { uri: uri.toString(), title, refusal, ...textsOf(proposal) };
}

/** With the document's own text, as long as everything fits: what was accepted meanwhile is part of it. */
function textsOf({ edit, hunks, document }: Proposal): Pick<StoredProposal, "startLine" | "oldLines" | "newLines"> {
  const placed = hunks.flatMap(({ place, newLines }) => (place ? [{ place, newLines }] : []));
  if (placed.length < hunks.length || document.isClosed) {
    return { startLine: edit.region.start, oldLines: edit.oldLines, newLines: edit.proposedLines };
  }
  const start = Math.min(edit.region.start, ...placed.map(({ place }) => place.start));
  const end = Math.max(edit.region.end, ...placed.map(({ place }) => place.end));
  const oldLines = linesOf(document, { start, end });
  const moved = placed.map(({ place, newLines }) => ({
    oldStart: place.start - start,
    oldEnd: place.end - start,
    newLines,
  }));
  return { startLine: start, oldLines, newLines: applyHunks(oldLines, moved) };
}
