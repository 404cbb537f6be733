// Runs npm, the one download tool these tests need: everything fetched comes from whatever registry npm is set to.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const quiet = ["--no-audit", "--no-fund", "--loglevel=error", "--ignore-scripts"];

/** `npm install` of the packages named (none: those of the folder's own package.json) into `folder`, running no scripts. */
export async function npmInstall(folder: string, packages: string[] = [], options: string[] = []): Promise<void> {
  const args = ["install", "--prefix", folder, ...quiet, ...options, ...packages];
  const cli = process.env.npm_execpath;
  // npm is a .cmd on Windows, which only a shell starts; inside an npm script its own file is known.
  const [command, argv, shell] = cli?.endsWith("npm-cli.js")
    ? [process.execPath, [cli, ...args], false]
    : ["npm", args, process.platform === "win32"];
  const running = promisify(execFile)(command, argv, { cwd: folder, shell, maxBuffer: 1 << 26 });
  // An install that goes on alone would meet the next attempt in the same folder.
  const kill = () => void running.child.kill();
  process.once("exit", kill);
  await running.finally(() => process.off("exit", kill));
}
