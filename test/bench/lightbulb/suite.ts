// Runs inside the extension host, once with our extension and once without: how long a code action request takes.

import { writeFileSync } from "node:fs";
import * as vscode from "vscode";

const warmUps = 50;
const requests = 400;

/** Called by VS Code. Writes the milliseconds of each request to the file that MIMO_BENCH_REPORT names, as JSON. */
export async function run(): Promise<void> {
  await vscode.extensions.getExtension("mimo-community.mimo-assistant")?.activate();
  const text = "export function sum(values: number[]) {\n  let total = 0;\n  return totl;\n}\n".repeat(20);
  const document = await vscode.workspace.openTextDocument({ language: "typescript", content: text });
  await vscode.window.showTextDocument(document);
  const range = new vscode.Range(2, 9, 2, 13);
  const times: number[] = [];
  for (let request = 0; request < warmUps + requests; request++) {
    const start = performance.now();
    await vscode.commands.executeCommand("vscode.executeCodeActionProvider", document.uri, range);
    if (request >= warmUps) times.push(performance.now() - start);
  }
  writeFileSync(process.env.MIMO_BENCH_REPORT ?? "", JSON.stringify(times));
}
