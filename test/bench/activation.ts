import { ChatDriver } from "../vscode/chatDriver.ts";
import { openVsCode } from "../vscode/driver.ts";
import type { VsCodeServer } from "../vscode/server.ts";
import { activationTimes, readStartupPerformance } from "../vscode/startupPerformance.ts";
import { type Measure, median } from "./report.ts";

const runs = 5;
/** How long a window may take to start, Git with it. */
const startMs = 10_000;

/**
 * Activation as VS Code's own "Startup Performance" reports it (load and call of `activate`, ms), beside the built-in
 * Git extension and an extension that does nothing, in the same window.
 */
export async function measureActivation(server: VsCodeServer): Promise<Measure[]> {
  const ours: number[] = [];
  const git: number[] = [];
  const nothing: number[] = [];
  for (let run = 0; run < runs; run++) {
    const window = await openVsCode(server);
    try {
      // The first document wakes both, and VS Code's own chat has one as soon as it is drawn: all that is loaded while the
      // window starts waits for the rest, and only what wakes by the same is to be set beside ours.
      await window.page.waitForTimeout(startMs);
      await new ChatDriver(window).open();
      const document = await readStartupPerformance(window);
      ours.push(total(document, "mimo-community.mimo-assistant"));
      git.push(total(document, "vscode.git"));
      nothing.push(total(document, "mimo-community.does-nothing"));
    } finally {
      await window.close();
    }
  }
  return [
    { name: "activation", value: median(ours), unit: "ms", note: `load + call, median of ${runs}` },
    { name: "activation of vscode.git", value: median(git), unit: "ms", note: "same windows" },
    { name: "activation of nothing", value: median(nothing), unit: "ms", note: "an empty extension, same windows" },
    {
      name: "activation beyond nothing",
      value: median(ours.map((ms, i) => ms - (nothing[i] ?? 0))),
      unit: "ms",
      goal: 5,
    },
    { name: "activation / vscode.git", value: median(ours.map((ms, i) => ms / (git[i] ?? 1))), unit: "×", goal: 0.1 },
  ];
}

function total(document: string, extension: string): number {
  const times = activationTimes(document, extension);
  if (!times) throw new Error(`${extension} was not activated`);
  const of = (prefix: string) => Number(Object.entries(times).find(([head]) => head.startsWith(prefix))?.[1] ?? 0);
  return of("Load Code") + of("Call Activate");
}
