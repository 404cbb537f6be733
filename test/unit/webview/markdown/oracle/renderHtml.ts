// The oracle: how marked's tokens become HTML. Raw HTML becomes text, images become links, unsafe links their text.

import { Parser, Renderer, type Tokens } from "marked";
import { linkTarget, webAddress } from "../../../../../webview-ui/markdown/links.ts";
import type { MathToken } from "../../../../../webview-ui/markdown/math/mathTokens.ts";

class AnswerRenderer extends Renderer<string, string> {
  #insideLink = false;
  #insideAlt = false;

  override html({ text, block }: Tokens.HTML | Tokens.Tag): string {
    return block ? `<p class="raw">${escapeAll(text.trimEnd())}</p>` : escapeAll(text);
  }

  /** The box itself is put in after sanitising, which lets no form controls pass. */
  override checkbox({ checked }: Tokens.Checkbox): string {
    return `<span class="task${checked ? " task-done" : ""}"></span> `;
  }

  /** One element and nothing around it, here and for items: lists are put together item by item. */
  override list(token: Tokens.List): string {
    const start = token.ordered && token.start !== 1 ? ` start="${Number(token.start)}"` : "";
    const tag = token.ordered ? "ol" : "ul";
    return `<${tag}${start}>${token.items.map((item) => this.listitem(item)).join("")}</${tag}>`;
  }

  override listitem(item: Tokens.ListItem): string {
    return `<li>${this.parser.parse(item.tokens).trimEnd()}</li>`;
  }

  override table(token: Tokens.Table): string {
    return `<div class="table-box">${super.table(token)}</div>`;
  }

  override code({ text, lang }: Tokens.Code): string {
    return `<pre><code class="language-${escapeAll(lang ?? "")}">${escapeAll(text)}</code></pre>`;
  }

  override link({ href, title, text, tokens, autolink }: Tokens.Link): string {
    const target = linkTarget(href);
    const outer = this.#insideLink;
    this.#insideLink = outer || target !== undefined;
    const label = autolink ? escapeAll(text) : this.parser.parseInline(tokens);
    this.#insideLink = outer;
    return target === undefined || outer ? label : anchor(target, label, title);
  }

  /** Nothing is fetched: an image is a link to where it would have come from. */
  override image({ href, title, text, tokens }: Tokens.Image): string {
    const alt = escapeEntitiesKept(tokens ? this.#plainText(tokens) : text);
    const target = webAddress(linkTarget(href) ?? "");
    if (target === undefined || this.#insideLink) return alt;
    return anchor(target, alt || escapeAll(target), title, "image");
  }

  #plainText(tokens: Tokens.Generic[]): string {
    this.#insideAlt = true;
    try {
      return this.parser.parseInline(tokens, this.parser.textRenderer);
    } finally {
      this.#insideAlt = false;
    }
  }

  /** The source, marked for the typesetter. Source that it cannot set stays as it is. */
  math({ type, raw, display }: MathToken): string {
    if (this.#insideAlt) return raw;
    const tag = type === "mathBlock" ? "div" : "span";
    return `<${tag} class="math${display ? " math-display" : ""}">${escapeAll(raw.trim())}</${tag}>`;
  }

  /** marked leaves text after a raw `<pre>` unescaped; here there is no raw `<pre>`. */
  override text(token: Tokens.Text | Tokens.Escape): string {
    return "tokens" in token && token.tokens ? this.parser.parseInline(token.tokens) : escapeEntitiesKept(token.text);
  }
}

const renderer = new AnswerRenderer();
const renderMath = (token: Tokens.Generic) => renderer.math(token as MathToken);
const parser = new Parser<string, string>({
  renderer,
  extensions: { renderers: { math: renderMath, mathBlock: renderMath }, childTokens: {} },
});

/**
 * The HTML of one block, which reads in the direction of its first letter, its bullets and borders with it; code and
 * formulas have but one. Still to be sanitised.
 */
export function renderHtml(token: Tokens.Generic): string {
  return parser.parse([token]).replace(/^<(?:p|h[1-6]|blockquote|[uo]l|div(?= class="table-box"))/, '$& dir="auto"');
}

function anchor(href: string, label: string, title?: string | null, kind?: string): string {
  const hint = escapeEntitiesKept(title ?? "");
  return `<a href="${escapeAll(href)}" title="${hint}"${kind ? ` class="${kind}"` : ""}>${label}</a>`;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text that shows as it is written. */
function escapeAll(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** Text in which `&lt;` stands for `<`, as Markdown has it. */
function escapeEntitiesKept(text: string): string {
  return text.replace(
    /[<>"']|&(?!(#\d{1,7}|#[Xx][a-fA-F0-9]{1,6}|\w+);)/g,
    (character) => entities[character] ?? character,
  );
}
