// Identifiers as a person says them: `getUserById` is "get user by id".

/** Written in one piece, though a capital stands in the middle. */
const names = new Set(
  (
    "GitHub GitLab TypeScript JavaScript CoffeeScript WebAssembly PowerShell PostgreSQL MySQL NoSQL SQLite GraphQL " +
    "OpenAI DeepSeek MiMo YouTube LinkedIn iPhone iPad iOS macOS WeChat LaTeX NodeJS MongoDB OAuth LeetCode " +
    "PyTorch TensorFlow NumPy SciPy HarmonyOS HyperOS McDonald"
  ).split(" "),
);
const acronyms = new Set(
  "API URL URI HTTP HTTPS HTML CSS JSON XML YAML SQL UUID TCP UDP IP DNS SSH SSL TLS CPU GPU RAM CLI GUI SDK IDE TTS PCM WAV".split(
    " ",
  ),
);

/** The words of an identifier, marks left out; empty for one that has none (`_`, `$`). */
export function identifierWords(identifier: string): string {
  if (names.has(identifier)) return identifier;
  const shouts = /^[^\p{Ll}]*_[^\p{Ll}]*$/u.test(identifier);
  return identifier
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== "")
    .flatMap((part) => (names.has(part) ? [part] : splitCase(part)))
    .map((word) => lowered(word, shouts))
    .join(" ");
}

/** Whether a word of prose is an identifier: a capital or a mark in the middle of it. */
export function isIdentifier(word: string): boolean {
  if (names.has(word) || /^\p{Lu}[\p{Lu}\p{N}]*s?$/u.test(word)) return false;
  return /\p{Ll}\p{N}*\p{Lu}|[\p{L}\p{N}]_+[\p{L}\p{N}]|^[_$]+\p{L}|\p{Lu}{2}\p{Ll}{2}/u.test(word);
}

function splitCase(part: string): string[] {
  return part.split(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u);
}

function lowered(word: string, shouts: boolean): string {
  const allCaps = /^\p{Lu}[\p{Lu}\p{N}]+$/u.test(word);
  if (allCaps && (!shouts || acronyms.has(word))) return word;
  return word.toLowerCase();
}
