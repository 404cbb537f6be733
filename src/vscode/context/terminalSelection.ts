import * as vscode from "vscode";

/**
 * What is selected in the active terminal; empty without. VS Code tells extensions nothing of it but by way of the
 * clipboard, which gets back what it had.
 */
export async function terminalSelection(): Promise<string> {
  const before = await vscode.env.clipboard.readText();
  await vscode.env.clipboard.writeText("");
  await vscode.commands.executeCommand("workbench.action.terminal.copySelection");
  const text = await vscode.env.clipboard.readText();
  await vscode.env.clipboard.writeText(before);
  return text.trim();
}
