// Where a request goes and who pays for it. A connection is read anew for every request, so a changed key or address
// applies at once; nothing in core stores one.

/** An address of the service together with the key that belongs to it. */
export interface Connection {
  /** Origin and path prefix without a trailing slash, such as `https://api.xiaomimimo.com`; both protocols hang below it. */
  readonly root: string;
  readonly apiKey: string;
}

/** The `fetch` of the host, which brings the proxy and certificate settings of the person's machine. */
export type Fetch = typeof fetch;

/**
 * Both ways of naming the key. Token Plan hosts were seen to refuse `api-key` alone, and sending both is what the
 * platform's own client does (API document: Hosts and keys).
 */
export function authHeaders(apiKey: string): Record<string, string> {
  return { authorization: `Bearer ${apiKey}`, "api-key": apiKey };
}
