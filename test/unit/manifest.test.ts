// Settings and commands are declared once, in package.json; the code's ids and the manifest's are the same.

import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { guardedSettings } from "../../src/core/access/settingGuard.ts";
import { defaultFastModelId } from "../../src/core/conversation/fastModel.ts";
import { defaultModelId, modelTable } from "../../src/core/model/modelTable.ts";
import { priceListOn } from "../../src/core/model/prices.ts";
import { presetVoices } from "../../src/core/speech/voices.ts";
import { commandNames } from "../../src/vscode/commands/commandTable.ts";
import { settingNames } from "../../src/vscode/settings/settingNames.ts";

const manifest = JSON.parse(readFileSync("package.json", "utf8"));
const { commands, menus } = manifest.contributes;
interface Setting {
  readonly scope: string;
  readonly default: unknown;
  readonly order: number;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly anyOf?: readonly { readonly enum?: readonly string[]; readonly enumDescriptions?: readonly string[] }[];
}
const groups: readonly {
  readonly order: number;
  readonly title: string;
  readonly properties: Record<string, Setting>;
}[] = manifest.contributes.configuration;
const settings = new Map(groups.flatMap(({ properties }) => Object.entries(properties)));
const setting = (name: string): Setting => {
  const found = settings.get(name);
  if (!found) throw new Error(`there is no setting ${name}`);
  return found;
};
/** What is offered for a setting that takes any text. */
const offered = (name: string) => setting(name).anyOf?.[0]?.enum;
const declared: string[] = commands.map((command: { command: string }) => command.command);

test("every command of the manifest has a handler, and no other is in the table", () => {
  expect(commandNames.map((name) => `mimo.${name}`).sort()).toEqual([...declared].sort());
});

test("every menu and key names a command of the manifest", () => {
  for (const items of [...Object.values<{ command?: string }[]>(menus), manifest.contributes.keybindings]) {
    for (const { command } of items) if (command) expect(declared).toContain(command);
  }
});

interface MenuItem {
  readonly command?: string;
  readonly submenu?: string;
  readonly group: string;
}
const menu = (name: string): readonly MenuItem[] => menus[name] ?? [];
/** The commands of a menu and of the menus it leads to. */
const commandsOf = (name: string): string[] =>
  menu(name).flatMap(({ command, submenu }) => (command ? [command] : commandsOf(submenu ?? "")));

test("menus that others share have one entry of ours, which leads to the rest", () => {
  for (const name of ["editor/context", "explorer/context", "editor/title/context"]) {
    expect(menu(name), name).toEqual([expect.objectContaining({ submenu: expect.any(String) })]);
  }
  const submenus: readonly { readonly id: string }[] = manifest.contributes.submenus;
  const used = Object.keys(menus).flatMap((name) => menu(name).flatMap(({ submenu }) => submenu ?? []));
  expect([...new Set(used)].sort()).toEqual(submenus.map(({ id }) => id).sort());
});

test("no menu offers a command twice", () => {
  for (const name of Object.keys(menus).filter((each) => each !== "commandPalette")) {
    expect(commandsOf(name), name).toEqual([...new Set(commandsOf(name))]);
  }
});

test("above editors everything of ours is an icon in its place", () => {
  for (const name of ["editor/title", "comments/commentThread/title"]) {
    for (const { command, submenu, group } of menu(name)) {
      expect(group).toMatch(/^navigation@/);
      const all: readonly { command?: string; id?: string; icon?: unknown }[] = [
        ...commands,
        ...manifest.contributes.submenus,
      ];
      expect(all.find((each) => (each.command ?? each.id) === (command ?? submenu))?.icon).toBeDefined();
    }
  }
});

test("one default of VS Code is changed, without which every proposal would open the Comments view", () => {
  expect(manifest.contributes.configurationDefaults).toEqual({ "comments.openView": "firstFileUnresolved" });
});

test("no two commands above the view stand in one place", () => {
  const places = menus["view/title"].map(({ group }: { group: string }) => group);
  expect(places.filter((place: string, index: number) => places.indexOf(place) !== index)).toEqual([]);
});

test("every setting of the manifest can be read, and no other", () => {
  expect(settingNames.map((name) => `mimo.${name}`).sort()).toEqual([...settings.keys()].sort());
});

