// All blocks of an answer that name their files, each proposed where it belongs; one sentence says what became of them.

import * as vscode from "vscode";
import { plainName } from "../../core/util/plainText.ts";
import type { Proposals } from "../edit/proposals.ts";
import { pathOf } from "../edit/readSubject.ts";
import { reportFailure } from "../edit/reportFailure.ts";
import { showInformation } from "../messages/messages.ts";
import { type CodeBlock, codeLines } from "./codeLines.ts";
import type { MergingDeps } from "./mergeByModel.ts";
import { placeInDocument } from "./placeInDocument.ts";
import { findNamedFile, openText } from "./workspaceFile.ts";

/** Blocks of one file. */
interface Group {
  readonly document: vscode.TextDocument;
  readonly blocks: CodeBlock[];
}

/** Proposes what has a place, and offers a way on for the rest. `newFile` opens a block as an unsaved file. */
export async function applyAll(
  blocks: readonly CodeBlock[],
  proposals: Proposals,
  deps: MergingDeps,
  newFile: (block: CodeBlock) => Promise<void>,
): Promise<void> {
  const groups = new Map<string, Group>();
  const missing: CodeBlock[] = [];
  const refused: string[] = [];
  for (const block of blocks) {
    if (block.path === undefined) continue;
    const named = await findNamedFile(block.path);
    if (named.type === "missing") missing.push(block);
    else if (named.type === "outside") {
      refused.push(vscode.l10n.t("{0} is outside of the workspace and is not changed.", plainName(block.path)));
    } else {
      const document = await openText(named.uri);
      if (!document) {
        refused.push(vscode.l10n.t("{0} is no text.", plainName(block.path)));
        continue;
      }
      const group = groups.get(document.uri.toString());
      if (group) group.blocks.push(block);
      else groups.set(document.uri.toString(), { document, blocks: [block] });
    }
  }
  const proposed: { readonly document: vscode.TextDocument; readonly line: number }[] = [];
  const same: string[] = [];
  const unplaced: vscode.TextDocument[] = [];
  for (const { document, blocks: own } of groups.values()) {
    const first = document.lineAt(0).text;
    const retry = () => {
      applyAll(own, proposals, deps, newFile).catch((error) => reportFailure(error, deps, retry));
    };
    const snippets = own.map((block) => codeLines(block, first));
    const outcome = await placeInDocument(snippets, document, proposals, deps, retry);
    if (outcome.type === "proposed") proposed.push({ document, line: outcome.line });
    else if (outcome.type === "same") same.push(plainName(pathOf(document.uri)));
    else {
      unplaced.push(document);
      if (outcome.text !== undefined) refused.push(outcome.text);
    }
  }
  // The first comes last, so that it is the one in front.
  for (const { document, line } of proposed.toReversed()) await reveal(document, line);
  await tell(
    proposed.map(({ document }) => plainName(pathOf(document.uri))),
    same,
    refused,
    missing,
    unplaced,
    newFile,
  );
}

async function reveal(document: vscode.TextDocument, line?: number): Promise<void> {
  const editor = await vscode.window.showTextDocument(document, {
    viewColumn: vscode.window.visibleTextEditors.find((each) => each.document === document)?.viewColumn,
    preview: false,
  });
  if (line === undefined) return;
  editor.revealRange(new vscode.Range(line, 0, line, 0), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** Asks nothing of the person; each way on is a button. */
async function tell(
  proposed: readonly string[],
  same: readonly string[],
  refused: readonly string[],
  missing: readonly CodeBlock[],
  unplaced: readonly vscode.TextDocument[],
  newFile: (block: CodeBlock) => Promise<void>,
): Promise<void> {
  const { t } = vscode.l10n;
  const names = missing.map(({ path = "" }) => plainName(path));
  const sentences = [
    ...(proposed.length > 0 ? [t("Changes are proposed in {0}.", proposed.join(", "))] : []),
    ...(same.length > 0 ? [t("{0} has this code already.", same.join(", "))] : []),
    ...refused,
    ...(names.length > 0 ? [t("There is no {0} in the workspace.", names.join(", "))] : []),
  ];
  if (sentences.length === 0) return;
  const [first] = unplaced;
  const open = first && t("Open {0}", plainName(pathOf(first.uri)));
  const create = names.length === 1 ? t("New File") : t("New Files");
  const buttons = [...(names.length > 0 ? [create] : []), ...(open === undefined ? [] : [open])];
  const pressed = await showInformation(sentences.join(" "), ...buttons);
  if (pressed === undefined) return;
  if (pressed === create) for (const block of missing) await newFile(block);
  else if (first) await reveal(first);
}
