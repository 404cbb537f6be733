// The room beside the lines of an editor that has comment zones.

import * as vscode from "vscode";

/**
 * An editor with a comment's zone makes room for its mark beside the lines, which moves the code by 13 px, and keeps it until it
 * looks at its comments again. This makes it look: to be called when the last zone is gone. (Where the text was changed while
 * a zone was open VS Code has taken a note of the file, and keeps the room until the window is loaded again.)
 */
export function giveRoomBack(controller: vscode.CommentController): void {
  controller.commentingRangeProvider = undefined;
}

/** Pixels from a zone's left edge to its text: the padding of a comment and of its contents. */
const zonePadding = 40;
/** Room for folding and for the comment's mark. */
const decorations = 39;
const decorationsWithoutFolding = 34;

/**
 * How many pixels the code of an editor of `uri` begins after the text of a zone in it, from the settings that decide it: VS
 * Code tells nobody. For fonts of usual width it is right to a pixel or two.
 */
export function codeIndent(uri: vscode.Uri, lineCount: number): number {
  const settings = vscode.workspace.getConfiguration("editor", uri);
  const fontSize = settings.get("fontSize", 14);
  const given = settings.get("lineHeight", 0);
  // As VS Code reads it: 0 is the font's own, small numbers are times the font's size.
  const lineHeight = given === 0 ? fontSize * 1.35 : given < 8 ? fontSize * given : given;
  const digits = Math.max(3, String(lineCount).length);
  const numbers = settings.get("lineNumbers") === "off" ? 0 : Math.round(digits * fontSize * 0.6);
  const glyphs = settings.get("glyphMargin", true) ? Math.round(lineHeight) : 0;
  const folds = settings.get("folding", true) && settings.get("showFoldingControls") !== "never";
  return glyphs + numbers + (folds ? decorations : decorationsWithoutFolding) - zonePadding;
}
