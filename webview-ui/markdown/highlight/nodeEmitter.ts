// Takes what highlight.js finds in code and builds nodes of it, without any HTML in between: the code can only ever
// become text.

import type { Emitter } from "highlight.js";

/** Collects one highlighted text as nodes. Handed to highlight.js as its `__emitter`. */
export class NodeEmitter implements Emitter {
  readonly fragment = document.createDocumentFragment();
  #current: Node = this.fragment;

  addText(text: string): void {
    if (text === "") return;
    const last = this.#current.lastChild;
    if (last instanceof Text) last.appendData(text);
    else this.#current.appendChild(document.createTextNode(text));
  }

  /** `scope` comes from a grammar, never from the code: `keyword`, `title.function`. */
  startScope(scope: string): void {
    const span = document.createElement("span");
    span.className = classOf(scope);
    this.#current.appendChild(span);
    this.#current = span;
  }

  endScope(): void {
    this.#current = this.#current.parentNode ?? this.fragment;
  }

  /** CSS in HTML, and the like. */
  __addSublanguage(emitter: Emitter): void {
    if (emitter instanceof NodeEmitter) this.#current.appendChild(emitter.fragment);
  }

  finalize(): void {
    this.#current = this.fragment;
  }

  /** Nobody reads it. */
  toHTML(): string {
    return "";
  }
}

/** As highlight.js names them: `hljs-title function_` for `title.function`. */
function classOf(scope: string): string {
  const [first = "", ...rest] = scope.split(".");
  return [`hljs-${first}`, ...rest.map((part, index) => `${part}${"_".repeat(index + 1)}`)].join(" ");
}
