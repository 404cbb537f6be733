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
import { measureFirstQuestion } from "./firstQuestion.ts";
import { measureFirstToken } from "./firstToken.ts";
import { measureLightbulb } from "./lightbulb.ts";
import { measureLongConversation } from "./longConversation.ts";
import { type Measure, report } from "./report.ts";
import { measureSizes } from "./sizes.ts";
import { measureSpeech } from "./speech.ts";
import { measureSpeechText } from "./speechText.ts";
import { measureStreaming } from "./streaming.ts";

const wanted = process.argv.slice(2);
const isWanted = (name: string) => wanted.length === 0 || wanted.includes(name);

/** Parts that need no VS Code. */
const plainParts: Readonly<Record<string, () => Measure[]>> = {
  sizes: measureSizes,
  speechText: measureSpeechText,
};
const serverParts: Readonly<Record<string, (on: Bench) => Measure[] | Promise<Measure[]>>> = {
  activation: ({ server }) => measureActivation(server),
  firstToken: ({ server, emulator }) => measureFirstToken(server, emulator),
  edit: ({ server, emulator, workspace }) => measureEdit(server, emulator, workspace),
  lightbulb: measureLightbulb,
  speech: ({ server, workspace }) => measureSpeech(server, workspace),
  streaming: ({ server, emulator }) => measureStreaming(server, emulator),
  longConversation: ({ server }) => measureLongConversation(server),
};

type Bench = Awaited<ReturnType<typeof startBench>>;

async function startBench() {
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
  const close = async () => {
    await server.close();
    await emulator.close();
    rmSync(workspace, { recursive: true, force: true });
  };
  return { emulator, workspace, server, close };
}

/** Parts with servers of their own that take long; run when they are named. */
const longParts: Readonly<Record<string, () => Promise<Measure[]>>> = {
  firstQuestion: measureFirstQuestion,
};

const measures: Measure[] = [];
for (const [name, measure] of Object.entries(plainParts)) if (isWanted(name)) measures.push(...measure());
const inServer = Object.entries(serverParts).filter(([name]) => isWanted(name));
if (inServer.length > 0) {
  const bench = await startBench();
  try {
    for (const [, measure] of inServer) measures.push(...(await measure(bench)));
  } finally {
    await bench.close();
  }
}
for (const [name, measure] of Object.entries(longParts)) if (wanted.includes(name)) measures.push(...(await measure()));
report(measures);
