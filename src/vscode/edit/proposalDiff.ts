// A proposal as a diff: of the document as it is, where all of its hunks still fit; else of the text it was made for.

import * as vscode from "vscode";
import { applyHunks } from "../../core/edit/hunk.ts";
import type { Disposable } from "../../core/util/disposable.ts";
import { VirtualTexts } from "../workspace/virtualTexts.ts";
import { linesOf } from "./editTarget.ts";
import type { Proposal } from "./proposal.ts";
import type { Proposals } from "./proposals.ts";

/** Shows a proposal's two sides, until nothing of it is left to decide. */
export class ProposalDiff implements Disposable {
  readonly #texts = new VirtualTexts("mimo-edit");
  /** The addresses of the right sides that were shown, each of a proposal. */
  readonly #shown = new Map<string, Proposal>();
  readonly #listening: Disposable;

  constructor(proposals: Proposals) {
    this.#listening = proposals.onDidChange((proposal) => {
      if (proposal.edit.state === "closed") void this.#close(proposal);
    });
  }

  /** Opens the diff beside nothing: in the active group, as a preview. */
  async show(proposal: Proposal): Promise<void> {
    const { edit, hunks, uri, title } = proposal;
    const name = uri.path.split("/").at(-1) ?? "";
    const document = await openDocument(uri);
    const fits =
      document !== undefined && edit.state !== "streaming" && hunks.every((hunk) => hunk.place !== undefined);
    let left = uri;
    let right: string;
    if (fits) {
      const placed = hunks.flatMap(({ place, newLines }) =>
        place ? [{ oldStart: place.start, oldEnd: place.end, newLines }] : [],
      );
      right = applyHunks(linesOf(document, { start: 0, end: document.lineCount }), placed).join("\n");
    } else {
      left = this.#texts.put(name, edit.oldLines.join("\n"));
      right = edit.proposedLines.join("\n");
    }
    const after = this.#texts.put(name, right);
    this.#shown.set(after.toString(), proposal);
    await vscode.commands.executeCommand("vscode.diff", left, after, `${name}: MiMo, ${title}`, { preview: true });
  }

  /** The diff has nothing more to show: its tab goes, and where it was in front the file stands there. */
  async #close(proposal: Proposal): Promise<void> {
    for (const { isActive, group } of this.#tabsOf(proposal)) {
      if (!isActive) continue;
      const { viewColumn, isActive: hasFocus } = group;
      // The file may be gone: then there is only the diff to close.
      await Promise.resolve(
        vscode.window.showTextDocument(proposal.uri, { viewColumn, preserveFocus: !hasFocus, preview: false }),
      ).catch(() => {});
    }
    // Another tab in front may have had VS Code describe its tabs anew: one of before is not known to it any more.
    for (let tries = 0; tries < 3; tries++) {
      const tabs = this.#tabsOf(proposal);
      if (tabs.length === 0) break;
      await Promise.resolve(vscode.window.tabGroups.close(tabs, true)).catch(() => {});
    }
    for (const [address, shown] of this.#shown) if (shown === proposal) this.#shown.delete(address);
  }

  #tabsOf(proposal: Proposal): readonly vscode.Tab[] {
    return vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(
        ({ input }) =>
          input instanceof vscode.TabInputTextDiff && this.#shown.get(input.modified.toString()) === proposal,
      );
  }

  dispose(): void {
    this.#listening.dispose();
    this.#texts.dispose();
  }
}

/** Undefined when the file is gone: the proposal has its text. */
async function openDocument(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}
