// Presses within an answer: links go to the host, which decides what it opens; code goes to the clipboard.

import type { ChatApp } from "../app.ts";
import { linkTarget } from "../markdown/links.ts";

const copiedMs = 1500;

/** Handles a press anywhere in an answer. */
export function handleAnswerClick(event: MouseEvent, app: ChatApp): void {
  if (!(event.target instanceof Element)) return;
  const anchor = event.target.closest("a");
  if (anchor) {
    openLink(event, anchor, app);
    return;
  }
  const citation = event.target.closest<HTMLElement>("[data-testid=citation]");
  if (citation && event.type === "click") {
    showSource(citation);
    return;
  }
  const button = event.target.closest<HTMLElement>("[data-testid=code-copy]");
  if (button && event.type === "click") copyCode(button, app);
}

/** Opens a link through the host, and only through it: VS Code's own handler further up would open it once more. */
export function openLink(event: MouseEvent, anchor: HTMLAnchorElement, app: ChatApp): void {
  event.preventDefault();
  event.stopPropagation();
  if (event.type === "auxclick" && event.button !== 1) return;
  const href = linkTarget(anchor.getAttribute("href") ?? "");
  if (href !== undefined) app.post({ type: "openLink", href });
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
