// Reads what is stored of a run beside its words.

import type { StoredNotice, StoredProgress, StoredResult, StoredResultPart, StoredRule } from "./journalEntry.ts";
import { type Fields, isFields, isText, numbers, oneOf, texts } from "./parseValue.ts";

/** Undefined for what is in no known state: nothing is done with such a call. */
export function parseProgress(value: unknown): StoredProgress | undefined {
  if (!isFields(value)) return undefined;
  const state = oneOf(["waiting", "running"], value.state);
  if (state) return { state };
  const result = value.state === "ended" ? parseResult(value) : undefined;
  return result && { state: "ended", ...result };
}

/** Undefined when it does not say how it ended. A piece in a wrong shape is left out. */
export function parseResult(value: Fields): StoredResult | undefined {
  if (!isText(value.outcome) || !Array.isArray(value.content)) return undefined;
  const facts = isFields(value.facts) ? Object.entries(value.facts).filter(isFact) : [];
  return {
    outcome: value.outcome,
    content: value.content.flatMap((part: unknown) => parseResultPart(part) ?? []),
    ...(facts.length > 0 && { facts: Object.fromEntries(facts) }),
  };
}

/** Undefined without a kind. */
export function parseNotice(value: unknown): StoredNotice | undefined {
  if (!isFields(value) || !isText(value.kind)) return undefined;
  const { kind, byModel } = value;
  return {
    kind,
    ...numbers(value, ["steps", "calls"]),
    ...texts(value, ["tool"]),
    ...(typeof byModel === "boolean" && { byModel }),
  };
}

/** Those that make sense. */
export function parseRules(rules: readonly unknown[]): readonly StoredRule[] {
  return rules.flatMap((rule): readonly StoredRule[] => {
    if (!isFields(rule)) return [];
    const { name, hash } = rule;
    return isText(name) && isText(hash) ? [{ name, hash, ...texts(rule, ["text"]) }] : [];
  });
}

function parseResultPart(part: unknown): StoredResultPart | undefined {
  if (!isFields(part)) return undefined;
  const { type, text, hash, mimeType, name } = part;
  if (type === "text") return isText(text) ? { type, text } : undefined;
  if (type !== "image" || !isText(hash) || !/^[0-9a-f]{64}$/.test(hash)) return undefined;
  return isText(mimeType) && isText(name) ? { type, hash, mimeType, name } : undefined;
}

function isFact(entry: readonly [string, unknown]): entry is [string, string | number | boolean] {
  const [, value] = entry;
  return isText(value) || typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value));
}
