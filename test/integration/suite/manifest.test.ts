import assert from "node:assert/strict";
import * as vscode from "vscode";
import { before, describe, it } from "../testApi.ts";

interface Manifest {
  version: string;
  contributes: { commands: { command: string }[]; configuration?: unknown };
}

describe("manifest", () => {
  const extension = vscode.extensions.getExtension("mimo-community.mimo-assistant");
  const manifest = extension?.packageJSON as Manifest;

  before(async () => {
    assert.ok(extension, "the extension is not installed");
    await extension.activate();
  });

  it("activates", () => {
    assert.equal(extension?.isActive, true);
  });

  it("registers every command it declares", async () => {
    const registered = new Set(await vscode.commands.getCommands(true));
    const declared = manifest.contributes.commands.map(({ command }) => command);
    assert.ok(declared.length > 0);
    assert.deepEqual(
      declared.filter((command) => !registered.has(command)),
      [],
    );
  });

  it("declares every command it registers", async () => {
    const declared = new Set(manifest.contributes.commands.map(({ command }) => command));
    // VS Code makes mimo.chat.focus and its like for every view.
    const own = (await vscode.commands.getCommands(true)).filter((id) => /^mimo\.\w+$/.test(id));
    assert.deepEqual(
      own.filter((command) => !declared.has(command)),
      [],
    );
  });
});
