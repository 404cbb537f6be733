// A fenced block: its language and file, what can be done with it, its text. The same for a block that grows and one
// that is done.

import { shellOf } from "../../src/protocol/shells.ts";
import { fill } from "../words.ts";
import { ChunkedText } from "./chunkedText.ts";
import { type CodeTitle, readFirstLine, readInfo } from "./codeTitle.ts";

/** The words on a code block. */
export interface CodeLabels {
  readonly copy: string;
  readonly insertCode: string;
  readonly applyCode: string;
  readonly newFileCode: string;
  /** Puts commands into a terminal. */
  readonly runCode: string;
  /** What a screen reader calls the buttons together. */
  readonly codeActions: string;
  /** What a screen reader calls it: without a language, with one, and with a file. */
  readonly code: string;
  readonly codeIn: string;
  readonly codeOf: string;
}

/** A block on the page, and where its text goes. */
export interface CodeBlock {
  readonly element: HTMLElement;
  /** Appends to the code. */
  write(text: string): void;
}

/** Test ids and icons of the buttons, in their order. */
const copy = ["code-copy", "copy", "copy"] as const;
const insert = ["code-insert", "insert", "insertCode"] as const;
const apply = ["code-apply", "git-pull-request-go-to-changes", "applyCode"] as const;
const newFile = ["code-new-file", "new-file", "newFileCode"] as const;
const run = ["code-run", "terminal", "runCode"] as const;

/** Commands go to a terminal, and into a file only when the fence names one. */
function buttonsOf({ language, path }: CodeTitle) {
  if (path === undefined && shellOf(language)) return [copy, run, insert, newFile];
  return [copy, insert, apply, newFile];
}

/** Lines per element: appending to long code lays out this many lines again. */
const linesPerChunk = 100;
/** A longer first line names no file. */
const longestTitle = 400;

/**
 * An empty block. `info` is the fence's info string. A file that it does not name may be named by the code's first line,
 * once that is complete.
 */
export function createCodeBlock(info: string, labels: CodeLabels): CodeBlock {
  const title = readInfo(info);
  const { language, path } = title;
  const element = document.createElement("div");
  element.className = "code-block";
  element.dataset.testid = "code-block";
  element.setAttribute("role", "group");

  const header = document.createElement("div");
  header.className = "code-header";
  const label = document.createElement("span");
  label.className = "code-language";
  // One stop of the Tab key, whatever stands in it.
  header.setAttribute("role", "toolbar");
  header.setAttribute("aria-label", labels.codeActions);
  header.append(label, ...buttonsOf(title).map(([testId, icon, name]) => createButton(testId, icon, labels[name])));
  for (const [index, button] of header.querySelectorAll("button").entries()) button.tabIndex = index === 0 ? 0 : -1;

  const show = (file: string | undefined) => {
    label.textContent = file ?? language;
    if (file !== undefined) {
      label.title = file;
      element.dataset.path = file;
      if (language) label.append(languageMark(language));
    }
    const plain = language ? fill(labels.codeIn, language) : labels.code;
    element.setAttribute("aria-label", file === undefined ? plain : fill(labels.codeOf, file));
  };
  show(path);
  if (language) element.dataset.language = language;

  const pre = document.createElement("pre");
  // Long lines scroll sideways: by the keyboard too.
  pre.tabIndex = 0;
  const code = document.createElement("code");
  if (language) code.className = `language-${language}`;
  pre.append(code);
  element.append(header, pre);

  const text = new ChunkedText(code, "span", { lines: linesPerChunk });
  /** The first line as far as it came; undefined once it was read. */
  let firstLine: string | undefined = path === undefined ? "" : undefined;
  const write = (piece: string) => {
    text.write(piece);
    if (firstLine === undefined) return;
    firstLine += piece;
    const end = firstLine.indexOf("\n");
    if (end !== -1) {
      const named = readFirstLine(firstLine.slice(0, end));
      if (named !== undefined) show(named);
    }
    if (end !== -1 || firstLine.length > longestTitle) firstLine = undefined;
  };
  return { element, write };
}

function languageMark(language: string): HTMLElement {
  const mark = document.createElement("span");
  mark.className = "code-language-mark";
  mark.textContent = language;
  return mark;
}

/** A button of the header. */
export function createButton(testId: string, icon: string, name: string): HTMLElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "icon-button";
  button.dataset.testid = testId;
  button.title = name;
  button.setAttribute("aria-label", name);
  const glyph = document.createElement("span");
  glyph.className = `codicon codicon-${icon}`;
  glyph.setAttribute("aria-hidden", "true");
  button.append(glyph);
  return button;
}
