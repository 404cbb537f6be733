// From settings to an address: which root a request goes to, and which origin its key is stored under.

import { type KeyKind, keyKindOf } from "./apiKey.ts";

/** The values of `mimo.endpoint`. */
export type EndpointSetting = "auto" | keyof typeof endpointRoots;

/** The platform's own roots (API document: Hosts and keys). */
export const endpointRoots = {
  payAsYouGo: "https://api.xiaomimimo.com",
  tokenPlanCn: "https://token-plan-cn.xiaomimimo.com",
  tokenPlanSgp: "https://token-plan-sgp.xiaomimimo.com",
  tokenPlanAms: "https://token-plan-ams.xiaomimimo.com",
} as const;

/** An address to send to, or why `mimo.baseUrl` cannot be one. */
export type RootResult =
  /** `insecure`: the key and the code would travel unencrypted to another machine (http, not `isLoopback`). */
  | { readonly ok: true; readonly root: string; readonly insecure: boolean; readonly isLoopback: boolean }
  | { readonly ok: false; readonly problem: BaseUrlProblem };

/** Why a base URL cannot be used. */
export type BaseUrlProblem = "not-a-url" | "not-http" | "has-credentials" | "has-query";

/**
 * Reads `mimo.baseUrl`: an http(s) URL, with or without a trailing slash, `/v1`, `/anthropic` or `/anthropic/v1`, or the
 * whole address of a request as other tools ask for it (`/v1/chat/completions`, `/v1/messages`, `/v1/models`). A path before these is kept, for gateways that serve the API below one. An empty text is `not-a-url`: ask `resolveRoot` instead.
 */
export function parseBaseUrl(text: string): RootResult {
  let url: URL;
  try {
    url = new URL(text.trim());
  } catch {
    return { ok: false, problem: "not-a-url" };
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") return { ok: false, problem: "not-http" };
  if (url.username !== "" || url.password !== "") return { ok: false, problem: "has-credentials" };
  if (url.search !== "" || url.hash !== "") return { ok: false, problem: "has-query" };
  const path = url.pathname
    .replace(/\/+$/, "")
    .replace(/(\/anthropic)?(\/v1(\/(chat(\/completions)?|messages|models))?)?$/, "")
    .replace(/\/+$/, "");
  const loopback = isLoopback(url.hostname);
  return { ok: true, root: url.origin + path, insecure: url.protocol === "http:" && !loopback, isLoopback: loopback };
}

/**
 * The root for the given settings: a base URL wins, then a named endpoint, then the key's prefix. Without a key `auto`
 * is pay as you go. A Token Plan key under `auto` goes to China, where plans are sold by default; the other regions
 * must be named, because the key does not tell.
 */
export function resolveRoot(settings: {
  readonly endpoint: EndpointSetting;
  readonly baseUrl: string;
  readonly apiKey?: string;
}): RootResult {
  if (settings.baseUrl.trim() !== "") return parseBaseUrl(settings.baseUrl);
  const root =
    settings.endpoint === "auto" ? rootOfKeyKind(keyKindOf(settings.apiKey ?? "")) : endpointRoots[settings.endpoint];
  return { ok: true, root, insecure: false, isLoopback: false };
}

/** Where keys of a kind are at home. */
export function rootOfKeyKind(kind: KeyKind): string {
  return kind === "tokenPlan" ? endpointRoots.tokenPlanCn : endpointRoots.payAsYouGo;
}

/** Scheme, host and port of a root: what a key is stored under. */
export function originOf(root: string): string {
  return new URL(root).origin;
}

/** True for the platform's own hosts, where the rules on key prefixes hold. */
export function isPlatformRoot(root: string): boolean {
  return Object.values(endpointRoots).some((known) => originOf(known) === originOf(root));
}

/**
 * False when the key is known to be refused there: a Token Plan key on the pay-as-you-go host, or the other way round
 * (API document: Hosts and keys). True on every other host and for every key of an unknown kind.
 */
export function keyFitsEndpoint(apiKey: string, root: string): boolean {
  const kind = keyKindOf(apiKey);
  if (kind === "unknown" || !isPlatformRoot(root)) return true;
  return (kind === "payAsYouGo") === (originOf(root) === endpointRoots.payAsYouGo);
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === "localhost" ||
    hostname.endsWith(".localhost") ||
    hostname === "[::1]" ||
    /^127(\.\d+){3}$/.test(hostname)
  );
}
