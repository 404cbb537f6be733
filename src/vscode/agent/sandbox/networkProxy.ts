// The only way of a held command to the network: a proxy of its own, which lets through the hosts that the person allowed
// and tells what it kept from it. What comes in is hostile. A name is looked up here, each address judged, and the
// connection goes to an address that was judged, whatever the name leads to a moment later.

import { randomBytes } from "node:crypto";
import { lookup } from "node:dns/promises";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import http, { type IncomingMessage, type ServerResponse } from "node:http";
import { connect as connectTo, isIP, type Socket } from "node:net";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { addressKind, isPrivateHost } from "../../../core/access/webAddress.ts";
import type { HostVerdict } from "../../../core/agent/approvals/networkHosts.ts";
import { connectTarget, type ProxyTarget, requestTarget } from "../../../core/agent/sandbox/proxyTarget.ts";

export interface NetworkProxyDeps {
  /** What the person says of a host, as `hostOf` names it; asked for each connection. */
  readonly verdictOf: (host: string) => HostVerdict;
  /** The addresses of a name; those of the system unless a test says otherwise. */
  readonly resolve?: (name: string) => Promise<readonly string[]>;
  readonly connect?: (address: string, port: number) => Socket;
  /** Listens on a port of this machine, behind a password, where no socket can be handed in. */
  readonly onPort?: boolean;
}

/** For one command; to be closed when nothing of it runs. */
export interface NetworkProxy {
  /** In a folder that is the person's alone; "" when it listens on a port. */
  readonly socket: string;
  /** The port of 127.0.0.1 and the address for programs, password included; undefined when it is a socket. */
  readonly local: { readonly port: number; readonly url: string } | undefined;
  /** Hosts that it was kept from because nobody has said anything of them, in order, each once. */
  refused(): readonly string[];
  /** Ends every connection, and removes the socket. Never rejects. */
  close(): Promise<void>;
}

/** Connections at once; hosts that are told of; bytes of all headers of a request. */
const most = { connections: 64, refused: 8, headers: 16 * 1024 };
/** Milliseconds: for a name, for a connection, for headers, and for one on which nothing moves. */
const patience = { name: 10_000, connection: 15_000, headers: 15_000, idle: 300_000 };

/** What belongs to one connection and is not handed on. */
const hopByHop = new Set(
  "connection keep-alive proxy-connection proxy-authorization proxy-authenticate te trailer transfer-encoding upgrade".split(
    " ",
  ),
);

class Refused extends Error {}

/** Where it listens on a port, any program of this machine can come: those without the password are told nothing. */
class Stranger extends Error {}

/** Listens. Rejects where no socket can be made. */
export async function startNetworkProxy(deps: NetworkProxyDeps): Promise<NetworkProxy> {
  const { resolve = addressesOf, connect = (host, port) => connectTo({ host, port }), onPort = false } = deps;
  const password = onPort ? randomBytes(24).toString("hex") : undefined;
  const expected = password && `Basic ${Buffer.from(`mimo:${password}`).toString("base64")}`;
  const greet = ({ headers }: IncomingMessage) => {
    if (expected !== undefined && headers["proxy-authorization"] !== expected) throw new Stranger();
  };
  const refused = new Set<string>();
  const sockets = new Set<Duplex>();
  let isClosed = false;
  const own = <T extends Duplex>(socket: T): T => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    if (isClosed) socket.destroy();
    return socket;
  };

  /** An address that may be connected to; throws `Refused`. */
  const addressFor = async ({ host, name }: ProxyTarget): Promise<string> => {
    const bare = isIP(name) === 6 ? `[${name}]` : name;
    if (isPrivateHost(bare)) throw new Refused(`${host} is of this machine or its own network.`);
    const verdict = deps.verdictOf(host);
    if (verdict === "denied") throw new Refused(`A rule of the person keeps commands from ${host}.`);
    if (verdict === "asks") {
      if (refused.size < most.refused) refused.add(host);
      throw new Refused(`The sandbox does not let this command reach ${host}: nobody has allowed it.`);
    }
    const found = isIP(name) ? [name] : await inTime(patience.name, resolve(name));
    // All of them: a name that leads to anybody's and to somebody's own is up to something.
    if (!found.every((address) => addressKind(address) === "public"))
      throw new Refused(`${host} leads into this machine or its own network.`);
    const address = found.toSorted((a, b) => isIP(a) - isIP(b))[0];
    if (address === undefined) throw new Error(`The name ${name} leads nowhere.`);
    return address;
  };

  const open = async (target: ProxyTarget): Promise<Socket> => {
    const address = await addressFor(target);
    // A moment ago it may have been allowed, and the command have ended.
    if (isClosed) throw new Error("It is closed.");
    return own(connect(address, target.port));
  };

  const server = http.createServer(
    { maxHeaderSize: most.headers, headersTimeout: patience.headers, requestTimeout: 0 },
    (request, response) => void forward(request, response, open, greet).catch((error) => answer(response, error)),
  );
  server.maxConnections = most.connections;
  server.timeout = patience.idle;
  server.on("connection", own);
  server.on("connect", (request: IncomingMessage, near: Duplex, head: Buffer) => {
    void tunnel(request, near, head, open, greet).catch((error) => near.end(plainAnswer(error)));
  });
  server.on("upgrade", (_: IncomingMessage, near: Duplex) => near.end(plainAnswer(new Refused("No upgrades."))));
  server.on("clientError", (_, near: Duplex) => near.destroy());

  // Not where the environment says: this one no held command sees, so that none finds the proxy of another.
  const folder = onPort ? undefined : await mkdtemp("/tmp/mimo-proxy-");
  const socket = folder === undefined ? "" : join(folder, "s");
  const close = async () => {
    isClosed = true;
    for (const each of sockets) each.destroy();
    await new Promise<void>((done) => server.close(() => done()));
    if (folder !== undefined) await rm(folder, { recursive: true, force: true }).catch(() => {});
  };
  try {
    if (folder !== undefined) await chmod(folder, 0o700);
    await new Promise<void>((listening, failed) => {
      server.once("error", failed);
      if (onPort) server.listen(0, "127.0.0.1", listening);
      else server.listen(socket, listening);
    });
  } catch (error) {
    await close();
    throw error;
  }
  server.on("error", () => {});
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : undefined;
  const local = port === undefined ? undefined : { port, url: `http://mimo:${password}@127.0.0.1:${port}` };
  return { socket, local, refused: () => [...refused], close };
}

