// What a key tells by its look. It is never sent anywhere from here, and no result repeats any part of it.

/** Whose key it is, by prefix (API document: Hosts and keys). */
export type KeyKind = "payAsYouGo" | "tokenPlan" | "unknown";

/** What is wrong with a key that somebody entered. */
export interface KeyProblem {
  readonly reason:
    | "empty"
    /** A space or a line break in the middle: two things were pasted. */
    | "whitespace-inside"
    /** Characters that a header cannot carry. */
    | "non-ascii"
    /** The prefix of another company's keys. */
    | "looks-like-another-service"
    | "too-short"
    | "unknown-prefix";
  /** false: worth a warning, but kinds of keys come and go, so the person decides. */
  readonly blocking: boolean;
}

const otherServices = /^(sk-(ant|or|proj|svcacct)-|AIza|gh[pousr]_|github_pat_|glpat-|xox[abp]-|hf_|gsk_|AKIA)/;
const shortestKey = 16;

/** What a person pasted, without what people paste around a key: spaces, quotes, `Bearer`, a variable's name. */
export function normalizeKey(text: string): string {
  return text
    .trim()
    .replace(/^(?:export\s+)?MIMO_API_KEY\s*=\s*/, "")
    .replace(/^(?:authorization\s*:\s*)?bearer\s+/i, "")
    .replace(/^api-key\s*:\s*/i, "")
    .replace(/^(["'`])(.*)\1$/s, "$2")
    .trim();
}

/** `payAsYouGo` for `sk-`, `tokenPlan` for `tp-` and `ttp-` (teams). */
export function keyKindOf(apiKey: string): KeyKind {
  if (otherServices.test(apiKey)) return "unknown";
  if (apiKey.startsWith("sk-")) return "payAsYouGo";
  return /^t?tp-/.test(apiKey) ? "tokenPlan" : "unknown";
}

/**
 * The first thing wrong with a (normalized) key, or undefined. `platform` is whether it is meant for the platform's own hosts:
 * other hosts have keys of their own, so only what no header can carry counts there.
 */
export function describeKeyProblem(apiKey: string, platform: boolean): KeyProblem | undefined {
  if (apiKey.trim() === "") return { reason: "empty", blocking: true };
  if (/\s/.test(apiKey)) return { reason: "whitespace-inside", blocking: true };
  if (!/^[\x21-\x7e]+$/.test(apiKey)) return { reason: "non-ascii", blocking: true };
  if (!platform) return undefined;
  if (otherServices.test(apiKey)) return { reason: "looks-like-another-service", blocking: true };
  if (apiKey.length < shortestKey) return { reason: "too-short", blocking: true };
  return keyKindOf(apiKey) === "unknown" ? { reason: "unknown-prefix", blocking: false } : undefined;
}
