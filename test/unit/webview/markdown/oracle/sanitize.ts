// The oracle's gate: only these tags and attributes pass, whatever came before went wrong.

import createPurifier from "dompurify";
import { linkTarget, linkWords } from "../../../../../webview-ui/markdown/links.ts";

const purifier = createPurifier(window);
// Set once: reading the configuration for every block would cost more than the block.
purifier.setConfig({
  ALLOWED_TAGS: [
    ...["p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "strong", "em", "del", "code", "pre", "blockquote"],
    ...["ul", "ol", "li", "a", "table", "thead", "tbody", "tr", "th", "td", "div", "span"],
  ],
  ALLOWED_ATTR: ["href", "title", "class", "align", "start", "dir"],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  RETURN_DOM_FRAGMENT: true,
});

/** The HTML as nodes, without anything that could run, load, submit or restyle. */
export function sanitize(html: string): DocumentFragment {
  // The configuration above makes it a fragment; the library's types know only of configurations given here.
  const fragment = purifier.sanitize(html) as unknown as DocumentFragment;
  for (const anchor of fragment.querySelectorAll("a")) {
    const target = anchor.getAttribute("href") ?? "";
    if (linkTarget(target) === undefined) anchor.replaceWith(...anchor.childNodes);
    else anchor.title = [linkWords(anchor.title), target].filter((line) => line !== "").join("\n");
  }
  return fragment;
}