type Open = (target: ProxyTarget) => Promise<Socket>;
type Greet = (request: IncomingMessage) => void;

async function tunnel(request: IncomingMessage, near: Duplex, head: Buffer, open: Open, greet: Greet): Promise<void> {
  greet(request);
  const target = connectTarget(request.url ?? "");
  if (!target) throw new Refused("Only hosts of the web, on the ports 80 and 443.");
  const far = await connected(await open(target));
  near.write("HTTP/1.1 200 Connection Established\r\n\r\n");
  if (head.length > 0) far.write(head);
  far.setTimeout(patience.idle, () => far.destroy());
  near.pipe(far).pipe(near);
  far.on("close", () => near.destroy());
  near.on("close", () => far.destroy());
}

async function forward(request: IncomingMessage, response: ServerResponse, open: Open, greet: Greet): Promise<void> {
  greet(request);
  const target = requestTarget(request.url ?? "");
  if (!target) throw new Refused("Only http:// addresses of the web, on port 80.");
  const far = await connected(await open(target));
  far.setTimeout(patience.idle, () => far.destroy());
  const named = (request.headers.connection ?? "").toLowerCase().split(",");
  const isOwn = (name: string) => hopByHop.has(name) || named.some((each) => each.trim() === name) || name === "host";
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !isOwn(name)));
  if (far.remoteAddress === undefined) throw new Error("The connection was closed.");
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const sent = http.request({
    createConnection: () => far,
    // VS Code may put an agent of its own in between, which connects again: to the address that was judged.
    host: far.remoteAddress,
    port: target.port,
    method: request.method ?? "GET",
    path: target.path,
    headers: { ...headers, host: target.host.replace(/^http:\/\//, ""), connection: "close" },
  });
  sent.once("response", resolve);
  sent.on("error", reject);
  response.on("close", () => far.destroy());
  request.pipe(sent);
  const reply = await promise;
  const back = Object.entries(reply.headers).filter(([name]) => !hopByHop.has(name));
  response.writeHead(reply.statusCode ?? 502, Object.fromEntries(back));
  reply.on("error", () => response.destroy());
  reply.pipe(response);
}

function connected(socket: Socket): Promise<Socket> {
  return new Promise((resolve, reject) => {
    socket.setTimeout(patience.connection, () => socket.destroy(new Error("No connection in time.")));
    socket.once("error", reject);
    socket.once("close", () => reject(new Error("The connection was closed.")));
    socket.once("connect", () => resolve(socket));
  });
}

function answer(response: ServerResponse, error: unknown): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(Number(statusOf(error).slice(0, 3)), {
    "Content-Type": "text/plain; charset=utf-8",
    Connection: "close",
  });
  response.end(sentenceOf(error));
}

function plainAnswer(error: unknown): string {
  const text = sentenceOf(error);
  return `HTTP/1.1 ${statusOf(error)}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n${text}`;
}

function statusOf(error: unknown): string {
  if (error instanceof Stranger) return "407 Proxy Authentication Required";
  return error instanceof Refused ? "403 Forbidden" : "502 Bad Gateway";
}

const sentenceOf = (error: unknown) =>
  `${error instanceof Refused ? error.message : "The host could not be reached."}\n`;

async function addressesOf(name: string): Promise<readonly string[]> {
  return (await lookup(name, { all: true })).map(({ address }) => address);
}

async function inTime<T>(ms: number, promise: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error("No answer in time.")), ms);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
