/**
 * The host of a page's address, with its port if that is not the usual one, as it is looked up: lower case, without a dot at
 * the end, other letters than ASCII's as `xn--…`. Undefined for what is no page (`file:`, `command:`, `data:`) and for
 * addresses with a name or password in them, which are there to be taken for the host.
 */
export function hostOf(url: string): string | undefined {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return undefined;
  }
  if (parsed.protocol !== "https:" && parsed.protocol !== "http:") return undefined;
  if (parsed.username !== "" || parsed.password !== "" || parsed.hostname === "") return undefined;
  const name = parsed.hostname.replace(/\.$/, "");
  // A page in plain text is another thing than the same over TLS.
  const scheme = parsed.protocol === "http:" ? "http://" : "";
  return `${scheme}${name}${parsed.port === "" ? "" : `:${parsed.port}`}`;
}
