// `npm run bench`: sizes, activation, time to the first token, the editor's frames and its lightbulb, in a real VS Code
// with the packaged extension. `-- --only edit` runs one part.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startEmulator } from "../emulator/emulator.ts";
import { startServer } from "../vscode/server.ts";
import { vsixPath } from "../vscode/vsix.ts";
import { measureActivation } from "./activation.ts";
import { measureEdit } from "./edit.ts";
import { measureFirstToken } from "./firstToken.ts";
import { measureLightbulb } from "./lightbulb.ts";
import { report } from "./report.ts";
import { measureSizes } from "./sizes.ts";

const { values } = parseArgs({ options: { only: { type: "string" } } });
const emulator = await startEmulator();
const workspace = mkdtempSync(join(tmpdir(), "mimo-bench-"));
const server = await startServer({
  version: "1.139",
  vsix: [vsixPath()],
  workspace,
  machineSettings: { "mimo.baseUrl": emulator.url },
  env: { MIMO_API_KEY: "sk-bench-0123456789abcdef0123456789" },
});
try {
  const parts = {
    sizes: measureSizes,
    activation: () => measureActivation(server),
    firstToken: () => measureFirstToken(server, emulator),
    edit: () => measureEdit(server, emulator, workspace),
    lightbulb: measureLightbulb,
  };
  const measures = [];
  for (const [name, measure] of Object.entries(parts)) {
    if (values.only === undefined || values.only === name) measures.push(...(await measure()));
  }
  report(measures);
} finally {
  await server.close();
  await emulator.close();
  rmSync(workspace, { recursive: true, force: true });
}
