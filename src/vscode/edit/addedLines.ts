// The added lines of a proposal, each hunk in a zone of its own below the lines it replaces. The only zones between
// lines that extensions may open are those of comments, so that is what they are; the document itself stays untouched.
//
// What was weighed instead (VS Code 1.106 to 1.139):
// - Decorations with content before or after a line make no room for lines, and know no colours of a language. The API has no
//   height of a line, and a line has one lens row.
// - Ghost text has the editor's letters and colours, but only at the cursor, one at a time, until the next key.
// - A peek (`editor.action.peekLocations`) has a real editor in it: one at a time, and it takes the focus.
// - Quick diff has a peek with "2 of 5": it shows what was changed already, so additions as deletions.
// - Writing into the document, as some do, hands half-decided code to savers, formatters and language servers.
// - Editor insets are no stable API; the diff editor stands beside, for those who want it.
// What a zone cannot do: its code has the editor's font but the size of VS Code's own text; and VS Code makes room for a
// comment's mark in every editor with a zone, which moves the code by 13 px. It is given back with the last zone, see
// zoneRoom.ts.

import * as vscode from "vscode";
import type { PlacedHunk } from "../../core/edit/proposedEdit.ts";
import type { Disposable } from "../../core/util/disposable.ts";
import { addedCode, addedMarkup } from "./addedMarkup.ts";
import { tabSizeOf } from "./editTarget.ts";
import type { Proposal } from "./proposal.ts";
import type { HunkPositions } from "./proposalSteps.ts";
import { codeIndent, giveRoomBack } from "./zoneRoom.ts";

/** While a hunk grows its last lines are shown: drawing all of it again for each line would cost more and more. */
const growingLines = 12;
/** A longer hunk is shown as a diff: a zone is drawn in one piece. */
const shownLines = 40;

/** So many hunks of a proposal have a zone, from the first; what the others add is seen in the diff, which lenses offer. */
const mostZones = 100;

/** The hunks whose added lines are drawn. */
export function hunksWithZones(hunks: readonly PlacedHunk[]): readonly PlacedHunk[] {
  return hunks.filter((hunk) => hunk.newLines.length > 0).slice(0, mostZones);
}

/** The hunk behind a zone, for its buttons. */
export interface HunkReference {
  readonly proposal: number;
  readonly hunk: number;
}

interface Zone {
  readonly thread: vscode.CommentThread;
  comment: vscode.Comment;
  content: string;
}

/** Draws the added lines of all proposals. */
export class AddedLines implements Disposable {
  readonly #controller = vscode.comments.createCommentController("mimo.edit", "MiMo");
  readonly #zones = new Map<Proposal, Map<number, Zone>>();
  readonly #references = new WeakMap<vscode.CommentThread, HunkReference>();

  /** The hunk whose zone is `thread`. */
  referenceOf(thread: unknown): HunkReference | undefined {
    return typeof thread === "object" && thread !== null
      ? this.#references.get(thread as vscode.CommentThread)
      : undefined;
  }

  /**
   * Shows `proposal` as it is now; nothing of it once it is closed. Draws at most one zone, which takes the window some
   * milliseconds: false when there are more, to be drawn by another call a little later.
   */
  update(proposal: Proposal, positionOf: HunkPositions): boolean {
    const zones = this.#zones.get(proposal) ?? new Map<number, Zone>();
    this.#zones.set(proposal, zones);
    const hunks = hunksWithZones(proposal.hunks);
    const wanted = new Set(hunks.map((hunk) => hunk.id));
    for (const [id, zone] of zones) {
      // A thread stays with the address it was made for: a file that was moved gets new ones.
      if (wanted.has(id) && zone.thread.uri.toString() === proposal.uri.toString()) continue;
      zone.thread.dispose();
      zones.delete(id);
    }
    let drawn = false;
    for (const hunk of hunks) {
      if (drawn) return false;
      drawn = this.#updateHunk(proposal, hunk, zones, positionOf);
    }
    if (proposal.edit.state === "closed") {
      this.#zones.delete(proposal);
      if (this.#zones.size === 0) giveRoomBack(this.#controller);
    }
    return true;
  }

  dispose(): void {
    this.#controller.dispose();
  }

  /** True when its lines had to be drawn. */
  #updateHunk(proposal: Proposal, hunk: PlacedHunk, zones: Map<number, Zone>, positionOf: HunkPositions): boolean {
    const line = lineAbove(hunk);
    const range = new vscode.Range(line, 0, line, 0);
    const growing = !hunk.complete;
    const content = contentKey(hunk, growing);
    let zone = zones.get(hunk.id);
    const changed = zone?.content !== content;
    if (!zone) zone = this.#open(proposal, hunk, range, { comment: commentFor(proposal, hunk, growing), content });
    else if (changed) redraw(zone, commentFor(proposal, hunk, growing), content);
    zones.set(hunk.id, zone);
    const { thread } = zone;
    if (!thread.range?.isEqual(range)) thread.range = range;
    const label = labelFor(proposal, hunk, positionOf);
    const contextValue = contextOf(proposal, hunk);
    if (thread.label !== label) thread.label = label;
    if (thread.contextValue !== contextValue) thread.contextValue = contextValue;
    return changed;
  }

