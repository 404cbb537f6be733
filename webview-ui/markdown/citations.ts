// Marks that cite a source become small numbers to press, where there is such a source. The API document names no form
// for them; these are the ones models write. In code, formulas and
// links nothing is a mark.

/** `[1]`, `[^1]`, `[citation:1]`, `(citation:1)`, `【1】`, `【1†source】`. */
const marks = /\[(?:\^|citation:\s?)?(\d{1,2})\]|\(citation:\s?(\d{1,2})\)|【(\d{1,2})(?:†[^】\n]{0,40})?】/g;

/**
 * Puts buttons in the place of marks, in place. `names` are the sources in order, as a screen reader says them. What is a
 * button already stays.
 */
export function dressCitations(fragment: ParentNode, names: readonly string[]): void {
  const walker = document.createTreeWalker(fragment, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) texts.push(node as Text);
  for (const text of texts) {
    if (!text.parentElement?.closest("a, code, pre, .raw, .math, .code-block")) dressText(text, names);
  }
}

function dressText(text: Text, names: readonly string[]): void {
  const { data } = text;
  const nodes: (string | Node)[] = [];
  let end = 0;
  for (const match of data.matchAll(marks)) {
    const number = Number(match[1] ?? match[2] ?? match[3]);
    const name = names[number - 1];
    if (name === undefined) continue;
    // The number stands close to the word it belongs to.
    nodes.push(data.slice(end, match.index).replace(/ $/, ""), citation(number, name));
    end = match.index + match[0].length;
  }
  if (end === 0) return;
  nodes.push(data.slice(end));
  text.replaceWith(...nodes.filter((node) => node !== ""));
}

function citation(number: number, name: string): HTMLElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "citation";
  button.dataset.testid = "citation";
  button.dataset.source = String(number);
  button.title = name;
  button.setAttribute("aria-label", name);
  button.textContent = String(number);
  return button;
}
