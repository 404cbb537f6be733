// How a block becomes nodes, from marked's tokens and with no HTML in between. Raw HTML becomes text.

import type { Tokens } from "marked";
import { formula, InlineNodes, isPlainValue } from "./inlineNodes.ts";

/** The block's element; undefined for what shows nothing or is no block. Throws on nesting too deep for the stack. */
export function blockElement(token: Tokens.Generic): HTMLElement | undefined {
  switch (token.type) {
    case "paragraph":
      return withText("p", token.tokens);
    case "heading":
      return withText(`h${token.depth}`, token.tokens);
    case "hr":
      return document.createElement("hr");
    case "code":
      return codeElement(token as Tokens.Code);
    case "blockquote":
      return writeBlocks(document.createElement("blockquote"), token.tokens);
    case "list":
      return wholeList(token as Tokens.List);
    case "table":
      return wholeTable(token as Tokens.Table);
    case "html":
      return rawElement(token.text.trimEnd());
    case "mathBlock":
      return formula("div", token.raw, token.display);
    default:
      return undefined;
  }
}

/** Makes the element read in the direction of its first letter, its bullets and borders with it. Code has but one. */
export function directed<T extends HTMLElement>(element: T): T {
  if (element.matches("hr, pre, .math")) return element;
  const { className } = element;
  element.removeAttribute("class");
  element.setAttribute("dir", "auto");
  // After it, as it stands in a block that was another before.
  if (className !== "") element.className = className;
  return element;
}

/** A list without its items. */
export function listElement({ ordered, start }: Tokens.List): HTMLElement {
  const list = document.createElement(ordered ? "ol" : "ul");
  if (ordered && start !== 1) list.setAttribute("start", String(Number(start)));
  return list;
}

/** An item of a list. */
export function itemElement(item: Tokens.ListItem): HTMLElement {
  const inline = new InlineNodes();
  const element = writeBlocks(document.createElement("li"), item.tokens, inline);
  inline.trimEnd(element);
  return element;
}

/** A table without its rows, in a box in which it scrolls. */
export function tableElement({ header }: Tokens.Table): HTMLElement {
  const box = document.createElement("div");
  box.className = "table-box";
  const head = document.createElement("thead");
  head.append(rowElement(header));
  const table = document.createElement("table");
  table.append(head);
  box.append(table);
  return box;
}

/** A row of a table. */
export function rowElement(cells: readonly Tokens.TableCell[]): HTMLElement {
  const row = document.createElement("tr");
  for (const { header, align, tokens } of cells) {
    const cell = withText(header ? "th" : "td", tokens);
    if (align) cell.setAttribute("align", align);
    row.append(cell);
  }
  return row;
}

function wholeList(token: Tokens.List): HTMLElement {
  const list = listElement(token);
  for (const item of token.items) list.append(itemElement(item));
  return list;
}

function wholeTable(token: Tokens.Table): HTMLElement {
  const box = tableElement(token);
  if (token.rows.length === 0) return box;
  const body = document.createElement("tbody");
  for (const row of token.rows) body.append(rowElement(row));
  box.firstElementChild?.append(body);
  return box;
}

function writeBlocks(parent: HTMLElement, tokens: readonly Tokens.Generic[] = [], inline = new InlineNodes()) {
  for (const token of tokens) {
    const element = blockElement(token);
    if (element) parent.append(element);
    else if (token.type === "text" || token.type === "checkbox") inline.write(parent, [token]);
  }
  return parent;
}

function withText(tag: string, tokens: readonly Tokens.Generic[] = []): HTMLElement {
  const element = document.createElement(tag);
  new InlineNodes().write(element, tokens);
  return element;
}

function codeElement({ text, lang = "" }: Tokens.Code): HTMLElement {
  const code = document.createElement("code");
  if (isPlainValue(lang)) code.className = `language-${lang}`;
  code.textContent = text;
  const pre = document.createElement("pre");
  pre.append(code);
  return pre;
}

function rawElement(text: string): HTMLElement {
  const element = document.createElement("p");
  element.className = "raw";
  element.textContent = text;
  return element;
}
