// Select Tools: the tools of other extensions and of MCP servers, by source, off until they are chosen here.

import * as vscode from "vscode";
import { guessRequestTokens } from "../../../core/model/tokenEstimate.ts";
import { type ForeignTool, type ForeignToolInfo, isSameTool } from "../../../core/tools/foreign/foreignTool.ts";
import { mostForeignTools } from "../../../core/tools/foreign/foreignTools.ts";
import { toForeignTool } from "../../../core/tools/foreign/toForeignTool.ts";
import { plainName } from "../../../core/util/plainText.ts";
import { showInformation } from "../../messages/messages.ts";
import { modesHere } from "../modesHere.ts";
import type { ChosenTools } from "./chosenTools.ts";
import { foreignTools } from "./foreignTools.ts";

/** A line of the list; separators have no tool. */
interface Item extends vscode.QuickPickItem {
  readonly tool?: ForeignTool;
}

/** Lets the person choose, and keeps what is chosen. `correct` makes tokens of a guess, as requests count them. */
export async function selectTools(chosen: ChosenTools, correct: (guess: number) => number): Promise<void> {
  const { t } = vscode.l10n;
  const refusal = modesHere("agent", t).modeRefusals?.agent;
  if (refusal !== undefined) return void showInformation(refusal);
  const here = foreignTools();
  const tokensOf = (tools: readonly ForeignTool[]) =>
    tools.length === 0
      ? 0
      : correct(guessRequestTokens({ model: "", messages: [], tools: tools.map(({ definition }) => definition) }));
  const items = itemsOf(here, chosen.all, tokensOf, t);
  if (items.length === 0) {
    const servers = t("MCP Servers");
    const none = t(
      "No other extension or MCP server has tools here. VS Code looks for servers when its own chat is used.",
    );
    if ((await showInformation(none, servers)) === servers) await showServers();
    return;
  }
  const picked = await pick(items, chosen.all, tokensOf);
  if (picked) await chosen.choose(picked);
}

/** Those that are checked when it is accepted; undefined when it was closed. */
function pick(
  items: readonly Item[],
  before: readonly ForeignTool[],
  tokensOf: (tools: readonly ForeignTool[]) => number,
): Promise<readonly ForeignTool[] | undefined> {
  const { t } = vscode.l10n;
  const list = vscode.window.createQuickPick<Item>();
  const servers: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon("server"), tooltip: t("MCP Servers") };
  const picked = () => list.selectedItems.flatMap(({ tool }) => (tool ? [tool] : []));
  const say = () => {
    const tools = picked();
    if (tools.length > mostForeignTools) list.title = t("Select Tools: at most {0} of them", mostForeignTools);
    else list.title = t("Select Tools: {0} chosen, about {1} tokens a request", tools.length, tokensOf(tools));
  };
  list.placeholder = t("A change sends the open chat once more in full");
  list.canSelectMany = true;
  list.matchOnDescription = true;
  list.matchOnDetail = true;
  list.buttons = [servers];
  list.items = items;
  list.selectedItems = items.filter(({ tool }) => tool && before.some((each) => isSameTool(each, tool)));
  say();
  return new Promise((resolve) => {
    list.onDidChangeSelection(say);
    list.onDidTriggerButton(() => {
      list.hide();
      void showServers();
    });
    list.onDidAccept(() => {
      const tools = picked();
      if (tools.length > mostForeignTools) return;
      resolve(tools);
      list.hide();
    });
    list.onDidHide(() => {
      resolve(undefined);
      list.dispose();
    });
    list.show();
  });
}

/** By source, in the order of their names; what was chosen and is not there now can be taken off. */
function itemsOf(
  here: readonly ForeignToolInfo[],
  chosen: readonly ForeignTool[],
  tokensOf: (tools: readonly ForeignTool[]) => number,
  t: typeof vscode.l10n.t,
): readonly Item[] {
  const item = (tool: ForeignTool, note?: string): Item => ({
    label: plainName(tool.title),
    // Here too: what is typed takes the separators away, and all of one source can be had by its name.
    description: [plainName(tool.source), note ?? t("{0} tokens", tokensOf([tool]))].join(" · "),
    detail: plainName(tool.description),
    tool,
  });
  const gone = chosen.filter((tool) => !here.some((each) => isSameTool(each, tool)));
  const tooLarge = here.filter((info) => !toForeignTool(info));
  const lines = [
    ...here.flatMap((info) => toForeignTool(info) ?? []).map((tool) => ({ source: tool.source, item: item(tool) })),
    ...gone.map((tool) => ({ source: tool.source, item: item(tool, t("not there now")) })),
  ];
  const sources = [...new Set([...lines, ...tooLarge].map(({ source }) => source))].sort();
  return sources.flatMap((source): Item[] => {
    const left = tooLarge.filter((info) => info.source === source).map(({ title }) => plainName(title));
    const note = left.length === 0 ? "" : ` · ${t("too large to be sent: {0}", left.join(", "))}`;
    const own = lines.filter((line) => line.source === source).map((line) => line.item);
    return [
      { label: plainName(source) + note, kind: vscode.QuickPickItemKind.Separator },
      ...own.sort((a, b) => (a.label < b.label ? -1 : 1)),
    ];
  });
}

/** VS Code's own list, where servers are started, stopped and looked into. */
async function showServers(): Promise<void> {
  await vscode.commands.executeCommand("workbench.mcp.listServer");
}
