// Presses within an answer: links go to the host, which decides what it opens; code goes to the clipboard, or to the
// host, which puts it into the editor.

import type { ChatApp } from "../app.ts";
import { toggleDiagram } from "../markdown/diagrams/diagrams.ts";
import { openLink } from "./openLink.ts";
import { readCodeBlock } from "./readCodeBlock.ts";

const copiedMs = 1500;

/** Handles a press anywhere in an answer. */
export function handleAnswerClick(event: MouseEvent, app: ChatApp): void {
  if (!(event.target instanceof Element)) return;
  const anchor = event.target.closest("a");
  if (anchor) {
    openLink(event, anchor, app);
    return;
  }
  if (event.type !== "click") return;
  const citation = event.target.closest<HTMLElement>("[data-testid=citation]");
  if (citation) {
    showSource(citation);
    return;
  }
  const button = event.target.closest<HTMLElement>(".code-header button");
  const testId = button?.dataset.testid ?? "";
  if (button && testId === "code-copy") copyCode(button, app);
  else if (button && testId === "code-diagram") toggleDiagram(button);
  else if (button && testId === "code-enlarge") enlarge(button, app);
  // Commands are only run when that is asked for, each time.
  else if (button && testId === "code-run" && event.altKey) sendCode(button, "execute", app);
  else if (button && testId in codeActions) sendCode(button, codeActions[testId as keyof typeof codeActions], app);
}

const codeActions = {
  "code-insert": "insert",
  "code-apply": "apply",
  "code-new-file": "newFile",
  "code-run": "terminal",
} as const;

type Action = (typeof codeActions)[keyof typeof codeActions] | "execute";

/** Hands the block to the host, once all of it is there. */
function sendCode(button: HTMLElement, action: Action, app: ChatApp): void {
  const block = button.closest<HTMLElement>(".code-block");
  const code = block?.querySelector("code");
  if (!block || !code) return;
  if (isGrowing(block)) {
    const { title } = button;
    const { codeGrows } = app.words.strings;
    app.announce(codeGrows);
    // Pressed again it says so already, and will have its name back.
    if (title === codeGrows) return;
    const icon = button.querySelector(".codicon")?.className.replace(/^codicon codicon-/, "") ?? "";
    label(button, codeGrows, "watch");
    setTimeout(() => label(button, title, icon), copiedMs);
    return;
  }
  app.post({ type: "codeAction", action, ...readCodeBlock(block) });
}

function enlarge(button: HTMLElement, app: ChatApp): void {
  const block = button.closest<HTMLElement>(".code-block");
  const svg = block ? app.answers.value.peek()?.tools.diagrams.pictureOf(block) : undefined;
  if (svg !== undefined) app.post({ type: "showDiagram", svg });
}

/** What a reply that is being written ends in may not be complete. */
function isGrowing(block: HTMLElement): boolean {
  const streams = block.closest("[data-testid=message]")?.getAttribute("data-state") === "streaming";
  return streams && block.closest(".markdown")?.lastElementChild?.contains(block) === true;
}

/** Brings the card of a cited source into sight and puts the focus on it. */
function showSource(citation: HTMLElement): void {
  const cards = citation.closest("[data-testid=message]")?.querySelectorAll<HTMLElement>("[data-testid=source]");
  const card = cards?.[Number(citation.dataset.source) - 1];
  card?.scrollIntoView({ block: "nearest", inline: "nearest" });
  card?.focus();
}

function copyCode(button: HTMLElement, app: ChatApp): void {
  const code = button.closest(".code-block")?.querySelector("code");
  if (!code) return;
  app.post({ type: "copyText", text: code.textContent ?? "" });
  const { copied, copy } = app.words.strings;
  label(button, copied, "check");
  app.announce(copied);
  setTimeout(() => label(button, copy, "copy"), copiedMs);
}

function label(button: HTMLElement, text: string, icon: string): void {
  button.title = text;
  button.setAttribute("aria-label", text);
  const glyph = button.querySelector(".codicon");
  if (glyph) glyph.className = `codicon codicon-${icon}`;
}
