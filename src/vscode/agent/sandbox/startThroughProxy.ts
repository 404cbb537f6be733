// How a command in bubblewrap is started with a way to our proxy: by a small shell that starts the bridge, waits for its
// port, and hands its place to the command. Without a bridge the command has no network, as ever.

import { dirname, extname } from "node:path";
import { proxyVariables } from "../../../core/agent/sandbox/heldEnvironment.ts";

/** Where both stand inside, in the command's own folder for temporary files. */
const inside = { socket: "/tmp/.mimo-proxy", bridge: "/tmp/.mimo-bridge" };

export interface BridgeFiles {
  /** The socket of our proxy, outside. */
  readonly socket: string;
  /** The bridge's script, outside; anybody may read it. */
  readonly script: string;
  /** A Node, or what runs as one. */
  readonly node: string;
}

const script = [
  'port=$(NODE_OPTIONS= ELECTRON_RUN_AS_NODE=1 "$1" "$2" "$3" 4>&1 >/dev/null 2>&1 </dev/null &)',
  "shift 3",
  'case "$port" in',
  '"" | *[!0-9]*) ;;',
  "*)",
  'proxy="http://127.0.0.1:$port"',
  ...Object.entries(proxyVariables("$proxy")).map(([name, value]) => `export ${name}="${value}"`),
  ";;",
  "esac",
  "unset port proxy",
  'exec "$@"',
].join("\n");

/**
 * What is mounted for it: pairs of places outside and inside, to be read alone. A Node that stands where the command sees
 * nothing is brought with what lies beside it, which Electron needs; not from a folder of which that `isClosed` says that
 * others keep their sockets and files in it.
 */
export function bridgeMounts(
  { socket, script: file, node }: BridgeFiles,
  isSeen: (path: string) => boolean,
  isClosed: (folder: string) => boolean,
): readonly (readonly [string, string])[] {
  const folder = dirname(node);
  const needed = isClosed(folder) ? node : folder;
  return [[socket, inside.socket], [file, bridgeInside(file)], ...(isSeen(node) ? [] : [[needed, needed] as const])];
}

/** `argv`, started so. */
export function throughProxy({ script: file, node }: BridgeFiles, argv: readonly string[]): readonly string[] {
  return ["/bin/sh", "-c", script, "sh", node, bridgeInside(file), inside.socket, ...argv];
}

/** By its ending Node knows how to read it. */
function bridgeInside(file: string): string {
  const ending = extname(file);
  return `${inside.bridge}${ending === ".js" ? ".cjs" : ending}`;
}
