// What looks like a secret, by name or by content. Better one question too many: a key that was sent is a key to change.

/** Why a person is asked first. */
export type SecretSign = "name" | "private-key" | "api-key";

const harmless = /\.(example|sample|template|dist|defaults?|pub|md)$/i;
const secretNames: readonly RegExp[] = [
  /^\.env(\..+)?$/i,
  /\.env$/i,
  /\.(pem|key|p12|pfx|p8|jks|keystore|kdbx|asc|gpg|ppk|ovpn|tfstate|tfvars)$/i,
  /^id_(rsa|dsa|ecdsa|ed25519)(_sk)?$/i,
  /^[._](netrc|npmrc|yarnrc|pypirc|htpasswd|pgpass|my\.cnf|git-credentials|dockercfg|s3cfg)$/i,
  /^(.*[-_.])?(credentials?|secrets?)(\.(json|ya?ml|toml|ini|txt|xml|properties|conf|cfg))?$/i,
  /^(.*[-_.])?service[-_]?account.*\.json$/i,
  /^(.*[-_.])?(passwords?|tokens?)\.(txt|json|ya?ml|csv)$/i,
];
const secretFolders = /(^|\/)\.(ssh|aws|gnupg|kube|azure|gcloud)\//i;

/** Whether a path (with `/`) names a file that usually holds secrets. */
export function hasSecretName(path: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (harmless.test(name)) return false;
  return secretNames.some((rule) => rule.test(name)) || secretFolders.test(path);
}

const privateKey = /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/;
/** Prefixes that services give to their keys, each with enough behind it to be one. */
const knownKeys: readonly RegExp[] = [
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  /\bgh[pousr]_[A-Za-z0-9]{36,}/,
  /\bgithub_pat_[A-Za-z0-9_]{40,}/,
  /\bglpat-[A-Za-z0-9_-]{20,}/,
  /\bxox[abeoprs]-[A-Za-z0-9-]{16,}/,
  /\bAIza[0-9A-Za-z_-]{35}/,
  /\b(?:sk|rk)_live_[0-9A-Za-z]{16,}/,
  /\bnpm_[A-Za-z0-9]{36}\b/,
  /\bpypi-[A-Za-z0-9_-]{50,}/,
  /\bSG\.[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}/,
  /\bLTAI[A-Za-z0-9]{16,}/,
  /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/,
];
/** OpenAI's, Anthropic's and MiMo's own keys; words such as "sk-learn-…" have no digits. */
const dashedKey = /\b(?:sk|tp|ttp)-[A-Za-z0-9_-]{20,}/g;
const assignment =
  /(?:api[_-]?key|secret|token|passwd|password|access[_-]?key|private[_-]?key)["']?\s{0,4}[:=]\s{0,4}["'`]([A-Za-z0-9+/_=.-]{16,200})["'`]/gi;
const placeholder = /example|sample|placeholder|changeme|your|xxxx|0000|1234567|dummy|test|fake/i;

/** What in `text` looks like a secret; undefined for nothing. Linear in its length. */
export function findSecret(text: string): Exclude<SecretSign, "name"> | undefined {
  if (privateKey.test(text)) return "private-key";
  if (knownKeys.some((rule) => rule.test(text))) return "api-key";
  for (const [key] of text.matchAll(dashedKey)) if (isRandom(key)) return "api-key";
  for (const match of text.matchAll(assignment)) if (isRandom(match[1] ?? "")) return "api-key";
  return undefined;
}

/** Letters and digits mixed as no word is, and no placeholder. */
function isRandom(value: string): boolean {
  if (placeholder.test(value)) return false;
  const digits = value.match(/\d/g)?.length ?? 0;
  return digits >= 3 && /[A-Za-z]/.test(value) && new Set(value).size >= 10;
}

/** The first sign among what would be sent. */
export function secretSign(paths: readonly string[], text: string): SecretSign | undefined {
  return paths.some(hasSecretName) ? "name" : findSecret(text);
}

/** The paths that a unified diff of Git speaks of. */
export function pathsOfDiff(diff: string): readonly string[] {
  return [...diff.matchAll(/^diff --git a\/.+? b\/(.+)$/gm)].map((match) => match[1] ?? "");
}
