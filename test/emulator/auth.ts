// Who may ask. API document, "Hosts and keys": `Authorization: Bearer KEY` or `api-key: KEY`, on both protocols; Token
// Plan hosts refuse `api-key` alone; a key of one kind fails on the host of the other. `x-api-key` is not among them.
import type { IncomingHttpHeaders } from "node:http";
import { ApiError } from "./apiError.ts";
import type { ResolvedOptions } from "./options.ts";

const unauthorized = (param: string) => new ApiError(401, "Invalid API Key", param);

/** The key of a request; throws the documented 401 if it is missing, malformed, or of the wrong kind. */
export function authenticate(headers: IncomingHttpHeaders, options: ResolvedOptions): string {
  const bearer = /^Bearer (.+)$/i.exec(headers.authorization ?? "")?.[1]?.trim();
  const header = headers["api-key"];
  const key = bearer ?? (typeof header === "string" ? header.trim() : "");
  if (!key) throw unauthorized("Please provide valid API Key");
  if (options.keys.length > 0) {
    if (!options.keys.includes(key)) throw unauthorized("Please provide valid API Key");
    return key;
  }
  const prefix = /^(sk|tp|ttp)-[\w-]{3,}$/.exec(key)?.[1];
  if (!prefix || key.includes("invalid")) throw unauthorized("Please provide valid API Key");
  const tokenPlan = prefix !== "sk";
  if (options.keyKind !== "any" && tokenPlan !== (options.keyKind === "tokenPlan"))
    throw unauthorized(`A ${prefix}- key is not valid on this host`);
  if (tokenPlan && bearer === undefined) throw unauthorized("Please provide the API Key as Authorization: Bearer");
  return key;
}
