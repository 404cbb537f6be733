// Why a person is asked before something is sent, in their language.

import type { Ask, ConsentReason } from "../../core/access/readDecision.ts";
import { plainName } from "../../core/util/plainText.ts";
import type { Translate } from "../errors/describeError.ts";

/** The order in which several are said: first what tells of secrets, then what tells of the place. */
const order: readonly ConsentReason[] = ["private-key", "secret-name", "api-key", "outside", "ignored", "excluded"];

/**
 * The question about `asks`, which are never empty, and a line for each file with all of its reasons: a yes covers them
 * all. Without lines when there is one file and one reason, which the question names.
 */
export function askWords(asks: readonly Ask[], t: Translate): { readonly text: string; readonly detail?: string } {
  const [first] = asks;
  const detail = asks.map(({ path, reasons }) => `${plainName(path)} (${shortReasons(reasons, t)})`).join("\n");
  if (first && asks.length === 1) {
    const text = questionAbout(first, t);
    return first.reasons.length > 1 ? { text, detail } : { text };
  }
  return { text: t("{0} files may hold secrets or are kept out of sight. Send them to MiMo?", asks.length), detail };
}

/** The reasons in a few words each. */
export function shortReasons(reasons: readonly ConsentReason[], t: Translate): string {
  const words: Record<ConsentReason, string> = {
    outside: t("outside the workspace"),
    "secret-name": t("named like a file of secrets"),
    "private-key": t("holds a private key"),
    "api-key": t("holds a password or an API key"),
    ignored: t("ignored by Git"),
    excluded: t("hidden by files.exclude"),
  };
  return order.flatMap((reason) => (reasons.includes(reason) ? [words[reason]] : [])).join(", ");
}

function questionAbout({ path: named, reasons }: Ask, t: Translate): string {
  const path = plainName(named);
  switch (order.find((reason) => reasons.includes(reason))) {
    case "outside":
      return t("{0} is outside the workspace. Send it to MiMo?", path);
    case "ignored":
      return t("{0} is ignored by Git. Send it to MiMo?", path);
    case "excluded":
      return t("{0} is hidden by the setting files.exclude. Send it to MiMo?", path);
    case "private-key":
      return t("{0} seems to hold a private key. Send it to MiMo?", path);
    case "api-key":
      return t("{0} seems to hold a password or an API key. Send it to MiMo?", path);
    default:
      return t("Files like {0} often hold passwords or keys. Send it to MiMo?", path);
  }
}
