// What is copied of an answer is what was written: code without the title and buttons above it, formulas as TeX, where
// KaTeX's own boxes and the MathML behind them would read as gibberish, diagrams as their source, names of files without
// the links that only lead somewhere here, numbers of sources in brackets.

/** Cleans what a person copies from `page`. Returns what stops that. */
export function copyAnswers(page: Document): () => void {
  const onCopy = (event: ClipboardEvent) => {
    const part = cleanSelection(page);
    if (!part || !event.clipboardData) return;
    event.clipboardData.setData("text/plain", textOf(part, page));
    event.clipboardData.setData("text/html", part.innerHTML);
    event.preventDefault();
  };
  page.addEventListener("copy", onCopy);
  return () => page.removeEventListener("copy", onCopy);
}

/** A copy of the selection, cleaned; undefined when nothing in it needs that. */
function cleanSelection(page: Document): HTMLElement | undefined {
  const selection = page.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return undefined;
  const range = selection.getRangeAt(0).cloneRange();
  // Half a formula is none, and a part of a picture neither: they are copied whole.
  const first = wholeAround(range.startContainer);
  const last = wholeAround(range.endContainer);
  if (first) range.setStartBefore(first);
  if (last) range.setEndAfter(last);
  const part = page.createElement("div");
  part.append(range.cloneContents());
  const headers = part.querySelectorAll(".code-header");
  const formulas = part.querySelectorAll(".math[data-tex]");
  const citations = part.querySelectorAll(".citation");
  const files = part.querySelectorAll(".file-link");
  const pictures = part.querySelectorAll(".diagram");
  if (headers.length + formulas.length + citations.length + files.length + pictures.length === 0) return undefined;
  for (const drawn of [...headers, ...pictures, ...part.querySelectorAll(".diagram-note")]) drawn.remove();
  for (const source of part.querySelectorAll("pre[hidden]")) source.removeAttribute("hidden");
  for (const file of files) file.replaceWith(...file.childNodes);
  for (const block of part.querySelectorAll(".code-block")) block.replaceWith(...block.childNodes);
  for (const formula of formulas) {
    const mark = formula.classList.contains("math-display") ? "$$" : "$";
    formula.textContent = `${mark}${formula.getAttribute("data-tex")}${mark}`;
  }
  for (const citation of citations) {
    // The space before it was taken away where the number was put in.
    const before = citation.previousSibling?.textContent ?? "";
    citation.replaceWith(`${/[^\s\]]$/.test(before) ? " " : ""}[${citation.textContent}]`);
  }
  return part;
}

/** Only what is on the page knows where its lines end. */
function textOf(part: HTMLElement, page: Document): string {
  const box = page.createElement("div");
  box.className = "unseen markdown";
  box.append(part.cloneNode(true));
  // A block apart, as paragraphs are.
  for (const block of box.querySelectorAll("pre")) {
    const code = page.createElement("p");
    code.style.whiteSpace = "pre";
    code.textContent = block.textContent;
    block.replaceWith(code);
  }
  page.body.append(box);
  const text = box.innerText;
  box.remove();
  return text.replace(/^\n+|\n+$/g, "");
}

function wholeAround(node: Node): Element | null {
  return closest(node, ".math[data-tex]") ?? closest(node, ".diagram")?.closest(".code-block") ?? null;
}

function closest(node: Node, selector: string): Element | null {
  return (node instanceof Element ? node : node.parentElement)?.closest(selector) ?? null;
}
