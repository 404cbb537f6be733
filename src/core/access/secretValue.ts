// What a value looks like: drawn at random, chosen by a person, standing in for another one.

const standIn =
  /example|sample|placeholder|change[-_]?(?:me|this|it)|(?<![a-z])(?:your|(?:todo|fake|mock)(?![a-z]))|replace|insert|redacted|dummy|xxxx|\*\*\*|0000000|1234567|abcdefg|foobar|lorem|fixme|\.\.\.|…|secret[-_]?here|not[-_]?(?:a[-_]?)?(?:real|secret)|key[-_]?here/i;

/** Whether a value stands in for a real one, as in a manual. */
export function isPlaceholder(value: string): boolean {
  return (
    standIn.test(value) ||
    /^pass(?:w(?:or)?d)?[-_]?\d*$/i.test(value) ||
    new Set(value).size < Math.min(5, value.length)
  );
}

/** Whether a key with a known beginning is one of a manual. */
export function isSampleKey(key: string): boolean {
  return (
    /example|placeholder|x{4}|your|redacted|replace|\.\.\.|eyJzdWIiOiIxMjM0NTY3ODkwIi/i.test(key) ||
    new Set(key).size < 8
  );
}

/** Whether a value names another place instead of being it: a variable, a template, a call, a path. */
export function refersElsewhere(value: string): boolean {
  // A path, unless it is long and mixed as Base64 is.
  if (/^[./~]+\w/.test(value)) return !(/^[A-Za-z0-9+/]{40,}={0,2}$/.test(value) && looksRandom(value));
  return /^[$%@{[<#*!]|\$\{|\{\{|%\(|^(?:process|import|os|env|config|self|this|args|options|props|vault|secrets?|settings|op|ref|arn|urn|file|https?|req|request|System|Deno|Bun)[.:[]|^%s|^[A-Z]:\\/.test(
    value,
  );
}

/** Letters and digits mixed as no word is. */
export function looksRandom(value: string): boolean {
  if (value.length < 16 || /test|word|sha\d{3}-/i.test(value)) return false;
  const digits = value.match(/\d/g)?.length ?? 0;
  if (!/[A-Za-z]/.test(value) || new Set(value).size < 10) return false;
  // Words, as in the names of a program, are longer than what chance puts together.
  const words = value.match(/[A-Z]?[a-z]+|[A-Z]+|\d+/g) ?? [];
  if (value.length / words.length >= 4) return false;
  if (digits >= 3) return !isListOfWords(value);
  // Without digits: lower and upper case change as in no name of a program.
  if (value.length < 20 || /^[A-Za-z]?[a-z]+(?:[A-Z][a-z]+)*$/.test(value)) return false;
  const changes = value.match(/[a-z][A-Z]|[A-Z]{2}[a-z]/g)?.length ?? 0;
  return digits + changes >= 5 && changes / value.length > 0.15;
}

/** Short words between dashes, with a number here and there: a name, a version, a date. */
function isListOfWords(value: string): boolean {
  const parts = value.split(/[-_./:+]/);
  return parts.length > 2 && parts.every((part) => /^(?:[A-Za-z]{1,14}\d{0,2}|v?\d{1,4})$/.test(part));
}

/** As people choose passwords: of more than one kind of character, no word by itself. */
export function looksChosen(value: string): boolean {
  if (value.length < 6 || new Set(value).size < 5) return false;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9_./:-]/].filter((kind) => kind.test(value)).length;
  const isName = /^[A-Za-z]+$/.test(value);
  return kinds >= 2 && !isName && !/^(?:true|false|null|undefined|none)$/i.test(value) && !isListOfWords(value);
}
