// Blocks, from tokens to elements.

import type { Token, Tokens } from "marked";
import { blockElement, directed } from "./blockNodes.ts";
import { codeText, type LexedSource } from "./blocks.ts";
import { ChunkedText } from "./chunkedText.ts";
import { createCodeBlock } from "./codeBlock.ts";
import type { Drawn } from "./drawn.ts";
import { type BlockLabels, dressed } from "./dress.ts";
import { drawGroup } from "./groupBlocks.ts";

/** A paragraph longer than this is shown as it is written: reading emphasis in it may cost the square of its length. */
const longestParagraph = 32_768;

/** Draws a block. `previous` is what is on the page in its place: parts of it that stay are kept. */
export function drawBlock(
  token: Token,
  lexed: LexedSource,
  labels: BlockLabels,
  previous?: Drawn,
  nested = false,
): Drawn {
  if (token.type === "code") return drawCode(token as Tokens.Code, labels);
  if (token.type === "paragraph" && token.text.length > longestParagraph) return drawPlain(token.text);
  try {
    const drawInner = (inner: Token, before?: Drawn) => drawBlock(inner, lexed, labels, before, true);
    const group = drawGroup(token, { lexed, labels, nested, drawInner }, previous);
    if (group) return group;
    lexed.readInline(token);
    const element = blockElement(token);
    if (element) return { element: dressed(nested ? element : directed(element), labels) };
  } catch {
    // Nesting too deep for the stack.
  }
  return drawPlain(token.raw);
}

/** Source as it is written. */
export function drawPlain(source: string): Drawn {
  const element = document.createElement("div");
  element.dir = "auto";
  element.className = "raw";
  new ChunkedText(element, "div", { size: 16_384, hardSize: 32_768 }).write(source.trimEnd());
  return { element };
}

function drawCode(token: Tokens.Code, labels: BlockLabels): Drawn {
  const block = createCodeBlock(token.lang ?? "", labels);
  block.write(codeText(token));
  return { element: block.element };
}
