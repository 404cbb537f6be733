// How the text of a block becomes nodes, from marked's tokens and with no HTML in between: what an answer says can only
// become text and the elements named here. Raw tags become text, images become links, unsafe links become their text.

import type { Tokens } from "marked";
import { characterReferences } from "./characters.ts";
import { linkTarget, linkWords, webAddress } from "./links.ts";

/** What reads as markup, should it ever be written as such. A hint or a class that holds it is left out. */
const markup = /(?:(?:--!?|\])>|<\/(?:style|script|title|xmp|textarea|noscript|iframe|noembed|noframes))/i;

/** Whether a value of an attribute is harmless in HTML as well. */
export function isPlainValue(value: string): boolean {
  return !markup.test(value);
}

/** Writes inline tokens below elements. One for a block: it remembers how the text ends. */
export class InlineNodes {
  #insideLink = false;
  /** Spaces at the end of the text written last. */
  #spaces = 0;

  /** Appends `tokens` below `parent`. */
  write(parent: Element, tokens: readonly Tokens.Generic[]): void {
    for (const token of tokens) this.#token(parent, token);
  }

  /** Appends text; with `references`, `&lt;` in it stands for `<`. Text beside text is one node. */
  text(parent: Element, text: string, references: boolean): void {
    if (text === "") return;
    const spaces = text.length - text.trimEnd().length;
    const data = references ? characterReferences(text) : text;
    const last = parent.lastChild;
    const joins = last instanceof Text;
    this.#spaces = joins && spaces === text.length ? this.#spaces + spaces : spaces;
    if (joins) last.appendData(data);
    else parent.append(data);
  }

  /** Takes the spaces off the end of what was written last below `parent`. */
  trimEnd(parent: Element): void {
    const last = parent.lastChild;
    if (!(last instanceof Text) || this.#spaces === 0) return;
    last.data = last.data.slice(0, Math.max(0, last.data.length - this.#spaces));
    if (last.data === "") last.remove();
  }

  #token(parent: Element, token: Tokens.Generic): void {
    switch (token.type) {
      case "text":
      case "escape":
        if (token.tokens) this.write(parent, token.tokens);
        else this.text(parent, token.text, true);
        return;
      case "html":
        this.text(parent, token.text, false);
        return;
      case "strong":
      case "em":
      case "del":
        this.#element(parent, token.type, token.tokens);
        return;
      case "codespan":
        parent.appendChild(document.createElement("code")).textContent = token.text;
        return;
      case "br":
        parent.append(document.createElement("br"));
        return;
      case "checkbox":
        this.#checkbox(parent, token as Tokens.Checkbox);
        return;
      case "link":
        this.#link(parent, token as Tokens.Link);
        return;
      case "image":
        this.#image(parent, token as Tokens.Image);
        return;
      case "math":
        parent.append(formula("span", token.raw, token.display));
        return;
      default:
        throw new Error(`No nodes for ${token.type}.`);
    }
  }

  #element(parent: Element, tag: string, tokens: readonly Tokens.Generic[] = []): void {
    const element = document.createElement(tag);
    parent.append(element);
    this.write(element, tokens);
  }

  #checkbox(parent: Element, { checked }: Tokens.Checkbox): void {
    const mark = document.createElement("span");
    mark.className = checked ? "task task-done" : "task";
    parent.append(mark);
    this.text(parent, " ", false);
  }

  #link(parent: Element, { href, title, text, tokens, autolink }: Tokens.Link): void {
    const target = safeTarget(href);
    const outer = this.#insideLink;
    const anchor = target === undefined || outer ? undefined : anchorTo(target, title);
    if (anchor) parent.append(anchor);
    this.#insideLink = outer || target !== undefined;
    if (autolink) this.text(anchor ?? parent, text, false);
    else this.write(anchor ?? parent, tokens);
    this.#insideLink = outer;
  }

  /** Nothing is fetched: an image is a link to where it would have come from. */
  #image(parent: Element, { href, title, text, tokens }: Tokens.Image): void {
    const alt = tokens ? plainText(tokens) : text;
    const target = webAddress(safeTarget(href) ?? "");
    if (target === undefined || this.#insideLink) {
      this.text(parent, alt, true);
      return;
    }
    const anchor = anchorTo(target, title);
    anchor.className = "image";
    parent.append(anchor);
    this.text(anchor, alt || target, alt !== "");
  }
}

/** The source of a formula, marked for the typesetter. Source that it cannot set stays as it is. */
export function formula(tag: "div" | "span", raw: string, display: boolean): HTMLElement {
  const element = document.createElement(tag);
  element.className = display ? "math math-display" : "math";
  element.textContent = raw.trim();
  return element;
}

/** Where a link leads; undefined also for a target that reads as another once more decoded, or could end an attribute. */
function safeTarget(href: string): string | undefined {
  const target = linkTarget(href);
  return target !== undefined && linkTarget(target) !== undefined && isPlainValue(target) ? target : undefined;
}

function anchorTo(target: string, title: string | null | undefined): HTMLAnchorElement {
  const anchor = document.createElement("a");
  anchor.setAttribute("href", target);
  const words = linkWords(characterReferences(title ?? "", "attribute"));
  // What an answer calls it comes first, and cannot be taken for where it leads.
  anchor.title = words !== "" && isPlainValue(words) ? `${words}\n${target}` : target;
  return anchor;
}

/** What an image says, without its marks. */
function plainText(tokens: readonly Tokens.Generic[]): string {
  return tokens.map(plainToken).join("");
}

function plainToken(token: Tokens.Generic): string {
  if (token.type === "br") return "\n";
  if (token.type === "checkbox" || token.type === "math") return token.raw;
  const isGroup = ["strong", "em", "del", "link", "image"].includes(token.type);
  return isGroup && token.tokens ? plainText(token.tokens) : (token.text as string);
}
