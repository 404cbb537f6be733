// Runs inside of the sandbox, as its own program: takes connections on a port of the sandbox's own network and hands each to
// the socket of our proxy, which is outside. It decides nothing, and ends with the command.

import { closeSync, writeSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";

const [, , socketPath = ""] = process.argv;

const server = createServer({ allowHalfOpen: true }, (near: Socket) => {
  const far = connect({ path: socketPath, allowHalfOpen: true });
  for (const [from, to] of [
    [near, far],
    [far, near],
  ] as const) {
    from.pipe(to);
    from.on("error", () => to.destroy());
    from.on("close", () => to.destroy());
  }
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  // Who started it reads the port until this is closed. Not the usual output: Node keeps that, and breaks when it is gone.
  if (address !== null && typeof address === "object") writeSync(4, String(address.port));
  closeSync(4);
});
server.on("error", () => process.exit(1));
