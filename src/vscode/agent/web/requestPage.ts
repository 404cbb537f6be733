// One request for a page, to an address that was looked at: a name is resolved once, and the connection goes to what was
// found then, whatever the name leads to a moment later.

import { lookup } from "node:dns/promises";
import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import { isIP } from "node:net";
import type { Readable } from "node:stream";
import { createBrotliDecompress, createGunzip } from "node:zlib";
import { type AddressKind, addressKind, mayReach } from "../../../core/access/webAddress.ts";
import type { PageReply, RequestPage } from "../../../core/tools/followPage.ts";
import { pageForm } from "../../../core/tools/pageForm.ts";

/** What tests put in the place of the world. */
export interface RequestPageDeps {
  readonly resolve?: (name: string) => Promise<readonly string[]>;
  readonly kindOf?: (address: string) => AddressKind;
  /** For one request with all that comes of it. */
  readonly timeoutMs?: number;
  /** Certificates that are trusted beside the usual ones. */
  readonly ca?: string;
}

/** Bytes of a page, decompressed. */
const mostBytes = 2 * 1024 * 1024;
/** Addresses of a name that are tried. */
const mostAddresses = 3;

/** What every request says, and nothing beside it. */
const headers = {
  "User-Agent": "Mozilla/5.0 (compatible; MiMo-Assistant; read_url)",
  Accept: "text/html, text/markdown, text/plain, application/json, application/xml;q=0.9, */*;q=0.1",
  "Accept-Encoding": "gzip, br",
};

/** Requests nothing yet. */
export function createRequestPage(deps: RequestPageDeps = {}): RequestPage {
  const { resolve = addressesOf, kindOf = addressKind, timeoutMs = 20_000, ca } = deps;
  return async (url, isTyped, stop) => {
    const late = AbortSignal.timeout(timeoutMs);
    const signal = AbortSignal.any([stop, late]);
    try {
      const host = url.hostname.replace(/^\[|\]$/g, "");
      const found = isIP(host) ? [host] : await within(signal, resolve(host));
      const [first] = found;
      if (first === undefined) return problem(`The name ${host} leads nowhere.`);
      // All of them: a name that leads to anybody's and to somebody's own is up to something.
      if (!found.every((address) => mayReach(url.hostname, kindOf(address), isTyped))) {
        return problem(
          `Not read: ${host} leads into this machine or a private network. The person has to write it in the chat.`,
        );
      }
      const sorted = found.toSorted((a, b) => isIP(a) - isIP(b)).slice(0, mostAddresses);
      return await firstReply(sorted, (address) => requestAt(url, address, signal, ca));
    } catch (error) {
      stop.throwIfAborted();
      if (late.aborted) return problem(`No whole answer within ${timeoutMs / 1000} s.`);
      return problem(`The page could not be had: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
}

async function addressesOf(name: string): Promise<readonly string[]> {
  return (await lookup(name, { all: true })).map(({ address }) => address);
}

/** Of the first address that can be connected to. */
async function firstReply(
  addresses: readonly string[],
  ask: (address: string) => Promise<PageReply>,
): Promise<PageReply> {
  for (const address of addresses.slice(0, -1)) {
    try {
      return await ask(address);
    } catch (error) {
      if (
        !/^E(?:CONNREFUSED|NETUNREACH|HOSTUNREACH|ADDRNOTAVAIL)$/.test(String((error as NodeJS.ErrnoException).code))
      ) {
        throw error;
      }
    }
  }
  return ask(addresses.at(-1) ?? "");
}

async function requestAt(url: URL, address: string, signal: AbortSignal, ca: string | undefined): Promise<PageReply> {
  const isPlain = url.protocol === "http:";
  const name = url.hostname.replace(/^\[|\]$/g, "");
  const family = isIP(address);
  const options = {
    // The address, not the name: a proxy that VS Code puts in between connects there too.
    host: address,
    family,
    port: url.port === "" ? (isPlain ? 80 : 443) : Number(url.port),
    path: `${url.pathname}${url.search}`,
    headers: { Host: url.host, ...headers },
    signal,
    // Whoever looks a name up all the same gets this address.
    lookup: (_name: string, { all }: { all?: boolean }, done: (...found: unknown[]) => void) =>
      all ? done(null, [{ address, family }]) : done(null, address, family),
  };
  const tls = { servername: isIP(name) ? "" : name.replace(/\.$/, ""), ...(ca !== undefined && { ca }) };
  // An agent of its own keeps nothing: no connection, no session of an earlier page.
  const request = isPlain
    ? http.request({ ...options, agent: new http.Agent() } as http.RequestOptions)
    : https.request({ ...options, ...tls, agent: new https.Agent() } as https.RequestOptions);
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  request.once("response", resolve);
  request.on("error", reject);
  request.end();
  try {
    return await replyOf(await promise);
  } finally {
    request.destroy();
  }
}

async function replyOf(response: IncomingMessage): Promise<PageReply> {
  const { statusCode = 0, statusMessage = "" } = response;
  const { location, "content-type": contentType = "", "content-encoding": encoding = "" } = response.headers;
  if ([301, 302, 303, 307, 308].includes(statusCode) && location !== undefined)
    return { type: "redirect", to: location };
  if (statusCode < 200 || statusCode > 299) {
    return problem(`The server answered ${statusCode} ${statusMessage.slice(0, 60)}`.trim());
  }
  if (pageForm(contentType) === undefined) {
    return problem(`Not read: it is ${contentType.slice(0, 80)}. Only HTML, text, Markdown, JSON and XML are read.`);
  }
  const plain = decompressed(response, encoding.trim().toLowerCase());
  if (!plain) return problem(`Not read: it is packed as ${encoding.slice(0, 40)}.`);
  return { type: "page", contentType, ...(await taken(plain)) };
}

function decompressed(response: IncomingMessage, encoding: string): Readable | undefined {
  const unpack = {
    gzip: createGunzip,
    "x-gzip": createGunzip,
    br: createBrotliDecompress,
  }[encoding];
  if (!unpack) return encoding === "" || encoding === "identity" ? response : undefined;
  const unpacked = unpack();
  response.on("error", (error) => unpacked.destroy(error));
  return response.pipe(unpacked);
}

/** As much as is taken; what comes after that is not waited for. */
async function taken(stream: Readable): Promise<{ readonly bytes: Uint8Array; readonly isCut: boolean }> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > mostBytes) break;
  }
  return { bytes: Buffer.concat(chunks).subarray(0, mostBytes), isCut: length > mostBytes };
}

/** Settles as `promise` does, or rejects when `signal` aborts: a name cannot be given up. */
async function within<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const { promise: stopped, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason);
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await Promise.race([promise, stopped]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

const problem = (text: string) => ({ type: "problem", text }) as const;
