// Added lines as Markdown for a comment zone. A fenced block has the colours of its language, from VS Code's tokenizer on the
// window's main thread (33 ms for 80 lines): that is for what is complete. While lines come they are plain text on the diff
// editor's green, which costs next to nothing.

import { fenced } from "../../core/code/fence.ts";

/** Pixels that a browser puts around and between two cells, up to the text of the second. */
const tableGaps = 7;
/** Columns that most editors show. */
const widthThatFits = 60;
/** Languages that Markdown knows by another name than their id. */
const aliases: Readonly<Record<string, string>> = { typescriptreact: "tsx", javascriptreact: "jsx" };

/** VS Code's sanitizer lets exactly this shape of style through, and only on a span. */
const added = "background-color:var(--vscode-diffEditor-insertedLineBackground);";
/** A longer line is cut, so that one of a minified file does not hold the window up; the diff shows all of it. UTF-16 units. */
const longestLine = 5_000;
/** The same for lines that are still coming. */
const longestGrowing = 400;
/** Lines are made equally long up to this, so that the green is one block. */
const widestPad = 100;

/**
 * HTML that shows `lines` as they are, each behind a `+`, since high contrast has no green: nothing in them is read as markup. Needs
 * `MarkdownString.supportHtml`.
 */
export function addedMarkup(lines: readonly string[], tabSize: number): string {
  const shown = lines.map((line) => expandTabs(cut(line, longestGrowing), tabSize));
  const width = Math.min(widestPad, Math.max(0, ...shown.map((line) => line.length)));
  const rows = shown.map((line) => `<span style="${added}">+ ${escapeHtml(line.padEnd(width))} </span>`);
  return `<pre>${rows.join("\n")}</pre>\n\n`;
}

/**
 * Markdown that shows complete `lines` in the colours of `languageId`, beside a column of `+`: nothing in them is read as markup.
 * The code begins `indent` pixels after the zone's text would. Needs `MarkdownString.supportHtml`.
 */
export function addedCode(lines: readonly string[], tabSize: number, languageId: string, indent: number): string {
  const shown = lines.map((line) => expandTabs(cut(line, longestLine), tabSize));
  const marks = lines.map(() => "+").join("\n");
  const language = aliases[languageId] ?? languageId;
  const width = Math.max(0, Math.round(indent) - tableGaps);
  const table = `<table><tr><td width="${width}">${block(marks, "diff")}</td><td>${block(shown.join("\n"), language)}</td></tr></table>\n\n`;
  // The bar to scroll with lies over the last line.
  return shown.some((line) => line.length > widthThatFits) ? `${table}&nbsp;\n\n` : table;
}

/** A blank line ends HTML and begins Markdown. */
function block(text: string, language: string): string {
  return `\n\n${fenced(text, language)}\n\n`;
}

function cut(line: string, longest: number): string {
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}

function expandTabs(line: string, tabSize: number): string {
  if (!line.includes("\t")) return line;
  let text = "";
  for (const character of line) text += character === "\t" ? " ".repeat(tabSize - (text.length % tabSize)) : character;
  return text;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
