// The added lines of a proposal, each hunk in a zone of its own below the lines it replaces. The only zones between
// lines that extensions may open are those of comments, so that is what they are; the document itself stays untouched.

import * as vscode from "vscode";
import type { PlacedHunk } from "../../core/edit/proposedEdit.ts";
import type { Disposable } from "../../core/util/disposable.ts";
import type { Proposal } from "./proposal.ts";

/** While a hunk grows its last lines are shown: drawing all of it again for each line would cost more and more. */
const growingLines = 16;
/** A longer hunk is shown as a diff: a zone is drawn in one piece, and its lines are highlighted one by one. */
const shownLines = 80;
/** Zones drawn in one go; each takes the window some milliseconds. */
const zonesAtOnce = 2;

/** The hunk behind a zone, for its buttons. */
export interface HunkReference {
  readonly proposal: number;
  readonly hunk: number;
}

interface Zone {
  readonly thread: vscode.CommentThread;
  content: string;
}

/** Draws the added lines of all proposals. */
export class AddedLines implements Disposable {
  private readonly controller = vscode.comments.createCommentController("mimo.edit", "MiMo");
  private readonly zones = new Map<Proposal, Map<number, Zone>>();
  private readonly references = new WeakMap<vscode.CommentThread, HunkReference>();

  /** The hunk whose zone is `thread`. */
  referenceOf(thread: unknown): HunkReference | undefined {
    return typeof thread === "object" && thread !== null
      ? this.references.get(thread as vscode.CommentThread)
      : undefined;
  }

  /**
   * Shows `proposal` as it is now; nothing of it once it is closed. False when some zones are still to be drawn, by
   * another call a little later.
   */
  update(proposal: Proposal): boolean {
    const zones = this.zones.get(proposal) ?? new Map<number, Zone>();
    this.zones.set(proposal, zones);
    const hunks = proposal.hunks.filter((hunk) => hunk.newLines.length > 0);
    const wanted = new Set(hunks.map((hunk) => hunk.id));
    for (const [id, zone] of zones) {
      if (wanted.has(id)) continue;
      zone.thread.dispose();
      zones.delete(id);
    }
    let drawn = 0;
    for (const hunk of hunks) {
      if (drawn === zonesAtOnce) return false;
      if (this.updateHunk(proposal, hunk, zones)) drawn++;
    }
    if (proposal.edit.state === "closed") this.zones.delete(proposal);
    return true;
  }

  dispose(): void {
    this.controller.dispose();
  }

  /** True when its lines had to be drawn. */
  private updateHunk(proposal: Proposal, hunk: PlacedHunk, zones: Map<number, Zone>): boolean {
    const line = lineAbove(hunk);
    const range = new vscode.Range(line, 0, line, 0);
    // Only the hunk that is being written ends in lines that change.
    const growing = proposal.edit.state === "streaming" && hunk.id === proposal.hunks.at(-1)?.id;
    const content = contentKey(hunk, growing);
    const zone = zones.get(hunk.id);
    const changed = zone?.content !== content;
    const thread = zone?.thread ?? this.open(proposal, hunk, range, commentFor(proposal, hunk, growing));
    if (zone) {
      if (changed) thread.comments = [commentFor(proposal, hunk, growing)];
      if (!thread.range?.isEqual(range)) thread.range = range;
    }
    const label = labelFor(proposal, hunk);
    const contextValue = hunk.place ? proposal.edit.state : "displaced";
    if (thread.label !== label) thread.label = label;
    if (thread.contextValue !== contextValue) thread.contextValue = contextValue;
    zones.set(hunk.id, { thread, content });
    return changed;
  }

  private open(
    proposal: Proposal,
    hunk: PlacedHunk,
    range: vscode.Range,
    comment: vscode.Comment,
  ): vscode.CommentThread {
    const thread = this.controller.createCommentThread(proposal.uri, range, [comment]);
    thread.canReply = false;
    // An unresolved thread would open the Comments view beside it.
    thread.state = vscode.CommentThreadState.Resolved;
    thread.collapsibleState = vscode.CommentThreadCollapsibleState.Expanded;
    this.references.set(thread, { proposal: proposal.id, hunk: hunk.id });
    return thread;
  }
}

/** Equal for what looks the same. */
function contentKey({ place, newLines }: PlacedHunk, growing: boolean): string {
  const replaced = place ? place.end - place.start : -1;
  return JSON.stringify([replaced, newLines.length, ...shownOf(newLines, growing)]);
}

function shownOf(newLines: readonly string[], growing: boolean): readonly string[] {
  return growing ? newLines.slice(-growingLines) : newLines.slice(0, shownLines);
}

/** Zones open below a line; what comes before the first line is shown below it and says so. */
function lineAbove({ place, nearLine }: PlacedHunk): number {
  return Math.max(0, (place?.end ?? nearLine) - 1);
}

function labelFor(proposal: Proposal, hunk: PlacedHunk): string {
  if (!hunk.place) return vscode.l10n.t("MiMo: {0}. This change no longer fits here.", proposal.title);
  if (hunk.place.end === 0) return vscode.l10n.t("MiMo: {0}, above line 1", proposal.title);
  return `MiMo: ${proposal.title}`;
}

function commentFor(proposal: Proposal, { place, newLines }: PlacedHunk, growing: boolean): vscode.Comment {
  const shown = shownOf(newLines, growing);
  const body = new vscode.MarkdownString();
  body.appendCodeblock(shown.join("\n"), proposal.document.languageId);
  if (!growing && newLines.length > shown.length) {
    body.appendText(vscode.l10n.t("{0} more lines: show this edit as a diff.", newLines.length - shown.length));
  }
  const removed = place ? place.end - place.start : 0;
  const name = removed > 0 ? `+${newLines.length} −${removed}` : `+${newLines.length}`;
  return { body, mode: vscode.CommentMode.Preview, author: { name } };
}
