// Numbers of tokens in a few letters, one way everywhere. The unit is the caller's to add.

/** 340, 1.2k, 34k, 1.1M. */
export function shortTokens(tokens: number): string {
  if (tokens < 1000) return String(tokens);
  if (tokens < 999_500) return `${trimmed(tokens / 1000, tokens < 9950 ? 1 : 0)}k`;
  return `${trimmed(tokens / 1_000_000, 1)}M`;
}

/** The window of a model as its makers call it, who count in powers of two: 8k, 256k, 1M. */
export function windowTokens(tokens: number): string {
  const k = 1024;
  if (tokens % (k * k) === 0) return `${tokens / (k * k)}M`;
  return tokens % k === 0 && tokens < k * k ? `${tokens / k}k` : shortTokens(tokens);
}

function trimmed(value: number, digits: number): string {
  return value.toFixed(digits).replace(/\.0$/, "");
}
