// The words of the usage page: the host's translation when the page carries one, English otherwise.

import { type UsageStrings, usageStrings } from "../../src/protocol/usageStrings.ts";

/** The table of one language, and its tag for dates and numbers. */
export interface UsageWords {
  readonly locale: string;
  readonly strings: UsageStrings;
}

/** Reads the table from the page's `mimo-strings` node. A missing word, or a missing node, is English. */
export function readUsageWords(page: Document): UsageWords {
  try {
    const given = JSON.parse(page.getElementById("mimo-strings")?.textContent ?? "{}") as Partial<UsageWords>;
    const locale = typeof given.locale === "string" ? given.locale : "en";
    return { locale, strings: { ...usageStrings, ...given.strings } };
  } catch {
    return { locale: "en", strings: usageStrings };
  }
}
