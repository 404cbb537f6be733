// The words of the view: the host's translation when the page carries one, English otherwise.

import { type WebviewStrings, webviewStrings } from "../src/protocol/strings.ts";

/** The table of one language, and its tag (`en`, `zh-cn`) for the page's `lang`. */
export interface Words {
  readonly locale: string;
  readonly strings: WebviewStrings;
}

/** Reads the table from the page's `mimo-strings` node. A missing word, or a missing node, is English. */
export function readWords(page: Document): Words {
  const json = page.getElementById("mimo-strings")?.textContent;
  if (!json) return { locale: "en", strings: webviewStrings };
  try {
    const given = JSON.parse(json) as { locale?: unknown; strings?: Partial<WebviewStrings> };
    const locale = typeof given.locale === "string" ? given.locale : "en";
    return { locale, strings: { ...webviewStrings, ...given.strings } };
  } catch {
    return { locale: "en", strings: webviewStrings };
  }
}

/** Puts values in the places of `{0}`, `{1}`… */
export function fill(template: string, ...values: readonly (string | number)[]): string {
  return template.replace(/\{(\d+)\}/g, (place, index) => String(values[Number(index)] ?? place));
}
