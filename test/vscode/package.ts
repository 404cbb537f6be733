// `npm run package`, second half: makes dist/mimo-assistant.vsix of what is built in dist/; .vscodeignore names what
// goes in.
import { statSync } from "node:fs";
import { relative } from "node:path";
import { root } from "./paths.ts";
import { createVsix, packagedVsix } from "./vsix.ts";

for (const warning of await createVsix(root, packagedVsix)) console.warn(warning);
console.log(`${relative(root, packagedVsix)} ${Math.round(statSync(packagedVsix).size / 1024)} KB`);
