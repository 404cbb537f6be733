// What an address of the web leads to: everybody's internet, the person's own network, or this machine. A page that a model
// asks for must not be a way into what only this machine can reach.

/**
 * `public`: anybody's. `intranet`: private ranges. `local`: this machine, and what is right beside it, such as the service by
 * which a cloud tells a machine its keys. `never`: nothing that has pages (multicast, reserved, wrapped addresses).
 */
export type AddressKind = "public" | "intranet" | "local" | "never";

/** The kind of `address`, an IPv4 or IPv6 address as a resolver writes it; `never` for anything else. */
export function addressKind(address: string): AddressKind {
  const four = bytesOf(address);
  if (four) return kindOfFour(four);
  const six = groupsOf(address);
  return six ? kindOfSix(six) : "never";
}

/** The kind of `hostname` as far as the name itself tells it; `name` where only looking it up does. */
export function hostKind(hostname: string): AddressKind | "name" {
  const host = hostname.toLowerCase().replace(/\.+$/, "");
  if (host.startsWith("[")) return addressKind(host.slice(1, -1));
  if (/^[\d.]*$/.test(host)) return addressKind(host);
  if (host === "localhost" || localNames.test(host)) return "local";
  // Of one word: a machine of the own network.
  return host.includes(".") ? "name" : "local";
}

/** Whether `hostname` tells by itself that it is not anybody's. */
export function isPrivateHost(hostname: string): boolean {
  const kind = hostKind(hostname);
  return kind !== "public" && kind !== "name";
}

/**
 * Whether a page of `hostname` may come from an address of the kind `kind`. `isTyped`: the person wrote this host. A name
 * that looks like anybody's may then lead into the own network, as a company's does, but never to this machine: whoever
 * owns the name decides where it leads.
 */
export function mayReach(hostname: string, kind: AddressKind, isTyped: boolean): boolean {
  if (kind === "public") return true;
  if (kind === "never" || !isTyped) return false;
  return kind === "intranet" || isPrivateHost(hostname);
}

/** Whether one of `texts` has the host of `url` in it, with its port unless that is the usual one. */
export function isTypedHost(url: string, texts: readonly string[]): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, port } = new URL(url);
  const name = hostname.replace(/\.+$/, "").replace(/[.[\]\\^$*+?(){}|]/g, "\\$&");
  if (name === "") return false;
  const usual = protocol === "http:" ? "80" : "443";
  const end = port === "" ? `(?::${usual})?` : `:${port}`;
  // Chinese has no spaces around it: only letters that a host can have are in its way.
  const typed = new RegExp(`(?<![\\w.@:-])${name}\\.?${end}(?![\\w-]|\\.\\w|:\\d)`, "i");
  return texts.some((text) => typed.test(text));
}

const localNames = /\.(?:localhost|local|internal|intranet|lan|home|corp|private|localdomain|home\.arpa)$/;

type Bytes = readonly [number, number, number, number];

/** Of four decimal numbers; other spellings are none. */
function bytesOf(text: string): Bytes | undefined {
  if (!/^(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}$/.test(text)) return undefined;
  const bytes = text.split(".").map(Number);
  return bytes.every((byte) => byte <= 255) ? (bytes as unknown as Bytes) : undefined;
}

function kindOfFour([a, b, c, d]: Bytes): AddressKind {
  if (a === 127 || (a === 169 && b === 254)) return "local";
  // What development servers call this machine.
  if (a === 0) return b === 0 && c === 0 && d === 0 ? "local" : "never";
  if (a === 10 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168)) return "intranet";
  if (a === 100 && b >= 64 && b <= 127) return "intranet";
  // 198.18.0.0/15 has no machines: local proxies hand it out for every name, and look the name up themselves.
  const isReserved = a === 192 && b === 0 && (c === 0 || c === 2);
  const isExample = (a === 198 && b === 51 && c === 100) || (a === 203 && b === 0 && c === 113);
  return a >= 224 || isReserved || isExample ? "never" : "public";
}

/** The eight groups of an IPv6 address; a zone is left out. */
function groupsOf(text: string): readonly number[] | undefined {
  const [plain = ""] = text.toLowerCase().split("%");
  const tail = plain.slice(plain.lastIndexOf(":") + 1);
  const four = tail.includes(".") ? bytesOf(tail) : undefined;
  if (tail.includes(".") && !four) return undefined;
  const hex = four
    ? `${plain.slice(0, -tail.length)}${(four[0] * 256 + four[1]).toString(16)}:${(four[2] * 256 + four[3]).toString(16)}`
    : plain;
  const halves = hex.split("::");
  if (!hex.includes(":") || halves.length > 2) return undefined;
  const [head = [], end] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const missing = 8 - head.length - (end?.length ?? 0);
  if (end ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array<string>(missing).fill("0"), ...(end ?? [])];
  return groups.every((group) => /^[\da-f]{1,4}$/.test(group))
    ? groups.map((group) => Number.parseInt(group, 16))
    : undefined;
}

function kindOfSix(groups: readonly number[]): AddressKind {
  const [first = 0, second = 0] = groups;
  const last = groups.at(-1) ?? 0;
  if (groups.slice(0, 7).every((group) => group === 0) && last <= 1) return "local";
  if (first >= 0xfe80 && first <= 0xfebf) return "local";
  if (first >= 0xfc00 && first <= 0xfdff) return "intranet";
  // All that anybody has lies here; wrapped IPv4 addresses (mapped, NAT64) lie elsewhere.
  if (first < 0x2000 || first > 0x3fff) return "never";
  const isSpecial = first === 0x2001 && (second < 0x200 || second === 0xdb8);
  return isSpecial || first === 0x2002 || (first === 0x3fff && second < 0x1000) ? "never" : "public";
}
