// `npm run soak`: some hundred things that a person does in a day, by chance, in a real VS Code with the packaged extension:
// questions, stops, edits, readings, agents, reloads, killed hosts, a second window, and whatever goes wrong at a service.
// Then what was shown is held against what is on disk, logs are searched for what nobody caught, and the extension host's
// memory is held against what it was. `-- --seed 7` repeats one run, `-- --actions 60` makes it shorter.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startEmulator } from "../emulator/emulator.ts";
import { ChatDriver } from "../vscode/chatDriver.ts";
import { openVsCode } from "../vscode/driver.ts";
import { heapMb } from "../vscode/hostHeap.ts";
import { startServer, type VsCodeServer } from "../vscode/server.ts";
import { vsixPath } from "../vscode/vsix.ts";
import { Ledger } from "./ledger.ts";
import { type Action, calmWeights, Person, roughWeights } from "./person.ts";
import { Random } from "./random.ts";

const { values } = parseArgs({ options: { seed: { type: "string" }, actions: { type: "string", default: "240" } } });
/** Seeds that once found a fault: they are tests now. */
const found: readonly number[] = [];
/** Of all actions, those in the first host, which is measured. */
const calmShare = 0.7;
const sampleEvery = 12;
const leastSamples = 12;
/** Conversations and their list may grow, by about this much for each thing that is done, in KB. */
const growthKb = 60;

const seeds = values.seed ? [Number(values.seed)] : [...found, Date.now() % 1_000_000];
const failures: string[] = [];
for (const seed of seeds) failures.push(...(await soak(seed, Number(values.actions))));
for (const failure of failures) console.log(`✗ ${failure}`);
console.log(failures.length === 0 ? "Nothing was lost." : `${failures.length} failures`);
process.exit(failures.length === 0 ? 0 : 1);

async function soak(seed: number, actions: number): Promise<string[]> {
  console.log(`Seed ${seed}, ${actions} actions`);
  const folder = mkdtempSync(join(tmpdir(), "mimo-soak-"));
  const workspace = join(mkdtempSync(join(folder, "w-")));
  writeFileSync(join(workspace, "edit.ts"), "export const value = 0;\n");
  writeFileSync(join(workspace, "read.md"), "Nothing yet.\n");
  const emulator = await startEmulator({ port: 0 });
  const server = await startServer({
    version: "1.139",
    workspace,
    vsix: [vsixPath()],
    userSettings: { "files.autoSave": "off" },
    machineSettings: { "mimo.baseUrl": emulator.url, "mimo.history.titles": false },
    env: { MIMO_API_KEY: "sk-soak0123456789", HOME: folder },
  });
  const window = await openVsCode(server);
  const said: string[] = [];
  try {
    await new ChatDriver(window).open();
    const random = new Random(seed);
    const ledger = new Ledger();
    const person = new Person({ random, ledger, emulator, server, window, workspace });
    const done = new Map<Action, number>();
    const heap: { at: number; mb: number }[] = [];
    for (let at = 0; at < actions; at++) {
      const isCalm = at < actions * calmShare;
      if (isCalm && at % sampleEvery === 0) heap.push({ at, mb: await heapMb(server.extensionHosts().at(-1) ?? 0) });
      const action: Action = random.weighted(isCalm ? calmWeights : roughWeights);
      done.set(action, (done.get(action) ?? 0) + 1);
      try {
        await person.do(action);
      } catch (error) {
        await window.saveTrouble(`soak-${seed}-${at}-${action}`, server);
        throw new Error(`Action ${at}, ${action}: ${error instanceof Error ? error.message : error}`);
      }
      if (window.record.ownErrors().length > 0) said.push(`In the page: ${window.record.ownErrors().splice(0)[0]}`);
    }
    console.log([...done].map(([action, count]) => `${action} ${count}`).join(", "));
    console.log(`Memory in use: ${heap.map(({ mb }) => mb.toFixed(1)).join(", ")} MB`);
    said.push(...grown(heap));
    const lost = ledger.missingIn(join(storageOf(server), "conversations"));
    console.log(`${ledger.size} questions were shown; ${lost.length} of them or their replies are not on disk`);
    said.push(...lost);
  } catch (error) {
    said.push(error instanceof Error ? error.message : String(error));
  } finally {
    await window.close();
    said.push(...uncaught(server));
    await server.close();
    await emulator.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return said.map((each) => `seed ${seed}: ${each}`);
}

/** The first third is for what is loaded once; from there on the middle of what follows is compared. */
function grown(heap: readonly { at: number; mb: number }[]): string[] {
  const settled = heap.slice(Math.ceil(heap.length / 3));
  const half = Math.floor(settled.length / 2);
  const middle = (samples: typeof heap) => ({
    at: mean(samples.map(({ at }) => at)),
    mb: median(samples.map(({ mb }) => mb)),
  });
  if (heap.length < leastSamples) {
    console.log(`Too short to tell whether memory grows: ${leastSamples} looks are needed.`);
    return [];
  }
  const [first, last] = [middle(settled.slice(0, half)), middle(settled.slice(-half))];
  const kb = ((last.mb - first.mb) * 1024) / (last.at - first.at);
  console.log(`Grown by ${kb.toFixed(1)} KB an action`);
  return kb > growthKb ? [`Memory grows by ${kb.toFixed(1)} KB an action.`] : [];
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;
}

function storageOf(server: VsCodeServer): string {
  return join(server.dataDir, "data/User/globalStorage/mimo-community.mimo-assistant");
}

/** Lines of the extension hosts' logs in which a promise or an exception of ours was caught by nobody. */
function uncaught(server: VsCodeServer): string[] {
  const logs = join(server.dataDir, "data", "logs");
  const files = readdirSync(logs, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".log"));
  return files.flatMap((name) => {
    const lines = readFileSync(join(logs, name), "utf8").split("\n");
    const isUncaught = (line: string, index: number) =>
      /unhandled|uncaught|rejected promise not handled/i.test(line) &&
      lines.slice(index, index + 12).some((near) => near.includes("mimo-assistant"));
    return lines.filter(isUncaught).map((line) => `${name}: ${line}`);
  });
}
