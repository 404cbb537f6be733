// A proposal as a diff: of the document as it is, where all of its hunks still fit; else of the text it was made for.

import * as vscode from "vscode";
import { applyHunks } from "../../core/edit/hunk.ts";
import type { Disposable } from "../../core/util/disposable.ts";
import { VirtualTexts } from "../workspace/virtualTexts.ts";
import { linesOf } from "./editTarget.ts";
import type { Proposal } from "./proposal.ts";

/** Shows a proposal's two sides. */
export class ProposalDiff implements Disposable {
  readonly #texts = new VirtualTexts("mimo-edit");

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
    await vscode.commands.executeCommand("vscode.diff", left, after, `${name}: MiMo, ${title}`, { preview: true });
  }

  dispose(): void {
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
