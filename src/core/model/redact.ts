// Keeps the key out of everything that is shown, logged or stored. Services echo keys in messages, and fetch
// repeats a header it cannot send.

/** Replaces the key in a text. */
export type Redact = (text: string) => string;

const shortestSecret = 4;

/** Replaces every occurrence of `apiKey`, plain or percent-encoded, by `***`. */
export function keyRedactor(apiKey: string): Redact {
  const secrets = [apiKey, encodeURIComponent(apiKey)].filter((secret) => secret.length >= shortestSecret);
  return (text) => secrets.reduce((redacted, secret) => redacted.split(secret).join("***"), text);
}

const deepestCause = 4;

/**
 * A copy of an error and its causes that holds no more than name, message and code, redacted: the original may carry the request, and
 * with it the key, in its stack or in fields of its own.
 */
export function redactedCause(error: unknown, redact: Redact, depth = 0): Error | undefined {
  if (error === undefined || error === null || depth > deepestCause) return undefined;
  const { name, message, code, cause } = error as {
    name?: unknown;
    message?: unknown;
    code?: unknown;
    cause?: unknown;
  };
  const copy = new Error(redact(typeof message === "string" ? message : String(error)), {
    cause: redactedCause(cause, redact, depth + 1),
  });
  if (typeof name === "string") copy.name = name;
  if (typeof code === "string") Object.assign(copy, { code });
  copy.stack = `${copy.name}: ${copy.message}`;
  return copy;
}
