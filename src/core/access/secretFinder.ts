// Looks for secrets in what would be sent: our own rules, then the preset, which is loaded when it is first needed.

import { once } from "../util/once.ts";
import { findSecretText, type SecretKind } from "./secretText.ts";

/** Resolves to what in a text looks like a secret; undefined for nothing. Never rejects. */
export type SecretFinder = (text: string) => Promise<SecretKind | undefined>;

/**
 * `load` gives the preset's rules. While they cannot be loaded, our own rules speak alone. What was looked at a moment ago
 * is not looked at again: a file is judged before it is read, and then piece by piece.
 */
export function createSecretFinder(load: () => Promise<SecretFinder>): SecretFinder {
  const preset = once(() => load().catch(() => undefined));
  const known = new Map<string, SecretKind | undefined>();
  let length = 0;
  return async (text) => {
    if (known.has(text)) return known.get(text);
    const own = findSecretText(text);
    if (own !== undefined || text.length < shortest) return own;
    const rules = await preset();
    const found = await rules?.(text);
    if (!rules || text.length < worthKeeping || known.has(text)) return found;
    known.set(text, found);
    length += text.length;
    for (const [oldest] of known) {
      if (length <= mostKept) break;
      known.delete(oldest);
      length -= oldest.length;
    }
    return found;
  };
}

/** UTF-16 units of a text from which on looking twice is felt, and of all texts that are kept. */
const worthKeeping = 2_000;
const mostKept = 2 * 1024 * 1024;

/** UTF-16 units below which no form of a key fits. */
const shortest = 16;
