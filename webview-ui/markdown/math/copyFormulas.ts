// What is copied of a formula is its TeX: KaTeX's own boxes and the MathML behind them would read as gibberish.

/** Replaces formulas in what a person copies from `page`. Returns what stops that. */
export function copyFormulas(page: Document): () => void {
  const onCopy = (event: ClipboardEvent) => {
    const text = selectedText(page);
    if (text === undefined || !event.clipboardData) return;
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
  };
  page.addEventListener("copy", onCopy);
  return () => page.removeEventListener("copy", onCopy);
}

/** The selection as text, its formulas as TeX; undefined when there are none in it. */
function selectedText(page: Document): string | undefined {
  const selection = page.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return undefined;
  const range = selection.getRangeAt(0).cloneRange();
  // Half a formula is none: it is copied whole.
  const first = formulaAround(range.startContainer);
  const last = formulaAround(range.endContainer);
  if (first) range.setStartBefore(first);
  if (last) range.setEndAfter(last);
  const part = range.cloneContents();
  const formulas = part.querySelectorAll(".math[data-tex]");
  if (formulas.length === 0) return undefined;
  for (const formula of formulas) {
    const mark = formula.classList.contains("math-display") ? "$$" : "$";
    formula.textContent = `${mark}${formula.getAttribute("data-tex")}${mark}`;
  }
  // Only what is on the page knows where its lines end.
  const box = page.createElement("div");
  box.className = "unseen";
  box.append(part);
  page.body.append(box);
  const text = box.innerText;
  box.remove();
  return text;
}

function formulaAround(node: Node): Element | null {
  return (node instanceof Element ? node : node.parentElement)?.closest(".math[data-tex]") ?? null;
}
