/**
 * The name of a call as it is sent back. Models make names up, or leave them out, and the service refuses a whole
 * conversation for one that is not `[a-zA-Z0-9_-]{1,64}` (API document: OpenAI protocol).
 */
export function callName(name: string): string {
  return name.replace(/[^a-zA-Z0-9_-]/g, "_").slice(0, 64) || "unnamed";
}
