// `npm run package`, second half: makes dist/mimo-assistant.vsix of what is built in dist/; .vscodeignore names what
// goes in, publishing.json what the manifest gets besides. `--publish` refuses while that is not filled in; the bytes are
// the same with it and without.
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { root } from "./paths.ts";
import { missingForPublishing, readPublishing, stageExtension } from "./publishing.ts";
import { createVsix, packagedVsix } from "./vsix.ts";

const publishing = readPublishing(root);
const missing = process.argv.includes("--publish") ? missingForPublishing(publishing) : undefined;
if (missing) {
  console.error(missing);
  process.exit(1);
}
const folder = mkdtempSync(join(tmpdir(), "mimo-package-"));
try {
  stageExtension(root, folder, publishing);
  for (const warning of await createVsix(folder, packagedVsix)) console.warn(warning);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${relative(root, packagedVsix)} ${Math.round(statSync(packagedVsix).size / 1024)} KB`);
