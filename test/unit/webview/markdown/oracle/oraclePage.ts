// The page as it must come out: every block by way of HTML and a sanitiser that was written to be trusted.

import type { Tokens } from "marked";
import { codeText, isVisible, lexBlocks } from "../../../../../webview-ui/markdown/blocks.ts";
import { createCodeBlock } from "../../../../../webview-ui/markdown/codeBlock.ts";
import { type BlockLabels, dress } from "../../../../../webview-ui/markdown/dress.ts";
import { renderHtml } from "./renderHtml.ts";
import { sanitize } from "./sanitize.ts";

/** The blocks of `source`, whose line ends must be `\n`, below one element. */
export function oraclePage(source: string, labels: BlockLabels): HTMLElement {
  const lexed = lexBlocks(source, {});
  const page = document.createElement("div");
  for (const token of lexed.tokens.filter(isVisible)) {
    if (token.type === "code") {
      const block = createCodeBlock(token.lang ?? "", labels);
      block.write(codeText(token as Tokens.Code));
      page.append(block.element);
      continue;
    }
    lexed.readInline(token);
    const fragment = sanitize(renderHtml(token));
    dress(fragment, labels);
    page.append(fragment);
  }
  return tidy(page);
}

const blocks = "p, h1, h2, h3, h4, h5, h6, hr, blockquote, ul, ol, li, table, thead, tbody, tr, th, td, div";

/** With attributes in one order; without the line ends between blocks, which HTML is written with, and without bodies of tables that have no rows. */
export function tidy(page: HTMLElement): HTMLElement {
  for (const body of page.querySelectorAll("tbody:empty")) body.remove();
  for (const element of page.querySelectorAll("*")) {
    const attributes = [...element.attributes].sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const { name } of attributes) element.removeAttribute(name);
    for (const { name, value } of attributes) element.setAttribute(name, value);
  }
  const walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) texts.push(node as Text);
  for (const text of texts) {
    const isBlock = (node: Node | null) => node instanceof Element && node.matches(blocks);
    const stands =
      isBlock(text.previousSibling) ||
      (!text.previousSibling && text.parentElement?.matches("blockquote, table, thead, tbody, tr"));
    if (stands) text.data = text.data.replace(/^\n+/, "");
    if (text.data === "") text.remove();
  }
  return page;
}
