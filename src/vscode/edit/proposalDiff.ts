// A proposal as a diff: of the document as it is, where all of its hunks still fit; else of the text it was made for.

import * as vscode from "vscode";
import { applyHunks } from "../../core/edit/hunk.ts";
import { type Disposable, DisposableStore } from "../../core/util/disposable.ts";
import { linesOf } from "./editTarget.ts";
import type { Proposal } from "./proposal.ts";

const scheme = "mimo-edit";

/** Serves the two sides of the diffs. */
export class ProposalDiff implements vscode.TextDocumentContentProvider, Disposable {
  private readonly disposables = new DisposableStore();
  private readonly texts = new Map<string, string>();

  constructor() {
    this.disposables.add(vscode.workspace.registerTextDocumentContentProvider(scheme, this));
    this.disposables.add(
      vscode.workspace.onDidCloseTextDocument((document) => this.texts.delete(document.uri.toString())),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? "";
  }

  /** Opens the diff beside nothing: in the active group, as a preview. */
  async show(proposal: Proposal): Promise<void> {
    const { edit, hunks, uri, title } = proposal;
    const name = uri.path.split("/").at(-1) ?? "";
    const fits = edit.state !== "streaming" && hunks.every((hunk) => hunk.place !== undefined);
    let left = uri;
    let right: string;
    if (fits) {
      const document = await vscode.workspace.openTextDocument(uri);
      const placed = hunks.flatMap(({ place, newLines }) =>
        place ? [{ oldStart: place.start, oldEnd: place.end, newLines }] : [],
      );
      right = applyHunks(linesOf(document, { start: 0, end: document.lineCount }), placed).join("\n");
    } else {
      left = this.put(proposal, "before", name, edit.oldLines.join("\n"));
      right = edit.proposedLines.join("\n");
    }
    const after = this.put(proposal, "after", name, right);
    await vscode.commands.executeCommand("vscode.diff", left, after, `${name}: MiMo, ${title}`, { preview: true });
  }

  dispose(): void {
    this.disposables.dispose();
  }

  private put(proposal: Proposal, side: string, name: string, text: string): vscode.Uri {
    // A new address each time: the text behind an address that is open would not be read again.
    const uri = vscode.Uri.from({ scheme, path: `/${proposal.id}/${side}/${Date.now()}/${name}` });
    this.texts.set(uri.toString(), text);
    return uri;
  }
}
