// Next and previous change, through all proposals of the window, and which of how many it is.

import * as vscode from "vscode";
import type { PlacedHunk } from "../../core/edit/proposedEdit.ts";
import { nextStop, type Stop, stopAt } from "../../core/edit/stepThrough.ts";
import type { Proposal } from "./proposal.ts";
import { openProposal } from "./showProposal.ts";

/** A hunk that waits, in the order of walking. */
export interface HunkStop extends Stop {
  readonly proposal: Proposal;
  readonly hunk: PlacedHunk;
}

/** The hunks of complete proposals: document by document, by line. */
export function hunkStops(proposals: readonly Proposal[]): readonly HunkStop[] {
  const documents = new Map<string, HunkStop[]>();
  for (const proposal of proposals) {
    const document = proposal.uri.toString();
    const stops = documents.get(document) ?? [];
    documents.set(document, stops);
    if (proposal.edit.state === "streaming") continue;
    for (const hunk of proposal.hunks) {
      stops.push({ document, line: hunk.place?.start ?? hunk.nearLine, proposal, hunk });
    }
  }
  return [...documents.values()].flatMap((stops) => stops.toSorted((a, b) => a.line - b.line));
}

/** "2 of 5" for each hunk that waits, by the ids of its proposal and itself; undefined where one is all there is. */
export type HunkPositions = (proposal: number, hunk: number) => string | undefined;

/** The places of the hunks of `proposals` as they are now. */
export function hunkPositions(proposals: readonly Proposal[]): HunkPositions {
  const stops = hunkStops(proposals);
  const indexes = new Map(stops.map(({ proposal, hunk }, index) => [`${proposal.id}.${hunk.id}`, index]));
  return (proposal, hunk) => positionWords(indexes.get(`${proposal}.${hunk}`) ?? -1, stops.length);
}

function positionWords(index: number, count: number): string | undefined {
  return index === -1 || count < 2 ? undefined : vscode.l10n.t("{0} of {1}", index + 1, count);
}

/** "2 of 5" for where the cursor is; undefined where one is all there is, or none. */
export function positionHere(proposals: readonly Proposal[]): string | undefined {
  const from = cursor();
  const stops = hunkStops(proposals);
  const index = from ? stopAt(stops, from) : -1;
  return positionWords(index, stops.length);
}

/** Puts the cursor at the next change, or the one before, and brings it into view. False when there is none. */
export async function step(proposals: readonly Proposal[], direction: 1 | -1): Promise<boolean> {
  const stops = hunkStops(proposals);
  const stop = stops[nextStop(stops, cursor(), direction) ?? -1];
  if (!stop) return false;
  const editor = await openProposal(stop.proposal);
  const last = editor.document.lineCount - 1;
  const line = Math.min(stop.line, last);
  const end = Math.min(stop.hunk.place?.end ?? line, last);
  editor.selection = new vscode.Selection(line, 0, line, 0);
  editor.revealRange(new vscode.Range(line, 0, end, 0), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  return true;
}

function cursor(): Stop | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor && { document: editor.document.uri.toString(), line: editor.selection.active.line };
}
