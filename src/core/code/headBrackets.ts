// Finds the brackets in a head, whose literals are masked, so that every bracket is one.
// Readers take a callable's parameters from here, and what follows them.

/** The text of the brackets that open at `from`, without blanks. */
export function bracketed(text: string, from: number): string {
  let depth = 0;
  for (let index = from; index < text.length; index++) {
    const char = text[index] ?? "";
    if (char === "(" || char === "[" || char === "{") depth++;
    else if (char === ")" || char === "]" || char === "}") depth--;
    if (depth === 0) return text.slice(from + 1, index).replaceAll(/\s/g, "");
  }
  return text.slice(from + 1).replaceAll(/\s/g, "");
}

/** What is in the head's first round brackets, without blanks; nothing where it has none. */
export function parametersOf(text: string): string {
  const open = text.indexOf("(");
  return open === -1 ? "" : bracketed(text, open);
}

/** Where the bracket that opens the text closes; the length of the text where it does not. */
export function closeOf(text: string): number {
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const char = text[index] ?? "";
    if ("([{".includes(char)) depth++;
    else if (")]}".includes(char) && --depth === 0) return index;
  }
  return text.length;
}
