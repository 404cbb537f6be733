// What surrounds the conversation, kept current: settings, models, and whether there is a key.

import * as vscode from "vscode";
import type { ModelCatalogue } from "../../core/model/modelCatalogue.ts";
import { type Disposable, DisposableStore } from "../../core/util/disposable.ts";
import { Emitter } from "../../core/util/emitter.ts";
import type { ChatEnvironment } from "../../protocol/snapshot.ts";
import { modesHere } from "../agent/modesHere.ts";
import { mediaRefusals } from "../attachments/mediaRefusals.ts";
import { modelWords } from "../commands/modelCommands.ts";
import { modelDetail, searchPrice } from "../models/modelWords.ts";
import type { ConnectionSource } from "../secrets/connectionSource.ts";
import type { Settings } from "../settings/settings.ts";

/** The environment as the webview sees it, and an event when it changes. */
export class ChatEnvironmentSource implements Disposable {
  readonly #settings: () => Settings;
  readonly #catalogue: ModelCatalogue;
  readonly #connections: ConnectionSource;

  readonly #disposables = new DisposableStore();
  readonly #changed = this.#disposables.add(new Emitter<void>());
  readonly onDidChange = this.#changed.event;
  /** Resolves when the key has been looked for once. */
  readonly whenReady: Promise<void>;
  #hasKey = false;

  constructor(
    settings: () => Settings,
    catalogue: ModelCatalogue,
    connections: ConnectionSource,
    secrets: vscode.SecretStorage,
  ) {
    this.#settings = settings;
    this.#catalogue = catalogue;
    this.#connections = connections;

    this.whenReady = this.refresh();
    this.#disposables.add(secrets.onDidChange(() => void this.refresh()));
    this.#disposables.add(catalogue.onDidChange(() => this.#changed.fire()));
    this.#disposables.add(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("mimo")) void this.refresh();
      }),
    );
    // What may be done here hangs on both.
    this.#disposables.add(vscode.workspace.onDidChangeWorkspaceFolders(() => this.#changed.fire()));
    this.#disposables.add(vscode.workspace.onDidGrantWorkspaceTrust(() => this.#changed.fire()));
  }

  get value(): ChatEnvironment {
    const { model, thinking, webSearch, protocol, currency, mode } = this.#settings();
    const words = modelWords(currency);
    const known = this.#catalogue.find(model);
    const models = this.#catalogue.chatModels.map((info) => ({
      id: info.id,
      name: info.name,
      detail: modelDetail(info, words) || undefined,
      retired: info.lifecycle.state === "retired",
    }));
    return {
      hasKey: this.#hasKey,
      model,
      models: known || model === "" ? models : [{ id: model, name: model, retired: false }, ...models],
      thinking,
      canThink: known?.thinkingByDefault !== "none",
      webSearch,
      searchPrice: searchPrice(words),
      canSearch: protocol === "openai" && known?.webSearch !== false,
      ...modesHere(mode, vscode.l10n.t),
      mediaRefusals: mediaRefusals({ id: model, info: known, protocol }, vscode.l10n.t),
    };
  }

  /** Looks for the key again and tells whoever shows it. */
  async refresh(): Promise<void> {
    this.#hasKey = await this.#connections.hasKey();
    this.#changed.fire();
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}
