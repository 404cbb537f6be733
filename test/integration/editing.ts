// What the suites about edits share: documents, and the proposals as their lenses show them.
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { resetEmulator } from "./emulatorClient.ts";

/** Waits until `check` gives something; VS Code tells nobody when a lens has changed. */
export async function until<T>(
  what: string,
  check: () => Promise<T | undefined | false> | T | undefined | false,
): Promise<T> {
  const end = Date.now() + 30_000;
  for (;;) {
    const value = await check();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export const folder = (): vscode.Uri => {
  const first = vscode.workspace.workspaceFolders?.[0];
  assert.ok(first);
  return first.uri;
};

/** What a window that has just opened still has to do is no part of any test: the language servers start with the first file. */
export async function editorIsUp(): Promise<void> {
  await vscode.extensions.getExtension("mimo-community.mimo-assistant")?.activate();
  await resetEmulator();
  const uri = await writeFile("first.ts", "export const first = 1;\n");
  await vscode.window.showTextDocument(uri);
  await vscode.commands.executeCommand("vscode.executeDocumentSymbolProvider", uri);
  await lenses(uri);
}

/** Writes a file of the workspace, byte for byte, and returns its address. */
export async function writeFile(path: string, text: string): Promise<vscode.Uri> {
  const uri = vscode.Uri.joinPath(folder(), path);
  await vscode.workspace.fs.writeFile(uri, Buffer.from(text, "utf8"));
  return uri;
}

/** The file as it is on disk. */
export async function onDisk(uri: vscode.Uri): Promise<string> {
  return Buffer.from(await vscode.workspace.fs.readFile(uri)).toString("utf8");
}

/** Opens a file with lines `[start, end)` selected. */
export async function select(uri: vscode.Uri, start: number, end: number): Promise<vscode.TextEditor> {
  const editor = await vscode.window.showTextDocument(uri, { preview: false });
  editor.selection = new vscode.Selection(start, 0, end, 0);
  return editor;
}

/** Our lenses in a document. */
export async function lenses(uri: vscode.Uri): Promise<vscode.Command[]> {
  const found = await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", uri);
  return found.flatMap(({ command }) =>
    command && (command.command === "" || command.command.startsWith("mimo.")) ? [command] : [],
  );
}

/** The lenses of `command`, once there are `count`. */
export function lensesOf(uri: vscode.Uri, command: string, count = 1): Promise<vscode.Command[]> {
  return until(`${count} lenses of ${command}`, async () => {
    const found = (await lenses(uri)).filter((lens) => lens.command === command);
    return found.length === count && found;
  });
}

/** Waits for a complete proposal that can be accepted. */
export async function proposed(uri: vscode.Uri): Promise<vscode.Command> {
  const [lens] = await lensesOf(uri, "mimo.acceptEdit");
  assert.ok(lens);
  return lens;
}

export async function press({ command, arguments: args = [] }: vscode.Command): Promise<void> {
  await vscode.commands.executeCommand(command, ...args);
}

/** Waits until nothing of ours is left in a document. */
export async function decided(uri: vscode.Uri): Promise<void> {
  await until("no lenses", async () => (await lenses(uri)).length === 0);
}

/** Types as a person does: into the document, at a place. */
export async function type(uri: vscode.Uri, line: number, character: number, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.insert(uri, new vscode.Position(line, character), text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

export const fenced = (code: string, language = "ts"): string => `\`\`\`${language}\n${code}\n\`\`\``;

export async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
}
