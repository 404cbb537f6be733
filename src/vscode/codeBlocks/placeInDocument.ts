// A snippet's place in a document: by the rules where they are certain, else by the model.

import * as vscode from "vscode";
import { applyPlacement, placementOf, placeSnippet } from "../../core/edit/placeSnippet.ts";
import { linesOf, outlineOf, tabSizeOf } from "../edit/editTarget.ts";
import type { Proposals } from "../edit/proposals.ts";
import { pathOf } from "../edit/readSubject.ts";
import { type Merged, type MergingDeps, mergeByModel } from "./mergeByModel.ts";

/** What became of it. `line` is where the proposal begins. */
export type Outcome =
  | { readonly type: "proposed"; readonly line: number }
  | { readonly type: "same" }
  /** Nothing is proposed; `text` says why, in the person's language. undefined: it was said, or they stopped it. */
  | { readonly type: "refused"; readonly text: string | undefined };

/**
 * Proposes `snippets` for `document`, one after the other, as one change. Those that have no place are refused, and
 * none of them is proposed then. The document itself is not touched. `retry` does it again.
 */
export async function placeInDocument(
  snippets: readonly (readonly string[])[],
  document: vscode.TextDocument,
  proposals: Proposals,
  deps: MergingDeps,
  retry: () => void,
): Promise<Outcome> {
  const { t } = vscode.l10n;
  const name = pathOf(document.uri);
  const address = document.uri.toString();
  const { version, languageId: language } = document;
  const file = linesOf(document, { start: 0, end: document.lineCount });
  const tabSize = tabSizeOf(document.uri);
  let symbols = await outlineOf(document).catch(() => []);
  let lines: readonly string[] = file;
  for (const snippet of snippets) {
    const placement = placeSnippet(snippet, lines, { language, tabSize, symbols });
    if (placement.type === "lines" || placement.type === "same") lines = applyPlacement(lines, placement);
    else {
      const merged = await mergeByModel({ name, address, file: lines, snippet, language, retry }, deps);
      if (merged.type !== "merged") {
        return { type: "refused", text: wordsFor(merged.type, placement.type, name) };
      }
      lines = merged.lines;
    }
    // The outline is of the document, not of what was placed before.
    symbols = [];
  }
  if (document.version !== version || document.isClosed) {
    return { type: "refused", text: t("{0} has changed meanwhile.", name) };
  }
  const placement = placementOf(file, lines);
  if (placement.type !== "lines") return { type: "same" };
  await proposals.create(t("Apply"), document, placement.range).finish(placement.newLines, undefined);
  return { type: "proposed", line: Math.min(placement.range.start, document.lineCount - 1) };
}

function wordsFor(
  merged: Exclude<Merged["type"], "merged">,
  placement: "nowhere" | "elided",
  name: string,
): string | undefined {
  const { t } = vscode.l10n;
  if (merged === "stopped" || merged === "told") return undefined;
  if (merged === "unfit") {
    return t("This code could not be merged into {0} without losing or adding something else.", name);
  }
  return placement === "elided"
    ? t("This code leaves parts of {0} out, and it is not certain which.", name)
    : t("It is not certain where in {0} this code belongs.", name);
}
