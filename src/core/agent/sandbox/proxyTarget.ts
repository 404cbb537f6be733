// What a held command asks our proxy for. It is hostile: a target is what can be read in one way alone, or it is none.

import { hostOf } from "../approvals/hostOf.ts";

/** Where a connection is to go. */
export interface ProxyTarget {
  /** As rules name it (`hostOf`): with `http://` before it on port 80. */
  readonly host: string;
  /** The name or address alone, without brackets. */
  readonly name: string;
  readonly port: 80 | 443;
}

/** Characters of a target; no name is longer than 253. */
const longest = 300;

/** The target of `CONNECT target`: a name or an address, and port 80 or 443. */
export function connectTarget(target: string): ProxyTarget | undefined {
  const found = /^([a-z\d._-]+|\[[a-f\d:.]+\]):(80|443)$/i.exec(target.slice(0, longest));
  const [, name = "", port] = found ?? [];
  return port === undefined ? undefined : targetOf(name, port === "80" ? 80 : 443);
}

/** The target of a request in absolute form (`GET http://host/path`), and what is asked for there. */
export function requestTarget(url: string): (ProxyTarget & { readonly path: string }) | undefined {
  if (!/^http:\/\/[^/@\\]+/i.test(url) || !URL.canParse(url)) return undefined;
  const { hostname, port, pathname, search, username, password } = new URL(url);
  if (port !== "" || username !== "" || password !== "") return undefined;
  const target = targetOf(hostname, 80);
  return target && { ...target, path: `${pathname}${search}` };
}

/** The host that a model or a rule names: `example.com`, or `http://example.com` for port 80. Undefined for anything else. */
export function namedHost(host: string): string | undefined {
  const [, plain = "", name = ""] = /^(http:\/\/|https:\/\/)?([^/]+)\/?$/i.exec(host.trim().slice(0, longest)) ?? [];
  return connectTarget(`${name.replace(/:443$/, "")}:${/^http:/i.test(plain) ? 80 : 443}`)?.host;
}

function targetOf(name: string, port: ProxyTarget["port"]): ProxyTarget | undefined {
  const host = hostOf(`${port === 80 ? "http" : "https"}://${name}/`);
  if (host === undefined) return undefined;
  // As it is looked up, and as rules name it: other spellings of an address are the address.
  const known = host.replace(/^http:\/\//, "");
  return { host, name: known.replace(/^\[|\]$/g, ""), port };
}
