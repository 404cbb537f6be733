// A model's words as Markdown that does nothing: no link, no picture, no HTML, whatever is written.

import { visibleText } from "../util/plainText.ts";

/** A word joiner: it reads the same, and what it breaks is no markup any more. */
const joiner = "\u2060";

/**
 * `markdown` with emphasis, lists and code, and without anything that loads, opens or hides. To be shown with
 * `supportHtml` and `isTrusted` off all the same.
 */
export function harmless(markdown: string): string {
  return (
    visibleText(markdown)
      // A link or a picture, a definition that one refers to, and what stands between two brackets.
      .replace(/\](?=[([:])/g, `]${joiner}`)
      // A tag, a comment, or an address between angle brackets.
      .replace(/<(?=[a-z/!?])/gi, `<${joiner}`)
  );
}
