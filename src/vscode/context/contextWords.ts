// What is said about context, in the person's language.

import type { ContextItem, Cut } from "../../core/context/contextItem.ts";
import type { Refusal } from "../../core/context/contextReader.ts";
import { askWords } from "../access/askWords.ts";
import type { Translate } from "../errors/describeError.ts";

/** Why `label` is not sent, as a sentence. */
export function refusalWords(label: string, refusal: Refusal, t: Translate): string {
  switch (refusal) {
    case "outside":
      return t("{0} is outside the workspace and is not sent.", label);
    case "ignored":
      return t("{0} is ignored by Git (.gitignore) and is not sent.", label);
    case "excluded":
      return t("{0} is hidden by the setting files.exclude and is not sent.", label);
    case "binary":
      return t("{0} is not a text file and is not sent.", label);
    case "too-large":
      return t("{0} is larger than 1 MB and is not sent. Select the part you mean and add that.", label);
    case "missing":
      return t("{0} could not be found.", label);
    case "empty":
      return t("{0}: there is nothing to send.", label);
  }
}

/** Everything about a chip. */
export function chipTitle(item: ContextItem, t: Translate): string {
  const { mention, state, leftOut, refusal, asks = [] } = item;
  const { label } = mention;
  if (refusal) return refusalWords(label, refusal, t);
  if (state === "reading") return label;
  if (state === "question") return askWords(asks, t).text;
  const size = sizeWords(item, t);
  return leftOut ? t("{0}; {1} files left out (binary, large or secret)", size, leftOut) : size;
}

function sizeWords({ mention: { label }, tokens, known }: ContextItem, t: Translate): string {
  if (known === "unchanged") return t("{0}, unchanged since it was sent: it is not sent again", label);
  if (known === "changes") return t("{0}, only what changed since it was sent: about {1} tokens", label, tokens);
  return t("{0}, about {1} tokens", label, tokens);
}

/** One line of what a cut leaves. */
export function cutWords({ label, keptLines, lines }: Cut, t: Translate): string {
  return t("{0}: the first {1} of {2} lines", label, keptLines, lines);
}
