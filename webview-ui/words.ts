// The words of the view, which the host sends along with the page.

import type { WebviewStrings } from "../src/protocol/strings.ts";

/** The table of one language, and its tag (`en`, `zh-cn`) for the page's `lang`. */
export interface Words {
  readonly locale: string;
  readonly strings: WebviewStrings;
}

/** Reads the table from the page's `mimo-strings` node. Throws when the page carries none. */
export function readWords(page: Document): Words {
  return JSON.parse(page.getElementById("mimo-strings")?.textContent ?? "") as Words;
}

/** Puts values in the places of `{0}`, `{1}`… */
export function fill(template: string, ...values: readonly (string | number)[]): string {
  return template.replace(/\{(\d+)\}/g, (place, index) => String(values[Number(index)] ?? place));
}
