// Where things lie: the project root, the cache for VS Code and browsers, and what a run leaves behind.
import { join } from "node:path";

/** The project's root folder. */
export const root = join(import.meta.dirname, "..", "..");

/** Cache of fetched programs (VS Code, Node.js, a browser); safe to delete. */
export const cacheDir = join(root, ".vscode-test");

/** Screenshots and logs of the last runs; never committed. */
export const artifactsDir = join(root, "artifacts");
