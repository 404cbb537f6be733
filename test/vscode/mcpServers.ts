// Two MCP servers as people have them, from the npm registry, in the cache beside VS Code.
import { join } from "node:path";
import { installOnce } from "./installOnce.ts";
import { npmInstall } from "./npm.ts";
import { cacheDir } from "./paths.ts";

const release = "2026.8.31";
const names = ["everything", "filesystem"] as const;

/** How VS Code's `mcp.json` starts a server. */
export interface McpServer {
  readonly type: "stdio";
  readonly command: string;
  readonly args: readonly string[];
}

/** `server-everything`, which shows all a server can do, and `server-filesystem`, which has the files of `folder`. */
export async function mcpServers(folder: string): Promise<Record<(typeof names)[number], McpServer>> {
  const home = join(cacheDir, `mcp-servers-${release}`);
  await installOnce(home, `mcp servers ${release}, recipe 1`, async () => {
    console.log("Fetching two MCP servers …");
    await npmInstall(
      home,
      names.map((name) => `@modelcontextprotocol/server-${name}@${release}`),
    );
  });
  const main = (name: (typeof names)[number]) =>
    join(home, "node_modules", "@modelcontextprotocol", `server-${name}`, "dist", "index.js");
  const server = (...args: readonly string[]): McpServer => ({ type: "stdio", command: process.execPath, args });
  return { everything: server(main("everything")), filesystem: server(main("filesystem"), folder) };
}
