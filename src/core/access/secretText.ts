// What in a text looks like a secret: private keys, the forms that services give to their keys, and values that are
// assigned to a name such as password or token. Each pattern is bounded, so that the work is linear in the text.

import { knownKeys } from "./knownKeys.ts";
import { isPlaceholder, isSampleKey, looksChosen, looksRandom, refersElsewhere } from "./secretValue.ts";

/** What was found. */
export type SecretKind = "private-key" | "api-key";

/** What follows the head of a private key is the key; a quote or a bracket there means that it is only spoken of. */
const privateKey =
  /-----(?:BEGIN|END) (?:[A-Z0-9]{1,20} ){0,4}PRIVATE KEY(?: BLOCK)?-----(?!["'`)\]/])|^PuTTY-User-Key-File-\d: |\bAGE-SECRET-KEY-1[0-9A-Z]{40,}/m;

/** OpenAI's, Anthropic's and MiMo's own keys; class names such as "sk-fading-circle" have no run of letters and digits. */
const dashedKey = /(?<![A-Za-z0-9])(?:sk|tp|ttp)-(?:[A-Za-z0-9]{1,12}-){0,3}[A-Za-z0-9_-]{16}[A-Za-z0-9_-]{0,200}/g;

/** A name that ends in a word for a secret, a type perhaps, then a sign of assignment, then its value. */
const assignment =
  /(?:(?:api|access|app|account|auth|encryption|signing|master|shared[_-]?access|private|service[_-]?role|subscription|storage|webhook|deploy)[_-]?key|secret(?:[_-]?(?:key(?:[_-]?base)?|token|value|access[_-]?key))?|client[_-]?key[_-]?data|token|passwd|passwort|password|passphrase|pwd|credentials?|(?<![A-Za-z0-9])_?auth|(?<![A-Za-z0-9])(?:pass|pw|key))["'`\]]{0,2}(?:[ \t]{0,4}:[ \t]{0,4}(?:[Ss]tr(?:ing)?|&(?:'static )?str|const char\*)\??)?[ \t]{0,8}(?::=|=>|:|=)[ \t]{0,8}\\?(?:["'`]([^\s"'`]{6,400})["'`]|([^\s"'`;,&<>(){}|\\]{6,400})(.?))/gi;
const notSecret =
  /(?:page|continuation|cursor|sync|next|cancellation|cancel|public(?:[_-]?key)?|primary|foreign|cache|partition)[_-]?$/i;

/** `Authorization: Bearer …` and its like. */
const bearer = /\b(bearer|basic|token)[ \t]{1,4}([A-Za-z0-9._~+/=-]{12,4000})/gi;
/** Arguments on a command line: `--password …`, `login … password …`, `-u name:password`. */
const argument =
  /(?:(?<![A-Za-z0-9-])--?(?:api[_-]?key|token|password|secret|auth[_-]?token|access[_-]?key)[ =]|\blogin[ \t\n]{1,4}\S{1,100}[ \t\n]{1,4}password[ \t]{1,4}|[ \t](?:-u|--user)[ =]["']?[\w.@-]{1,60}:|\brequirepass[ \t]{1,4})["']?([^\s"'`;,|<>(){}$]{6,200})/gi;
const kubernetesSecret = /^[ \t]{0,8}kind:[ \t]{0,8}["']?Secret["']?[ \t]{0,8}$/m;
const kubernetesData = /^[ \t]{0,8}(?:data|stringData):[ \t]{0,8}\r?\n[ \t]{1,12}[\w.-]{1,100}:[ \t]{0,8}[^\s{$]{4}/m;

/** What in `text` looks like a secret; undefined for nothing. */
export function findSecretText(text: string): SecretKind | undefined {
  if (privateKey.test(text)) return "private-key";
  const found =
    some(text, knownKeys, (match) => isKnownKey(text, match)) ||
    some(text, dashedKey, ([key]) => isDashedKey(key)) ||
    hasAddressWithPassword(text) ||
    some(text, assignment, (match) => isAssignedSecret(text, match)) ||
    some(text, bearer, ([, scheme = "", value = ""]) => isCredential(scheme, value)) ||
    some(text, argument, ([, value = ""]) => !refersElsewhere(value) && looksChosen(value) && !isPlaceholder(value)) ||
    (kubernetesSecret.test(text) && kubernetesData.test(text));
  return found ? "api-key" : undefined;
}

function some(text: string, pattern: RegExp, check: (match: RegExpExecArray) => boolean): boolean {
  for (const match of text.matchAll(pattern)) if (check(match)) return true;
  return false;
}

/** A digit tells most keys from names of a program; some are short, or have none. */
function isKnownKey(text: string, { 0: key, index }: RegExpExecArray): boolean {
  const hasDigit = /\d/.test(text.slice(index, index + 60)) || /^(?:hf_|A[KS]IA|gh)/.test(key);
  return hasDigit && !isSampleKey(key);
}

function isDashedKey(key: string): boolean {
  const longest = key.split(/[-_]/).reduce((best, part) => Math.max(best, part.length), 0);
  return longest >= 12 && looksRandom(key);
}

function isAssignedSecret(text: string, match: RegExpExecArray): boolean {
  const [whole, quoted, unquoted = "", after = ""] = match;
  const before = text.slice(Math.max(0, match.index - 40), match.index);
  const value = (quoted ?? unquoted).replace(/^base64:/, "");
  if (notSecret.test(before) || refersElsewhere(value) || isPlaceholder(value)) return false;
  const word = /^[\w-]*/.exec(whole)?.[0] ?? "";
  const isPassword = /^(?:pass|pwd|pw$)/i.test(word);
  // A key by itself opens many things, hash tables above all.
  if (/^key$/i.test(word) && !isMixed(value)) return false;
  if (quoted !== undefined) return isPassword ? value.length >= 8 && looksChosen(value) : looksRandom(value);
  // A call, an index or a type is code; a value ends with the line, a space or a separator.
  if (/^[([<.]/.test(after) || /[[(]$/.test(value)) return false;
  const name = /[\w.-]*$/.exec(before)?.[0] ?? "";
  // In a file of the environment everything behind the sign is the value.
  const isEnvironment = /^[A-Z][A-Z0-9_]*$/.test(name + word) && whole.startsWith(`${word}=`);
  if (isEnvironment && looksChosen(value)) return true;
  const isName = /^[A-Za-z_$][\w$.]*$/.test(value);
  if (isPassword) return looksChosen(value) && !(isName && (value.match(/\d/g)?.length ?? 0) < 2);
  // Names of a program have no more than a few digits.
  return looksRandom(value) && !/^[a-z]+(?:[A-Z][a-z]+)+\d{0,4}$/.test(value);
}

/** Upper and lower case and digits, as no hash or UUID has. */
function isMixed(value: string): boolean {
  return /[a-z]/.test(value) && /[A-Z]/.test(value) && /\d/.test(value);
}

/** `Basic` is a name and a password in Base64; the others are random. */
function isCredential(scheme: string, value: string): boolean {
  if (isPlaceholder(value)) return false;
  if (scheme.toLowerCase() !== "basic") return looksRandom(value) && value.length >= 16;
  if (!/^[A-Za-z0-9+/]{12,}={0,2}$/.test(value) || value.length % 4 !== 0) return false;
  const decoded = atob(value);
  const [, name = "", password = ""] = /^([\x21-\x7e]{1,100}?):([\x20-\x7e]{4,200})$/.exec(decoded) ?? [];
  return name !== "" && isRealPassword(name, password);
}

const userInfo = /([^\s:/@"'`<>\\]{0,100}):([^\s@/"'`<>\\]{3,200})@[A-Za-z0-9[$]/y;

/** `postgres://name:password@host` and every other address of that form. */
function hasAddressWithPassword(text: string): boolean {
  for (let at = text.indexOf("://"); at !== -1; at = text.indexOf("://", at + 3)) {
    userInfo.lastIndex = at + 3;
    const match = userInfo.exec(text);
    if (match && isRealPassword(match[1] ?? "", match[2] ?? "")) return true;
  }
  return false;
}

/** Passwords of manuals. */
const manual =
  /^(?:p|pw|pass|passw(?:or)?d|pwd|user(?:name)?|secret|admin|root|guest|postgres|mysql|mongo|redis|rabbitmq|minio|foo|bar|baz|abc|xyz|hunter2|string|token|key|api[-_]?key|credentials?|host|db|database|sa|my[-_]?(?:secret|pass(?:word)?|user)|x-oauth-basic|\d{1,5})$/i;

function isRealPassword(name: string, password: string): boolean {
  return password !== name && !manual.test(password) && !refersElsewhere(password) && !isPlaceholder(password);
}
