// Makes nodes of what highlight.js found in code, without any HTML in between: the code can only ever become text.

/** A node of highlight.js's token tree; a string is code. */
export interface TokenNode {
  /** From a grammar, never from the code: `keyword`, `title.function`, `language:css`. Absent at the root. */
  readonly scope?: string;
  readonly children: readonly (TokenNode | string)[];
}

/** The nodes for `root`, reading as the code does. */
export function buildNodes(root: TokenNode): DocumentFragment {
  const fragment = document.createDocumentFragment();
  append(fragment, root);
  return fragment;
}

function append(parent: Node, { children }: TokenNode): void {
  for (const child of children) {
    if (typeof child === "string") {
      parent.appendChild(document.createTextNode(child));
      continue;
    }
    if (!child.scope || child.scope.startsWith("language:")) {
      append(parent, child);
      continue;
    }
    const span = document.createElement("span");
    span.className = classOf(child.scope);
    append(span, child);
    parent.appendChild(span);
  }
}

/** As highlight.js names them: `hljs-title function_` for `title.function`. */
function classOf(scope: string): string {
  const [first = "", ...rest] = scope.split(".");
  return [`hljs-${first}`, ...rest.map((part, index) => `${part}${"_".repeat(index + 1)}`)].join(" ");
}