  #open(proposal: Proposal, hunk: PlacedHunk, range: vscode.Range, shown: Pick<Zone, "comment" | "content">): Zone {
    const thread = this.#controller.createCommentThread(proposal.uri, range, [shown.comment]);
    thread.canReply = false;
    // An unresolved thread would open the Comments view beside it.
    thread.state = vscode.CommentThreadState.Resolved;
    thread.collapsibleState = vscode.CommentThreadCollapsibleState.Expanded;
    this.#references.set(thread, { proposal: proposal.id, hunk: hunk.id });
    return { thread, ...shown };
  }
}

/** The same comment with another text is drawn into what is there; another comment would be built anew. */
function redraw(zone: Zone, fresh: vscode.Comment, content: string): void {
  if (fresh.author.name === zone.comment.author.name) zone.comment.body = fresh.body;
  else zone.comment = fresh;
  zone.thread.comments = [zone.comment];
  zone.content = content;
}

/** What the buttons of a zone depend on: `ready` can be accepted, also while the rest is streaming. */
function contextOf({ edit }: Proposal, { place, complete }: PlacedHunk): string {
  if (!place) return "displaced";
  return edit.state === "streaming" && complete ? "ready" : edit.state;
}

/** Equal for what looks the same. */
function contentKey({ place, newLines }: PlacedHunk, growing: boolean): string {
  const replaced = place ? place.end - place.start : -1;
  return JSON.stringify([growing, replaced, newLines.length, ...shownOf(newLines, growing)]);
}

function shownOf(newLines: readonly string[], growing: boolean): readonly string[] {
  return growing ? newLines.slice(-growingLines) : newLines.slice(0, shownLines);
}

/** Zones open below a line; what comes before the first line is shown below it and says so. */
export function lineAbove({ place, nearLine }: PlacedHunk): number {
  return Math.max(0, (place?.end ?? nearLine) - 1);
}

function labelFor(proposal: Proposal, hunk: PlacedHunk, positionOf: HunkPositions): string {
  if (!hunk.place) return vscode.l10n.t("MiMo: {0}. This change no longer fits here.", proposal.title);
  const title =
    hunk.place.end === 0 ? vscode.l10n.t("MiMo: {0}, above line 1", proposal.title) : `MiMo: ${proposal.title}`;
  const position = positionOf(proposal.id, hunk.id);
  return position === undefined ? title : `${title} · ${position}`;
}

function commentFor(proposal: Proposal, { place, newLines }: PlacedHunk, growing: boolean): vscode.Comment {
  const shown = shownOf(newLines, growing);
  const tabSize = tabSizeOf(proposal.uri);
  const { languageId } = proposal.document;
  const body = new vscode.MarkdownString(
    growing
      ? addedMarkup(shown, tabSize)
      : addedCode(shown, tabSize, languageId, codeIndent(proposal.uri, proposal.document.lineCount)),
  );
  body.supportHtml = true;
  if (!growing && newLines.length > shown.length) {
    body.appendText(vscode.l10n.t("{0} more lines: show this edit as a diff.", newLines.length - shown.length));
  }
  const removed = place ? place.end - place.start : 0;
  const counts = removed > 0 ? `+${newLines.length} −${removed}` : `+${newLines.length}`;
  return { body, mode: vscode.CommentMode.Preview, author: { name: growing ? "+ …" : counts } };
}
