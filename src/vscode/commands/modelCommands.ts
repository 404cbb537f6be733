// Select Model and Refresh Models.

import * as vscode from "vscode";
import type { Fetch } from "../../core/model/connection.ts";
import { currencyFor } from "../../core/model/cost.ts";
import { fetchModelIds } from "../../core/model/fetchModelIds.ts";
import type { CatalogueModel, ModelCatalogue } from "../../core/model/modelCatalogue.ts";
import { ModelError } from "../../core/model/modelError.ts";
import { describeError } from "../errors/describeError.ts";
import { showError, showInformation } from "../messages/messages.ts";
import { type ModelWords, modelDetail } from "../models/modelWords.ts";
import type { ConnectionSource } from "../secrets/connectionSource.ts";
import type { SettingSource } from "../settings/settingSource.ts";
import { readSettings, type Settings } from "../settings/settings.ts";

/** Lets the person choose from the catalogue, or name any id. */
export async function selectModel(catalogue: ModelCatalogue, settings: SettingSource): Promise<void> {
  const { model: current, currency } = readSettings(settings);
  const words = modelWords(currency);
  const items: (vscode.QuickPickItem & { id?: string })[] = [];
  for (const retired of [false, true]) {
    const group = catalogue.chatModels.filter((model) => (model.lifecycle.state === "retired") === retired);
    if (retired && group.length > 0) {
      items.push({ label: vscode.l10n.t("Retired"), kind: vscode.QuickPickItemKind.Separator });
    }
    items.push(...group.map((model) => toItem(model, model.id === current, words)));
  }
  const other = { label: vscode.l10n.t("Another Model…"), alwaysShow: true };
  const picked = await vscode.window.showQuickPick([...items, other], {
    title: vscode.l10n.t("Select Model"),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  const id = picked === other ? await askForId(current) : (picked as { id?: string } | undefined)?.id;
  if (id) await settings.change("model", id);
}

/** Asks the service which models it serves and resolves to how many. Throws a ModelError. */
export async function fetchModels(
  connections: ConnectionSource,
  catalogue: ModelCatalogue,
  fetch: Fetch,
): Promise<number> {
  const ids = await fetchModelIds(await connections.connect(), fetch, AbortSignal.timeout(20_000));
  catalogue.update(ids);
  return ids.length;
}

/** The same, and says what came of it. */
export async function refreshModels(
  connections: ConnectionSource,
  catalogue: ModelCatalogue,
  fetch: Fetch,
  settings: () => Settings,
): Promise<void> {
  try {
    const count = await fetchModels(connections, catalogue, fetch);
    void showInformation(vscode.l10n.t("MiMo serves {0} models.", count));
  } catch (error) {
    if (!ModelError.is(error)) throw error;
    const root = connections.root();
    const context = {
      model: settings().model,
      successor: undefined,
      host: root.ok ? new URL(root.root).host : "",
      keyBelongsElsewhere: false,
      hasText: false,
    };
    const { text } = describeError(error, context, vscode.l10n.t);
    const again = vscode.l10n.t("Try Again");
    const setKey = vscode.l10n.t("Set API Key");
    const action = error.reason === "missing-key" || error.reason === "unauthorized" ? setKey : again;
    const pressed = await showError(text, action);
    if (pressed === again) await refreshModels(connections, catalogue, fetch, settings);
    if (pressed === setKey) await vscode.commands.executeCommand("mimo.setApiKey");
  }
}

function toItem(model: CatalogueModel, current: boolean, words: ModelWords): vscode.QuickPickItem & { id: string } {
  const description = model.id + (current ? " ✓" : "");
  return { id: model.id, label: model.name, description, detail: modelDetail(model, words) };
}

/** How models are described now, to the person at this window. */
export function modelWords(currency: Settings["currency"]): ModelWords {
  const { language } = vscode.env;
  const today = new Date().toISOString().slice(0, 10);
  return { t: vscode.l10n.t, language, currency: currencyFor(currency, language), today };
}

function askForId(current: string): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t("Model Id"),
    value: current,
    validateInput: (text) => (/^\S+$/.test(text.trim()) ? undefined : vscode.l10n.t("Enter the id of a model.")),
  });
}
