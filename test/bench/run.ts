// `npm run bench`: sizes, activation, time to the first token and the cost of drawing, in a real VS Code with the packaged
// extension. `npm run bench -- streaming` runs the parts named.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator } from "../emulator/emulator.ts";
import { startServer } from "../vscode/server.ts";
import { vsixPath } from "../vscode/vsix.ts";
import { measureActivation } from "./activation.ts";
import { measureEdit } from "./edit.ts";
import { measureFirstToken } from "./firstToken.ts";
import { measureLightbulb } from "./lightbulb.ts";
import { measureLongConversation } from "./longConversation.ts";
import { type Measure, report } from "./report.ts";
import { measureSizes } from "./sizes.ts";
import { measureSpeech } from "./speech.ts";
import { measureStreaming } from "./streaming.ts";
import { measureWorkspace } from "./workspace.ts";

const emulator = await startEmulator();
const workspace = mkdtempSync(join(tmpdir(), "mimo-bench-"));
const server = await startServer({
  version: "1.139",
  vsix: [vsixPath()],
  workspace,
  userSettings: { "chat.allowAnonymousAccess": true },
  // Titles are requests too, which would stand among those that are looked at.
  machineSettings: { "mimo.baseUrl": emulator.url, "mimo.history.titles": false },
  env: { MIMO_API_KEY: "sk-bench-0123456789abcdef0123456789" },
});
const parts: Readonly<Record<string, () => Measure[] | Promise<Measure[]>>> = {
  sizes: measureSizes,
  activation: () => measureActivation(server),
  firstToken: () => measureFirstToken(server, emulator),
  edit: () => measureEdit(server, emulator, workspace),
  lightbulb: measureLightbulb,
  speech: () => measureSpeech(server, workspace),
  streaming: () => measureStreaming(server, emulator),
  longConversation: () => measureLongConversation(server),
  workspace: measureWorkspace,
};
const wanted = process.argv.slice(2);
try {
  const measures: Measure[] = [];
  for (const [name, measure] of Object.entries(parts)) {
    if (wanted.length === 0 || wanted.includes(name)) measures.push(...(await measure()));
  }
  report(measures);
} finally {
  await server.close();
  await emulator.close();
  rmSync(workspace, { recursive: true, force: true });
}
