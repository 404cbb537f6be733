// Settings and commands are declared once, in package.json; the code's ids and the manifest's are the same.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { guardedSettings } from "../../src/core/access/settingGuard.ts";
import { defaultModelId } from "../../src/core/model/modelTable.ts";
import { commandNames } from "../../src/vscode/commands/commandTable.ts";
import { settingNames } from "../../src/vscode/settings/settingNames.ts";

const manifest = JSON.parse(readFileSync("package.json", "utf8"));
const { commands, configuration, menus } = manifest.contributes;
const declared: string[] = commands.map((command: { command: string }) => command.command);

test("every command of the manifest has a handler, and no other is in the table", () => {
  expect(commandNames.map((name) => `mimo.${name}`).sort()).toEqual([...declared].sort());
});

test("every menu and key names a command of the manifest", () => {
  for (const items of [...Object.values<{ command?: string }[]>(menus), manifest.contributes.keybindings]) {
    for (const { command } of items) if (command) expect(declared).toContain(command);
  }
});

test("every setting of the manifest can be read, and no other", () => {
  expect(settingNames.map((name) => `mimo.${name}`).sort()).toEqual(Object.keys(configuration.properties).sort());
});

test("no workspace can set where a key or code is sent", () => {
  for (const name of ["mimo.endpoint", "mimo.baseUrl"]) expect(configuration.properties[name].scope).toBe("machine");
  const { restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
  for (const name of ["instructions", ...guardedSettings]) expect(restrictedConfigurations).toContain(`mimo.${name}`);
});

test("the default model is the one the code knows as default", () => {
  expect(configuration.properties["mimo.model"].default).toBe(defaultModelId);
});

test("it wakes by what it offers and with the first file of code, where the lightbulb has to be there unasked", () => {
  const languages = manifest.activationEvents.flatMap(
    (event: string) => /^onLanguage:([\w-]+)$/.exec(event)?.[1] ?? [],
  );
  expect(languages).toEqual(expect.arrayContaining(["typescript", "python", "go", "markdown", "rust", "java", "cpp"]));
  // Every window has hidden plain texts from its start: those wake nobody.
  expect(languages).not.toContain("plaintext");
  const others = manifest.activationEvents.filter((event: string) => !/^onLanguage:[\w-]+$/.test(event));
  expect(others).toEqual(["onWebviewPanel:mimo.chatPanel"]);
});
