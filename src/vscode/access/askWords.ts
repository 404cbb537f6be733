// Why a person is asked before something is sent, in their language.

import type { Ask, ConsentReason } from "../../core/access/readDecision.ts";
import type { Translate } from "../errors/describeError.ts";

/** The reason that is said when there are several. */
const order: readonly ConsentReason[] = ["outside", "secret-name", "private-key", "api-key", "ignored", "excluded"];

/** The question about `asks`, which are never empty, and a line for each file when there are several. */
export function askWords(asks: readonly Ask[], t: Translate): { readonly text: string; readonly detail?: string } {
  const [first] = asks;
  if (first && asks.length === 1) return { text: questionAbout(first, t) };
  const lines = asks.map(({ path, reasons }) => `${path} (${shortReasons(reasons, t)})`);
  return {
    text: t("{0} files may hold secrets or are kept out of sight. Send them to MiMo?", asks.length),
    detail: lines.join("\n"),
  };
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

function questionAbout({ path, reasons }: Ask, t: Translate): string {
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
