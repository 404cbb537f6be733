// Blocks, from tokens to elements. What several blocks need sanitised is sanitised in one go, and the items of a list
// that did not change are not rendered again.

import type { Token, Tokens } from "marked";
import { codeText, type LexedSource } from "./blocks.ts";
import { ChunkedText } from "./chunkedText.ts";
import { createCodeBlock } from "./codeBlock.ts";
import type { Drawn, Rendering } from "./drawn.ts";
import { type BlockLabels, dress } from "./dress.ts";
import { planList } from "./listBlock.ts";
import { renderHtml } from "./renderer.ts";
import { sanitize } from "./sanitize.ts";

/** A paragraph longer than this is shown as it is written: reading emphasis in it may cost the square of its length. */
const longestParagraph = 32_768;

/** Plans a block. `previous` is what is on the page in its place. */
export function planBlock(token: Token, lexed: LexedSource, labels: BlockLabels, previous?: Drawn): Rendering {
  if (token.type === "code") return planCode(token as Tokens.Code, labels);
  if (token.type === "paragraph" && token.text.length > longestParagraph) return planPlain(token.text);
  try {
    if (token.type === "list") return planList(token as Tokens.List, lexed, previous);
    lexed.readInline(token);
    const html = renderHtml(token);
    return { html: [html], build: ([element]) => ({ element: element ?? renderPlain(token.raw) }) };
  } catch {
    // Nesting too deep for the stack.
    return planPlain(token.raw);
  }
}

/** Source as it is written. */
export function planPlain(source: string): Rendering {
  return { html: [], build: () => ({ element: renderPlain(source) }) };
}

/** Draws what was planned, in order. */
export function draw(renderings: readonly Rendering[], labels: BlockLabels): Drawn[] {
  const html = renderings.flatMap((rendering) => rendering.html);
  const elements = sanitizeAll(html, labels);
  let used = 0;
  return renderings.map((rendering) => {
    const parts = elements.slice(used, used + rendering.html.length);
    used += rendering.html.length;
    return rendering.build(parts);
  });
}

function sanitizeAll(html: readonly string[], labels: BlockLabels): (HTMLElement | undefined)[] {
  if (html.length === 0) return [];
  const fragment = sanitize(html.join(""));
  dress(fragment, labels);
  const elements = [...fragment.children] as HTMLElement[];
  if (elements.length === html.length) return elements;
  // One of them is not what it should be; find out which.
  return html.map((one) => {
    const alone = sanitize(one);
    dress(alone, labels);
    return alone.childElementCount === 1 ? (alone.firstElementChild as HTMLElement) : undefined;
  });
}

function renderPlain(source: string): HTMLElement {
  const element = document.createElement("div");
  element.dir = "auto";
  element.className = "raw";
  new ChunkedText(element, "div", { size: 16_384, hardSize: 32_768 }).write(source.trimEnd());
  return element;
}

function planCode(token: Tokens.Code, labels: BlockLabels): Rendering {
  return {
    html: [],
    build: () => {
      const block = createCodeBlock(token.lang ?? "", labels);
      block.write(codeText(token));
      return { element: block.element };
    },
  };
}
