// Where a link of an answer leads.

import type { ChatApp } from "../app.ts";
import { linkTarget } from "../markdown/links.ts";

/** Opens a link through the host, and only through it: VS Code's own handler further up would open it once more. */
export function openLink(event: MouseEvent, anchor: HTMLAnchorElement, app: ChatApp): void {
  event.preventDefault();
  event.stopPropagation();
  if (event.type === "auxclick" && event.button !== 1) return;
  const file = app.answers.value.peek()?.tools.files.targetOf(anchor);
  if (file) {
    const { path, ...place } = file;
    app.post({ type: "openFile", name: path, ...place });
    return;
  }
  const href = linkTarget(anchor.getAttribute("href") ?? "");
  if (href !== undefined) app.post({ type: "openLink", href });
}
