// `npm run bench`: sizes, activation, time to the first token and the cost of drawing, in a real VS Code with the packaged
// extension, and how Apply fares. `npm run bench -- streaming` runs the parts named; what begins with `--` is for them.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Emulator, startEmulator } from "../emulator/emulator.ts";
import { helperExtension } from "../vscode/helperExtension.ts";
import { startServer, type VsCodeServer } from "../vscode/server.ts";
import { vsixPath } from "../vscode/vsix.ts";
import { measureActivation } from "./activation.ts";
import { measureAgentBeside } from "./agent/agentBeside.ts";
import { measureAgentSteps } from "./agent/agentSteps.ts";
import { measureAgentEdits } from "./agentEdits/agentEdits.ts";
import { measureDrawing } from "./drawing.ts";
import { measureEdit } from "./edit.ts";
import { measureEdits } from "./edits/edits.ts";
import { measureFirstQuestion } from "./firstQuestion.ts";
import { measureFirstToken } from "./firstToken.ts";
import { measureLightbulb } from "./lightbulb.ts";
import { measureLongConversation } from "./longConversation.ts";
import { type Measure, report } from "./report.ts";
import { measureSizes } from "./sizes.ts";
import { measureSpeech } from "./speech.ts";
import { measureSpeechText } from "./speechText.ts";
import { measureStreaming } from "./streaming.ts";
import { measureWorkspace } from "./workspace.ts";

/** What most parts measure: one VS Code for all of them, an emulated service and an empty workspace. */
interface Stage {
  readonly server: VsCodeServer;
  readonly emulator: Emulator;
  readonly workspace: string;
}

process.env.MIMO_TEST_MEASURES = "1";
const flags = process.argv.slice(2).filter((argument) => argument.startsWith("--"));
/** Those that need no VS Code, or start one of their own. */
const alone: Readonly<Record<string, () => Measure[] | Promise<Measure[]>>> = {
  sizes: measureSizes,
  drawing: () => measureDrawing(flags),
  edits: () => measureEdits(flags),
  agentSteps: measureAgentSteps,
  agentBeside: measureAgentBeside,
  agentEdits: () => measureAgentEdits(flags),
  speechText: measureSpeechText,
  lightbulb: measureLightbulb,
  workspace: measureWorkspace,
};
/** Those that take so long that they run only when they are named. */
const long: Readonly<Record<string, () => Promise<Measure[]>>> = {
  firstQuestion: measureFirstQuestion,
};
const staged: Readonly<Record<string, (stage: Stage) => Measure[] | Promise<Measure[]>>> = {
  activation: ({ server }) => measureActivation(server),
  firstToken: ({ server, emulator }) => measureFirstToken(server, emulator),
  edit: ({ server, emulator, workspace }) => measureEdit(server, emulator, workspace),
  speech: ({ server, workspace }) => measureSpeech(server, workspace),
  streaming: ({ server, emulator }) => measureStreaming(server, emulator),
  longConversation: ({ server }) => measureLongConversation(server),
};

const named = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
/** `agent` names all that measures the agent. */
const isNamed = (name: string) => named.includes(name) || (named.includes("agent") && name.startsWith("agent"));
const isWanted = ([name]: [string, unknown]) => named.length === 0 || isNamed(name);
const measures: Measure[] = [];
for (const [, measure] of Object.entries(alone).filter(isWanted)) measures.push(...(await measure()));
for (const [name, measure] of Object.entries(long)) if (named.includes(name)) measures.push(...(await measure()));
const onStage = Object.entries(staged).filter(isWanted);
if (onStage.length > 0) {
  await withStage(async (stage) => {
    for (const [, measure] of onStage) measures.push(...(await measure(stage)));
  });
}
report(measures);

async function withStage(measure: (stage: Stage) => Promise<void>): Promise<void> {
  const emulator = await startEmulator();
  const workspace = mkdtempSync(join(tmpdir(), "mimo-bench-"));
  const server = await startServer({
    version: "1.139",
    vsix: [vsixPath(), await helperExtension("doesNothing")],
    workspace,
    userSettings: { "chat.allowAnonymousAccess": true },
    // Titles are requests too, which would stand among those that are looked at.
    machineSettings: { "mimo.baseUrl": emulator.url, "mimo.history.titles": false },
    env: { MIMO_API_KEY: "sk-bench-0123456789abcdef0123456789" },
  });
  try {
    await measure({ server, emulator, workspace });
  } finally {
    await server.close();
    await emulator.close();
    rmSync(workspace, { recursive: true, force: true });
  }
}
