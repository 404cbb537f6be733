// Cuts Markdown into its top-level blocks. Inline text is read only for blocks that are drawn.

import { type Hooks, Lexer, type Links, type MarkedOptions, type Token, Tokenizer, type Tokens } from "marked";
import { findMath, findMathBlock, maskMath, readMath, readMathBlock } from "./math/mathTokens.ts";

/** Quotes and lists nested deeper than this are text. Nobody writes them; reading them costs the square of the depth. */
const deepestNesting = 32;

class AnswerTokenizer extends Tokenizer<string, string> {
  #depth = 0;

  override blockquote(src: string): Tokens.Blockquote | undefined {
    return this.#nested(() => super.blockquote(src));
  }

  override list(src: string): Tokens.List | undefined {
    return this.#nested(() => super.list(src));
  }

  /** No heading runs through a formula. */
  override lheading(src: string): Tokens.Heading | undefined {
    const token = super.lheading(src);
    return token && findMathBlock(token.raw) !== -1 ? undefined : token;
  }

  #nested<T>(read: () => T | undefined): T | undefined {
    if (this.#depth >= deepestNesting) return undefined;
    this.#depth += 1;
    try {
      return read();
    } finally {
      this.#depth -= 1;
    }
  }

  /** Raw tags are text here, so they do not switch off links or escaping for what follows, even in later blocks. */
  override tag(src: string): Tokens.Tag | undefined {
    const { inLink, inRawBlock } = this.lexer.state;
    const token = super.tag(src);
    this.lexer.state.inLink = inLink;
    this.lexer.state.inRawBlock = inRawBlock;
    return token;
  }
}

/** The one hook that cutting calls: marked's class of all of them has its way to HTML in it. */
const hooks = { emStrongMask: maskMath } as Hooks<string, string>;

/** Formulas, as marked takes extensions. */
const extensions: MarkedOptions<string, string>["extensions"] = {
  block: [(src) => readMathBlock(src)],
  startBlock: [(src) => findMathBlock(src)],
  inline: [(src, tokens) => readMath(src, tokens.at(-1)?.raw.at(-1) ?? "")],
  startInline: [(src) => findMath(src)],
  childTokens: {},
  renderers: {},
};

/** Some source, cut. */
export interface LexedSource {
  /** In order and without gaps; `space` and `def` among them. */
  readonly tokens: readonly Token[];
  /** All link definitions known, `knownLinks` included; the first of a label wins. */
  readonly links: Links;
  /** Reads the inline text of one of `tokens`. Once per token. */
  readInline(token: Token): void;
}

/** Cuts `source`, whose line ends are `\n`. Throws on nesting too deep for the stack. */
export function lexBlocks(source: string, knownLinks: Links): LexedSource {
  const lexer = new Lexer<string, string>({
    gfm: true,
    tokenizer: new AnswerTokenizer(),
    hooks,
    extensions,
  });
  Object.assign(lexer.tokens.links, knownLinks);
  const tokens = lexer.blockTokens(source, lexer.tokens);
  const waiting = new Map<Token[], string>(lexer.inlineQueue.map(({ src, tokens: target }) => [target, src]));
  const readInline = (token: Token): void =>
    visit(token, (inner) => {
      const target = inner.tokens;
      const src = target && waiting.get(target);
      if (!target || src === undefined) return;
      waiting.delete(target);
      lexer.state.inLink = false;
      lexer.state.inRawBlock = false;
      lexer.inlineTokens(src, target);
    });
  return { tokens, links: lexer.tokens.links, readInline };
}

/** Whether a block shows at all. */
export function isVisible(token: Token): boolean {
  return token.type !== "space" && token.type !== "def";
}

/** Whether a token is a fenced code block, open or closed. */
export function isFence(token: Token): token is Tokens.Code & { codeBlockStyle?: undefined } {
  return token.type === "code" && token.codeBlockStyle !== "indented";
}

/** The code as it is shown: without the line end that closes its last line. */
export function codeText(token: Tokens.Code): string {
  return isFence(token) ? token.text.replace(/\n$/, "") : token.text.replace(/\n+$/, "");
}

/** Two blocks with the same key look the same, but for link definitions. */
export function keyOf(token: Token): string {
  // Of an indented second line, the same source is read in two ways, depending on what comes after the paragraph.
  if (token.type === "paragraph") return `paragraph\n${token.text}`;
  return isFence(token)
    ? fenceKey(token.lang ?? "", codeText(token))
    : `${token.type}\n${token.raw.replace(/\n+$/, "")}`;
}

/** The key of a fenced block. */
export function fenceKey(info: string, text: string): string {
  return `fence\n${info}\n${text}`;
}

/** The definitions within a token, at any depth. */
export function definitionsIn(token: Token): Links {
  const links: Links = {};
  visit(token, (inner) => {
    if (inner.type === "def" && !Object.hasOwn(links, inner.tag))
      links[inner.tag] = { href: inner.href, title: inner.title };
  });
  return links;
}

/** Calls `enter` for a token and all block-level tokens, list items and cells in it. */
function visit(token: Token, enter: (inner: Tokens.Generic) => void): void {
  enter(token);
  if (token.type === "list") {
    for (const item of (token as Tokens.List).items) visit(item, enter);
  } else if (token.type === "table") {
    const { header, rows } = token as Tokens.Table;
    for (const cell of [header, ...rows].flat()) enter({ type: "cell", raw: "", tokens: cell.tokens });
  } else if (token.type === "blockquote" || token.type === "list_item") {
    for (const inner of token.tokens ?? []) visit(inner, enter);
  }
}
