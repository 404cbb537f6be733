// What blocks get that is not of the answer: buttons on code, boxes of task lists, the TeX of formulas.

import { dressCitations } from "./citations.ts";
import { type CodeLabels, createCodeBlock } from "./codeBlock.ts";
import { dressFiles } from "./files/dressFiles.ts";
import { texOf } from "./math/mathTokens.ts";

/** Words the blocks carry. */
export interface BlockLabels extends CodeLabels {
  readonly taskOpen: string;
  readonly taskDone: string;
  /** What each source is called by a screen reader, in order: markers of these are numbers to press. None by default. */
  readonly citations?: readonly string[];
}

/** `element`, or what takes its place, completed. It must not be on the page. */
export function dressed(element: HTMLElement, labels: BlockLabels): HTMLElement {
  const fragment = document.createDocumentFragment();
  fragment.append(element);
  dress(fragment, labels);
  return fragment.firstElementChild as HTMLElement;
}

/** Completes blocks in place. */
export function dress(fragment: DocumentFragment, labels: BlockLabels): void {
  for (const code of fragment.querySelectorAll("pre > code")) {
    const block = createCodeBlock(code.className.replace(/^language-/, ""), labels);
    block.write((code.textContent ?? "").replace(/\n$/, ""));
    code.parentElement?.replaceWith(block.element);
  }
  dressFiles(fragment);
  for (const math of fragment.querySelectorAll(".math")) math.setAttribute("data-tex", texOf(math.textContent ?? ""));
  // A wide table scrolls sideways: by the keyboard too.
  for (const box of fragment.querySelectorAll<HTMLElement>(".table-box")) box.tabIndex = 0;
  for (const mark of fragment.querySelectorAll("span.task")) {
    const done = mark.classList.contains("task-done");
    const box = document.createElement("input");
    box.type = "checkbox";
    box.disabled = true;
    // The attribute, so that two renderings compare equal.
    if (done) box.setAttribute("checked", "");
    box.setAttribute("aria-label", done ? labels.taskDone : labels.taskOpen);
    mark.closest("li")?.classList.add("task-item");
    mark.replaceWith(box);
  }
  if (labels.citations?.length) dressCitations(fragment, labels.citations);
}
