// An estimate of the tokeniser and what depends on it: about four characters a token, one per Chinese, Japanese or
// Korean character. Exact counts are the service's; these are only plausible, and deterministic.

const isWide = (code: number) =>
  (code >= 0x2e80 && code <= 0x9fff) || (code >= 0xac00 && code <= 0xd7af) || code >= 0xff00;

/** Tokens of a text, rounded up. */
export function estimateTokens(text: string): number {
  let quarters = 0;
  for (let i = 0; i < text.length; i++) quarters += isWide(text.charCodeAt(i)) ? 4 : 1;
  return Math.ceil(quarters / 4);
}

/** The longest start of a text that fits into `limit` tokens; never ends inside a surrogate pair. */
export function takeTokens(text: string, limit: number): string {
  let quarters = 0;
  let end = 0;
  for (const character of text) {
    quarters += isWide(character.charCodeAt(0)) ? 4 : character.length;
    if (quarters > limit * 4) return text.slice(0, end);
    end += character.length;
  }
  return text;
}

/** Cuts a text into pieces of about `size` UTF-16 units, never inside a surrogate pair; nothing for an empty text. */
export function* chunkText(text: string, size: number): Generator<string> {
  const step = Math.max(1, Math.floor(size));
  let start = 0;
  while (start < text.length) {
    let end = Math.min(start + step, text.length);
    const last = text.charCodeAt(end - 1);
    if (last >= 0xd800 && last <= 0xdbff && end < text.length) end++;
    yield text.slice(start, end);
    start = end;
  }
}
