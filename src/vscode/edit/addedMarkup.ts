// Added lines as Markdown for a comment zone. A fenced block would be coloured by VS Code's tokenizer on the window's
// main thread (33 ms for 80 lines), and could not look added; plain text on the diff editor's green costs next to nothing.

/** VS Code's sanitizer lets exactly this shape of style through, and only on a span. */
const added = "background-color:var(--vscode-diffEditor-insertedLineBackground);";
/** A longer line is cut: a zone is for looking at, the diff shows all of it. UTF-16 units. */
const longestLine = 400;
/** Lines are made equally long up to this, so that the green is one block. */
const widestPad = 100;

/**
 * HTML that shows `lines` as they are, each behind a `+`, since high contrast has no green: nothing in them is read as markup. Needs
 * `MarkdownString.supportHtml`.
 */
export function addedMarkup(lines: readonly string[], tabSize: number): string {
  const shown = lines.map((line) => expandTabs(cut(line), tabSize));
  const width = Math.min(widestPad, Math.max(0, ...shown.map((line) => line.length)));
  const rows = shown.map((line) => `<span style="${added}">+ ${escapeHtml(line.padEnd(width))} </span>`);
  return `<pre>${rows.join("\n")}</pre>\n\n`;
}

function cut(line: string): string {
  return line.length > longestLine ? `${line.slice(0, longestLine)}…` : line;
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
