// A text between tags of a prompt, which nothing in the text can end.

/** `<tag name="value">`, the text, `</tag>`; the tag gets a number where the text holds its end. */
export function taggedText(tag: string, text: string, attributes: Readonly<Record<string, string>> = {}): string {
  const name = nameFor(tag, text);
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  return `<${name}${written.join("")}>\n${text}\n</${name}>`;
}

function nameFor(tag: string, text: string): string {
  const ends = [...text.matchAll(new RegExp(`</${tag}(?:-(\\d{1,9}))?`, "gi"))];
  if (ends.length === 0) return tag;
  // "</code-25" also begins with the end of code-2. No text is so long that a number of nine digits is the first free one.
  const taken = new Set<string>();
  for (const [, digits = ""] of ends) for (let at = 1; at <= digits.length; at++) taken.add(digits.slice(0, at));
  let free = 2;
  while (taken.has(String(free))) free++;
  return `${tag}-${free}`;
}

/** On one line, and no longer able to end the attribute or the tag. */
function escaped(value: string): string {
  const entities: Readonly<Record<string, string>> = { "&": "&amp;", '"': "&quot;", "<": "&lt;", ">": "&gt;" };
  return value.replace(/[&"<>]/g, (character) => entities[character] ?? "").replace(/\s+/g, " ");
}
