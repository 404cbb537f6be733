// Names of files in answers become links where the host knows such a file. Only in blocks that will not change any more,
// a few names at a time, and never while somebody has something marked in the block.

import type { FoundFile } from "../../../src/protocol/toWebview.ts";
import { hasSelection } from "../../ui/selection.ts";
import { type FileMention, findMentions, readMention } from "./fileMention.ts";

/** Names asked for at once; the next go when these are answered. */
const mostAtOnce = 100;
/** So many names wait to be asked for, and so many files are kept in mind. What comes on top stays text. */
const mostNames = 3000;
/** Texts of one block that are looked at. */
const mostTexts = 2000;

/** Finds the names of one page. */
export class FileLinks {
  readonly #ask: (names: readonly string[]) => void;
  /** Where the files are that are known, by the names they go by. */
  readonly #known = new Map<string, string>();
  readonly #waiting = new Set<string>();
  #asked: ReadonlySet<string> = new Set();
  /** Blocks with the names in them that the host has not answered yet. */
  readonly #blocks = new Map<Element, readonly string[]>();
  /** The names that were found in a block: rows of a list come before the whole of it. */
  readonly #seen = new WeakMap<Element, readonly string[]>();
  /** Blocks in which something is marked. */
  readonly #held = new Set<Element>();
  readonly #targets = new WeakMap<Element, FileMention>();

  /** `ask` sends names to the host, which answers with `receive`, always. */
  constructor(ask: (names: readonly string[]) => void) {
    this.#ask = ask;
  }

  /** Looks for names in `block`, which will not change any more. */
  readonly add = (block: Element): void => {
    const names = namesIn(block);
    if (names.length === 0) return;
    const inRows = new Set([...block.querySelectorAll("*")].flatMap((row) => this.#seen.get(row) ?? []));
    this.#seen.set(block, names);
    if (names.some((name) => this.#known.has(name))) this.#link(block);
    // Those that were no files are asked for again: they may have been made since.
    const unknown = names.filter((name) => !this.#known.has(name));
    for (const name of unknown) {
      if (!inRows.has(name) && !this.#asked.has(name) && this.#waiting.size < mostNames) this.#waiting.add(name);
    }
    if (unknown.some((name) => this.#waiting.has(name) || this.#asked.has(name))) this.#blocks.set(block, unknown);
    // Blocks that are drawn together ask together.
    queueMicrotask(() => this.#send());
  };

  /** The host's answer to the names asked for: those that are files. */
  receive(files: readonly FoundFile[]): void {
    const found = new Set<string>();
    for (const { name, path } of files) {
      if (!this.#asked.has(name)) continue;
      found.add(name);
      this.#known.set(name, path);
    }
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= mostNames) break;
      this.#known.delete(oldest);
    }
    this.#asked = new Set();
    this.#send();
    for (const [block, names] of this.#blocks) {
      if (names.some((name) => found.has(name))) this.#link(block);
      if (!names.some((name) => this.#waiting.has(name) || this.#asked.has(name))) this.#blocks.delete(block);
    }
  }

  /** What `anchor` leads to; undefined when it is none of ours. */
  targetOf(anchor: Element): FileMention | undefined {
    return this.#targets.get(anchor);
  }

  #send(): void {
    if (this.#asked.size > 0 || this.#waiting.size === 0) return;
    const names = [...this.#waiting].slice(0, mostAtOnce);
    for (const name of names) this.#waiting.delete(name);
    this.#asked = new Set(names);
    this.#ask(names);
  }

  #link(block: Element): void {
    if (!block.isConnected) return;
    if (hasSelection(block)) this.#hold(block);
    else linkFiles(block, (name) => this.#known.get(name), this.#targets);
  }

  #hold(block: Element): void {
    this.#held.add(block);
    if (this.#held.size > 1) return;
    const page = block.ownerDocument;
    const onChange = () => {
      for (const each of this.#held) {
        if (each.isConnected && hasSelection(each)) continue;
        this.#held.delete(each);
        this.#link(each);
      }
      if (this.#held.size === 0) page.removeEventListener("selectionchange", onChange);
    };
    page.addEventListener("selectionchange", onChange);
  }
}

/** Where a name may stand: not in links, code of its own, formulas, or what is ours. */
const elsewhere = "a, pre, .raw, .math, .code-block, button, .note";

function* textsIn(block: Element): Generator<Text> {
  if (block.closest(elsewhere)) return;
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
    if (node instanceof Element) return node.matches(elsewhere) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
    return NodeFilter.FILTER_ACCEPT;
  });
  let left = mostTexts;
  for (let node = walker.nextNode(); node && left > 0; node = walker.nextNode(), left -= 1) yield node as Text;
}

/** The mentions in one text: all of it in code, parts of it elsewhere. */
function mentionsIn(text: Text) {
  if (text.parentElement?.localName !== "code") return findMentions(text.data);
  const mention = text.parentElement.childNodes.length === 1 ? readMention(text.data) : undefined;
  return mention ? [{ readings: [{ start: 0, mention }], end: text.length }] : [];
}

function namesIn(block: Element): string[] {
  const names = new Set<string>();
  for (const text of textsIn(block)) {
    for (const { readings } of mentionsIn(text)) for (const { mention } of readings) names.add(mention.path);
    if (names.size >= mostNames) break;
  }
  return [...names];
}

function linkFiles(
  block: Element,
  pathOf: (name: string) => string | undefined,
  targets: WeakMap<Element, FileMention>,
): void {
  for (const text of [...textsIn(block)]) {
    // From the last one on, so that the places of those before stay.
    for (const { readings, end } of mentionsIn(text).reverse()) {
      const reading = readings.find(({ mention }) => pathOf(mention.path) !== undefined);
      if (!reading) continue;
      const { start, mention } = reading;
      const code = text.parentElement?.localName === "code" ? text.parentElement : undefined;
      const label = code ?? text.splitText(start);
      if (label instanceof Text) label.splitText(end - start);
      const anchor = fileAnchor(label.textContent ?? "", pathOf(mention.path) ?? "");
      targets.set(anchor, mention);
      label.replaceWith(anchor);
      anchor.append(label);
    }
  }
}

function fileAnchor(text: string, path: string): HTMLElement {
  const anchor = document.createElement("a");
  anchor.className = "file-link";
  anchor.dataset.testid = "file-link";
  // Without an address it could not be reached by the keyboard. Where it leads is kept beside it.
  anchor.setAttribute("href", `#${encodeURIComponent(text)}`);
  anchor.title = path;
  return anchor;
}
