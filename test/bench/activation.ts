import { ChatDriver } from "../vscode/chatDriver.ts";
import { openVsCode } from "../vscode/driver.ts";
import type { VsCodeServer } from "../vscode/server.ts";
import { activationTimes } from "../vscode/startupPerformance.ts";
import { waitFor } from "../vscode/waitFor.ts";
import { type Measure, median } from "./report.ts";

const runs = 5;

/**
 * Activation as VS Code's own "Startup Performance" reports it (load and call of `activate`, ms), beside the built-in
 * Git extension in the same window.
 */
export async function measureActivation(server: VsCodeServer): Promise<Measure[]> {
  const ours: number[] = [];
  const git: number[] = [];
  for (let run = 0; run < runs; run++) {
    const window = await openVsCode(server);
    try {
      // As a person does it: in a window whose own start is over. While it starts, all extensions wait for one another.
      await waitFor("Git to be active", async () => activationTimes(await window.startupPerformance(), "vscode.git"));
      await new ChatDriver(window).open();
      const document = await window.startupPerformance();
      ours.push(total(document, "mimo-community.mimo-assistant"));
      git.push(total(document, "vscode.git"));
    } finally {
      await window.close();
    }
  }
  return [
    { name: "activation", value: median(ours), unit: "ms", note: `load + call, median of ${runs}` },
    { name: "activation of vscode.git", value: median(git), unit: "ms", note: "same windows" },
    { name: "activation / vscode.git", value: median(ours.map((ms, i) => ms / (git[i] ?? 1))), unit: "×", goal: 0.1 },
  ];
}

/**
 * Activation by VS Code's own list of models, where nothing but the provider is asked for: what being a language model of
 * VS Code costs somebody who never opens our view.
 */
export async function measureProviderActivation(server: VsCodeServer): Promise<Measure[]> {
  const ours: number[] = [];
  for (let run = 0; run < runs; run++) {
    const window = await openVsCode(server);
    try {
      await waitFor("Git to be active", async () => activationTimes(await window.startupPerformance(), "vscode.git"));
      await window.runCommand("Chat: Manage Language Models");
      const isActive = async () => activationTimes(await window.startupPerformance(), "mimo-community.mimo-assistant");
      await waitFor("MiMo to be active", isActive);
      ours.push(total(await window.startupPerformance(), "mimo-community.mimo-assistant"));
    } finally {
      await window.close();
    }
  }
  return [{ name: "activation by the provider alone", value: median(ours), unit: "ms", note: `median of ${runs}` }];
}

function total(document: string, extension: string): number {
  const times = activationTimes(document, extension);
  if (!times) throw new Error(`${extension} was not activated`);
  const of = (prefix: string) => Number(Object.entries(times).find(([head]) => head.startsWith(prefix))?.[1] ?? 0);
  return of("Load Code") + of("Call Activate");
}
