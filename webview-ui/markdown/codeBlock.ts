// A fenced block: its language, a button to copy it, its text. The same for a block that grows and one that is done.

import { fill } from "../words.ts";
import { ChunkedText } from "./chunkedText.ts";

/** The words on a code block. */
export interface CodeLabels {
  readonly copy: string;
  /** What a screen reader calls it, without and with a language. */
  readonly code: string;
  readonly codeIn: string;
}

/** A block on the page, and where its text goes. */
export interface CodeBlock {
  readonly element: HTMLElement;
  /** Appends to the code. */
  write(text: string): void;
}

/** Lines per element: appending to long code lays out this many lines again. */
const linesPerChunk = 100;

/** An empty block. `info` is the fence's info string; its first word is the language. */
export function createCodeBlock(info: string, labels: CodeLabels): CodeBlock {
  const language = languageOf(info);
  const element = document.createElement("div");
  element.className = "code-block";
  element.dataset.testid = "code-block";
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", language ? fill(labels.codeIn, language) : labels.code);

  const header = document.createElement("div");
  header.className = "code-header";
  const label = document.createElement("span");
  label.className = "code-language";
  label.textContent = language;
  header.append(label, createCopyButton(labels));

  const pre = document.createElement("pre");
  // Long lines scroll sideways: by the keyboard too.
  pre.tabIndex = 0;
  const code = document.createElement("code");
  if (language) code.className = `language-${language}`;
  pre.append(code);
  element.append(header, pre);

  const text = new ChunkedText(code, "span", { lines: linesPerChunk });
  return { element, write: (piece) => text.write(piece) };
}

/** The language a fence names, or "" when it names none that could be one. */
export function languageOf(info: string): string {
  return /^[\p{L}\p{N}_+#.-]{1,40}(?=$|[\s{,:])/u.exec(info.trim())?.[0] ?? "";
}

function createCopyButton(labels: CodeLabels): HTMLElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "icon-button";
  button.dataset.testid = "code-copy";
  button.title = labels.copy;
  button.setAttribute("aria-label", labels.copy);
  const icon = document.createElement("span");
  icon.className = "codicon codicon-copy";
  icon.setAttribute("aria-hidden", "true");
  button.append(icon);
  return button;
}