test("no workspace can set where a key or code is sent", () => {
  for (const name of ["mimo.endpoint", "mimo.baseUrl"]) expect(setting(name).scope).toBe("machine");
  const { restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
  for (const name of ["instructions", ...guardedSettings]) expect(restrictedConfigurations).toContain(`mimo.${name}`);
});

test("the default model is the one the code knows as default", () => {
  expect(setting("mimo.model").default).toBe(defaultModelId);
  expect(setting("mimo.agent.fastModel").default).toBe(defaultFastModelId);
  // No workspace and no container has a say in what small tasks cost.
  expect(setting("mimo.agent.fastModel").scope).toBe("application");
});

test("settings stand in groups, each in an order of its own, and none twice", () => {
  const count = groups.reduce((sum, { properties }) => sum + Object.keys(properties).length, 0);
  expect(count).toBe(settings.size);
  expect(groups.map(({ order }) => order)).toEqual(groups.map((_, index) => index + 1));
  expect(new Set(groups.map(({ title }) => title)).size).toBe(groups.length);
  for (const { properties } of groups) {
    const orders = Object.values(properties).map(({ order }) => order);
    expect(orders).toEqual(orders.map((_, index) => index + 1));
  }
});

test("known models and voices are offered, and any other can be written", () => {
  const current = modelTable.filter(({ lifecycle }) => lifecycle.state === "current");
  expect(offered("mimo.model")).toEqual(current.filter(({ kind }) => kind === "chat").map(({ id }) => id));
  expect(offered("mimo.speech.model")).toEqual([setting("mimo.speech.model").default]);
  expect([...(offered("mimo.speech.voice") ?? [])].sort()).toEqual(
    ["auto", ...presetVoices.map(({ id }) => id)].sort(),
  );
  for (const name of ["mimo.model", "mimo.agent.fastModel", "mimo.speech.model", "mimo.speech.voice"]) {
    expect(setting(name).anyOf?.[1]).toEqual({ type: "string" });
  }
  for (const [name, each] of settings) {
    for (const choice of [each, ...(each.anyOf ?? [])]) {
      if (choice.enumDescriptions) expect(choice.enumDescriptions, name).toHaveLength(choice.enum?.length ?? 0);
    }
  }
});

test("what the settings say of commands, settings and prices holds", () => {
  const { webSearch } = priceListOn("2026-11-28");
  for (const path of ["package.nls.json", "package.nls.zh-cn.json"]) {
    const words: Record<string, string> = JSON.parse(readFileSync(path, "utf8"));
    for (const text of Object.values(words)) {
      for (const [, command] of text.matchAll(/\(command:(mimo\.[\w.]+)\)/g)) expect(declared).toContain(command);
      for (const [, name = ""] of text.matchAll(/`#([\w.]+)#`/g)) expect(settings.has(name), name).toBe(true);
    }
    expect(words["setting.webSearch"]).toContain(`$${webSearch.usd}`);
    expect(words["setting.webSearch"]).toContain(`¥${webSearch.cny}`);
  }
});

interface Step {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly media: { readonly svg: string; readonly altText: string };
  readonly completionEvents: readonly string[];
}
const walkthroughs: readonly { readonly id: string; readonly steps: readonly Step[] }[] =
  manifest.contributes.walkthroughs;
const steps = walkthroughs.flatMap(({ steps: all }) => all);

test("one walkthrough leads from the key to the agent, in words of both languages, each step with one button", () => {
  expect(walkthroughs).toHaveLength(1);
  expect(steps.map(({ id }) => id)).toEqual(["key", "ask", "edit", "listen", "agent"]);
  for (const path of ["package.nls.json", "package.nls.zh-cn.json"]) {
    const words: Record<string, string> = JSON.parse(readFileSync(path, "utf8"));
    for (const { id, title, description, media } of steps) {
      const named = `walkthrough.${id}`;
      expect([title, description, media.altText]).toEqual(
        ["title", "description", "picture"].map((part) => `%${named}.${part}%`),
      );
      for (const part of ["title", "picture"]) expect(words[`${named}.${part}`], `${path}: ${named}`).toMatch(/\S/);
      const buttons = (words[`${named}.description`] ?? "").split("\n").slice(1);
      expect(buttons, `${path}: ${named}`).toEqual([
        expect.stringMatching(/^\[[^\]]+\]\(command:(?:mimo|workbench\.action)\.\w+\)$/),
      ]);
    }
  }
});

test("the walkthrough names menus, commands and modes as they are called", () => {
  for (const path of ["package.nls.json", "package.nls.zh-cn.json"]) {
    const words: Record<string, string> = JSON.parse(readFileSync(path, "utf8"));
    const titles = Object.entries(words).flatMap(([key, title]) => (key.startsWith("command.") ? title : []));
    const modes = ["Agent", words["settings.agent"]];
    for (const { id } of steps) {
      for (const [, name] of (words[`walkthrough.${id}.description`] ?? "").matchAll(/\*\*([^*]+)\*\*/g)) {
        expect(["MiMo", ...titles, ...modes], path).toContain(name);
      }
      const [, label, command] =
        /\[([^\]]+)\]\(command:mimo\.(\w+)\)/.exec(words[`walkthrough.${id}.description`] ?? "") ?? [];
      if (command) expect(label, path).toBe(words[`command.${command}`]);
    }
  }
});

test("the walkthrough's steps are done by commands that there are and by keys that are set", () => {
  const sources = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const code = sources.map((file) => readFileSync(`src/${file}`, "utf8")).filter((text) => text.includes("setContext"));
  for (const { id, completionEvents } of steps) {
    expect(completionEvents.length, id).toBeGreaterThan(0);
    for (const event of completionEvents) {
      const [, kind, name = ""] = /^(onCommand|onContext):(mimo\.\w+)(?: == ready)?$/.exec(event) ?? [];
      if (kind === "onCommand") expect(declared).toContain(name);
      else
        expect(
          code.some((text) => text.includes(`"${name}"`)),
          event,
        ).toBe(true);
    }
  }
});

test("the walkthrough's pictures are small, without words, and have the theme's colours alone", () => {
  for (const { media } of steps) {
    const svg = readFileSync(media.svg, "utf8");
    expect(svg.length, media.svg).toBeLessThan(2_500);
    // Its page lets no style in but its own; a word would be in one language.
    expect(svg, media.svg).not.toMatch(/style|<text|<title|href|<script|#[0-9a-f]{3}/i);
    for (const [, colour] of svg.matchAll(/(?:fill|stroke)="([^"]+)"/g)) {
      expect(colour, media.svg).toMatch(/^(?:none$|var\(--vscode-)/);
    }
  }
});

test("it wakes by what it offers, and with the first text, so that the lightbulb is there unasked in every language", () => {
  // An event for each language would become a tag of the marketplace; a window without a text needs nothing of us.
  expect(manifest.activationEvents).toEqual(["onLanguage", "onWebviewPanel:mimo.chatPanel"]);
});
