// Preloaded into the VS Code server. The web workbench encrypts secrets with a key of which the server holds one half
// and hands it out at POST …/mint-key; that endpoint is part of the front that usually stands before this server.
// Without it every secret is forgotten when the window reloads. Plain JavaScript: every process that the server forks
// loads this too, and reading TypeScript costs each a fifth of a second.
import { basename } from "node:path";

// The extension host is forked with the same preload and is to stay as it is.
if (basename(process.argv[1] ?? "") === "server-main.js") {
  const [{ createHash }, { Server }] = await Promise.all([import("node:crypto"), import("node:http")]);
  // Any 32 bytes that a restart with the same data brings back.
  const half = createHash("sha256")
    .update(process.argv.find((arg) => arg.includes("mimo-vscode-")) ?? "")
    .digest();
  const emit = Server.prototype.emit;
  Server.prototype.emit = function (event, ...args) {
    const [request, response] = args;
    if (event === "request" && request.method === "POST" && /\/mint-key$/.test(request.url ?? "")) {
      response.writeHead(200, { "Content-Type": "application/octet-stream" }).end(half);
      return true;
    }
    return emit.apply(this, [event, ...args]);
  };
}
