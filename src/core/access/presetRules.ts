// The rules of secretlint's recommended preset, run on a text. A bundle of its own, loaded with the first text that is
// looked at. Its filter is left out: a comment in a file does not decide what is asked about that file.

import { rules } from "@secretlint/secretlint-rule-preset-recommend";
import type { SecretLintSourceCode } from "@secretlint/types";
import type { SecretKind } from "./secretText.ts";
import { isPlaceholder } from "./secretValue.ts";

type Rule = (typeof rules)[number];
type Context = Parameters<Rule["create"]>[0];

const scanners = rules.filter(({ meta }) => meta.type === "scanner" && !meta.id.endsWith("filter-comments"));
/** Numbers of accounts are no secrets. */
const harmless = new Set(["AWSAccountID"]);

/** What the preset finds in `text`; undefined for nothing. A rule that fails finds nothing. */
export async function findByPreset(text: string): Promise<SecretKind | undefined> {
  let found: SecretKind | undefined;
  const source = sourceOf(text);
  for (const rule of scanners) {
    const context: Context = {
      sharedOptions: {},
      createTranslator: () => (id) => ({ message: String(id), messageId: String(id) }) as never,
      report: ({ message, range: [start, end] }) => {
        if (harmless.has(message.messageId) || isPlaceholder(text.slice(start, end))) return;
        found = /private-?key/i.test(rule.meta.id + message.messageId) ? "private-key" : (found ?? "api-key");
      },
      ignore: () => {},
    };
    try {
      await rule.create(context, {}).file?.(source);
    } catch {
      // One rule that does not understand a text is no reason to stop.
    }
    if (found) return found;
  }
  return undefined;
}

/** A text without a file: the rules are given nothing they could open. */
function sourceOf(content: string): SecretLintSourceCode {
  const nowhere = { line: 1, column: 0 };
  return {
    content,
    hasBOM: false,
    filePath: undefined,
    physicalFilePath: undefined,
    contentType: "text",
    ext: content.trimStart().startsWith("{") ? ".json" : "",
    getFilePath: () => undefined,
    getPhysicalFilePath: () => undefined,
    locationToRange: () => [0, 0],
    rangeToLocation: () => ({ start: nowhere, end: nowhere }),
    positionToIndex: () => 0,
    indexToPosition: () => nowhere,
  };
}
