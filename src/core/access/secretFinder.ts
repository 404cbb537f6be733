// Looks for secrets in what would be sent: our own rules, then the preset, which is loaded when it is first needed.

import { once } from "../util/once.ts";
import { findSecretText, type SecretKind } from "./secretText.ts";

/** Resolves to what in a text looks like a secret; undefined for nothing. Never rejects. */
export type SecretFinder = (text: string) => Promise<SecretKind | undefined>;

/** `load` gives the preset's rules. While they cannot be loaded, our own rules speak alone. */
export function createSecretFinder(load: () => Promise<SecretFinder>): SecretFinder {
  const preset = once(() => load().catch(() => undefined));
  return async (text) => {
    const own = findSecretText(text);
    if (own !== undefined || text.length < shortest) return own;
    return (await preset())?.(text);
  };
}

/** UTF-16 units below which no form of a key fits. */
const shortest = 16;
