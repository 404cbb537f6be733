// A text between tags of a prompt, which nothing in the text can end.

/** `<tag name="value">`, the text, `</tag>`; the tag gets a number where the text holds its end. */
export function taggedText(tag: string, text: string, attributes: Readonly<Record<string, string>> = {}): string {
  const name = nameFor(tag, text);
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  return `<${name}${written.join("")}>\n${text}\n</${name}>`;
}

function nameFor(tag: string, text: string): string {
  const ends = [...text.matchAll(new RegExp(`</${tag}(?:-(\\d{1,9}))?`, "gi"))];
  // One more than any there is.
  return ends.length === 0 ? tag : `${tag}-${ends.reduce((most, end) => Math.max(most, Number(end[1] ?? 1)), 1) + 1}`;
}

/** On one line, and no longer able to end the attribute or the tag. */
function escaped(value: string): string {
  const entities: Readonly<Record<string, string>> = { "&": "&amp;", '"': "&quot;", "<": "&lt;", ">": "&gt;" };
  return value.replace(/[&"<>]/g, (character) => entities[character] ?? "").replace(/\s+/g, " ");
}
