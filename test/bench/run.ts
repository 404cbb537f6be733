// `npm run bench`: sizes, activation and time to the first token, in a real VS Code with the packaged extension.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator } from "../emulator/emulator.ts";
import { startServer } from "../vscode/server.ts";
import { vsixPath } from "../vscode/vsix.ts";
import { measureActivation } from "./activation.ts";
import { measureEdit } from "./edit.ts";
import { measureFirstToken } from "./firstToken.ts";
import { report } from "./report.ts";
import { measureSizes } from "./sizes.ts";

const emulator = await startEmulator();
const workspace = mkdtempSync(join(tmpdir(), "mimo-bench-"));
const server = await startServer({
  version: "1.139",
  vsix: [vsixPath()],
  workspace,
  // Titles are requests too, which would stand among those that are looked at.
  machineSettings: { "mimo.baseUrl": emulator.url, "mimo.history.titles": false },
  env: { MIMO_API_KEY: "sk-bench-0123456789abcdef0123456789" },
});
try {
  report([
    ...measureSizes(),
    ...(await measureActivation(server)),
    ...(await measureFirstToken(server, emulator)),
    ...(await measureEdit(server, emulator, workspace)),
  ]);
} finally {
  await server.close();
  await emulator.close();
  rmSync(workspace, { recursive: true, force: true });
}
