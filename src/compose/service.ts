// The service as everything else sees it: the key and the address, the models, what is used of them and what that costs.

import * as vscode from "vscode";
import { currencyFor } from "../core/model/cost.ts";
import { ModelCatalogue } from "../core/model/modelCatalogue.ts";
import type { Currency } from "../core/model/prices.ts";
import { TokenEstimate } from "../core/model/tokenEstimate.ts";
import type { DisposableStore } from "../core/util/disposable.ts";
import { type Attachments, createAttachments } from "../vscode/attachments/createAttachments.ts";
import { ChatEnvironmentSource } from "../vscode/chat/chatEnvironment.ts";
import { askAboutHost } from "../vscode/secrets/askAboutHost.ts";
import { ConnectionSource } from "../vscode/secrets/connectionSource.ts";
import { HostConsent } from "../vscode/secrets/hostConsent.ts";
import { KeyStore } from "../vscode/secrets/keyStore.ts";
import { SettingSource } from "../vscode/settings/settingSource.ts";
import { readSettings } from "../vscode/settings/settings.ts";
import { FileUsageLedger } from "../vscode/usage/fileUsageLedger.ts";
import { UsagePage } from "../vscode/usage/usagePage.ts";
import { type Account, createAccount } from "./account.ts";
import { composeModels, type Models } from "./models.ts";

/** One of each for the window. */
export interface Service {
  readonly settings: SettingSource;
  readonly log: vscode.LogOutputChannel;
  /** Read at each call: VS Code replaces it with one that knows the proxy and certificate settings. */
  readonly fetch: typeof globalThis.fetch;
  readonly connections: ConnectionSource;
  readonly catalogue: ModelCatalogue;
  readonly environment: ChatEnvironmentSource;
  readonly attachments: Attachments;
  readonly ledger: FileUsageLedger;
  readonly usagePage: UsagePage;
  /** What costs are shown in. */
  currency(): Currency;
  readonly tokens: TokenEstimate;
  readonly models: Models;
  readonly account: Account;
}

/** `owned` disposes what is made. */
export function composeService(owned: DisposableStore, context: vscode.ExtensionContext): Service {
  const { extensionUri, globalStorageUri } = context;
  const settings = owned.add(new SettingSource(context.workspaceState));
  const readAll = () => readSettings(settings);
  const log = owned.add(vscode.window.createOutputChannel("MiMo Assistant", { log: true }));
  const warn = (message: string) => log.warn(message);
  const fetch: typeof globalThis.fetch = (input, init) => globalThis.fetch(input, init);
  const keys = owned.add(new KeyStore(context.secrets, process.env.MIMO_API_KEY?.trim() || undefined));
  const hosts = new HostConsent(context.globalState, askAboutHost);
  const connections = new ConnectionSource(readAll, keys, context.globalState, hosts);
  const catalogue = owned.add(new ModelCatalogue());
  const environment = owned.add(new ChatEnvironmentSource(readAll, catalogue, connections, context.secrets));
  owned.add(settings.onDidAgree(() => void environment.refresh()));
  const attachments = createAttachments(globalStorageUri.fsPath, warn);
  const ledger = owned.add(
    new FileUsageLedger(vscode.Uri.joinPath(globalStorageUri, "usage").fsPath, Date.now, (error) =>
      log.error(`usage not saved: ${error}`),
    ),
  );
  const currency = () => currencyFor(readAll().currency, vscode.env.language);
  const usagePage = owned.add(new UsagePage({ extensionUri, ledger, currency, log: warn }));
  const tokens = new TokenEstimate();
  const models = composeModels({
    connections,
    protocol: () => readAll().protocol,
    catalogue,
    fetch,
    readMedia: ({ hash, mimeType }) => attachments.store.read(hash, mimeType),
    ledger,
    tokens,
  });
  const account = createAccount({
    keys,
    hosts,
    connections,
    settings: readAll,
    catalogue,
    fetch,
    environment,
    models,
    log,
  });
  return {
    settings,
    log,
    fetch,
    connections,
    catalogue,
    environment,
    attachments,
    ledger,
    usagePage,
    currency,
    tokens,
    models,
    account,
  };
}
