// The composition root: constructs and passes in. The only file that knows everyone; extension.ts loads it on first use.

import * as vscode from "vscode";
import { openConversation } from "./compose/conversations.ts";
import { composeModels } from "./compose/models.ts";
import type { PriorTurn } from "./core/conversation/priorTurn.ts";
import { toMessageError } from "./core/conversation/replyRun.ts";
import { currencyFor } from "./core/model/cost.ts";
import { keyFitsEndpoint } from "./core/model/endpoint.ts";
import { ModelCatalogue } from "./core/model/modelCatalogue.ts";
import { ModelError } from "./core/model/modelError.ts";
import { successorOf } from "./core/model/modelTable.ts";
import { TokenEstimate } from "./core/model/tokenEstimate.ts";
import { continuePrompt } from "./core/prompts/continuePrompt.ts";
import { systemPrompt } from "./core/prompts/systemPrompt.ts";
import { type Disposable, DisposableStore } from "./core/util/disposable.ts";
import { createAttachments } from "./vscode/attachments/createAttachments.ts";
import { mediaWayOut } from "./vscode/attachments/mediaRefusals.ts";
import type { ChatHost } from "./vscode/chat/chatController.ts";
import { ChatEnvironmentSource } from "./vscode/chat/chatEnvironment.ts";
import { ChatPanels } from "./vscode/chat/chatPanels.ts";
import { ChatViewProvider } from "./vscode/chat/chatViewProvider.ts";
import { FileConversationStore } from "./vscode/chat/fileConversationStore.ts";
import { openLink } from "./vscode/chat/openLink.ts";
import { replyOptions } from "./vscode/chat/replyOptions.ts";
import { CodeBlockActions } from "./vscode/codeBlocks/codeBlockActions.ts";
import { fetchModels, refreshModels, selectModel } from "./vscode/commands/modelCommands.ts";
import { createContext } from "./vscode/context/createContext.ts";
import { createEditing } from "./vscode/edit/registerEditing.ts";
import { carryOutNotice } from "./vscode/errors/carryOutNotice.ts";
import { describeError } from "./vscode/errors/describeError.ts";
import { HistoryFeature } from "./vscode/history/historyFeature.ts";
import { createLanguageModel } from "./vscode/languageModel/createLanguageModel.ts";
import type { LanguageModelSurface } from "./vscode/languageModel/lazyLanguageModel.ts";
import { ConnectionSource } from "./vscode/secrets/connectionSource.ts";
import { clearApiKey, setApiKey } from "./vscode/secrets/keyCommands.ts";
import { KeyStore } from "./vscode/secrets/keyStore.ts";
import { changeSetting, readSettings } from "./vscode/settings/settings.ts";
import { createLazySpeech } from "./vscode/speech/lazySpeech.ts";
import { FileUsageLedger } from "./vscode/usage/fileUsageLedger.ts";
import { UsagePage } from "./vscode/usage/usagePage.ts";

/** Where keys are made and balances are filled up. */
const consoleUrl = "https://platform.xiaomimimo.com/#/console/api-keys";
/** The conversation that is open in this workspace, to open it again after a reload. */
const openConversationName = "mimo.openConversation";

/** The whole of MiMo behind what extension.ts registers. Disposing ends it. */
export interface Application extends Disposable {
  readonly view: Pick<ChatViewProvider, "resolveWebviewView">;
  readonly tabs: Pick<ChatPanels, "restore">;
  readonly languageModel: LanguageModelSurface;
  /** Runs a command of package.json; `name` without `mimo.`. */
  runCommand(name: string, args: readonly unknown[]): unknown;
  /** Resolves when what was said is on disk. */
  flush(): Promise<void>;
}

/** Puts it together. `onDidChangeModels` is called when VS Code should ask for the models again. */
export function compose(context: vscode.ExtensionContext, onDidChangeModels: () => void): Application {
  const log = vscode.window.createOutputChannel("MiMo Assistant", { log: true });
  // Read at each call: VS Code replaces it with one that knows the proxy and certificate settings.
  const fetch: typeof globalThis.fetch = (input, init) => globalThis.fetch(input, init);
  const keys = new KeyStore(context.secrets, process.env.MIMO_API_KEY?.trim() || undefined);
  const connections = new ConnectionSource(readSettings, keys, context.globalState);
  const catalogue = new ModelCatalogue();
  const environment = new ChatEnvironmentSource(readSettings, catalogue, connections, context.secrets);

  const attachments = createAttachments(context.globalStorageUri.fsPath, (message) => log.warn(message));
  const ledger = new FileUsageLedger(vscode.Uri.joinPath(context.globalStorageUri, "usage").fsPath, Date.now, (error) =>
    log.error(`usage not saved: ${error}`),
  );
  const currency = () => currencyFor(readSettings().currency, vscode.env.language);
  const usagePage = new UsagePage({
    extensionUri: context.extensionUri,
    ledger,
    currency,
    log: (message) => log.warn(message),
  });
  const tokens = new TokenEstimate();
  const models = composeModels({
    connections,
    catalogue,
    fetch,
    readMedia: ({ hash, mimeType }) => attachments.store.read(hash, mimeType),
    ledger,
    tokens,
  });
  const model = models.countedAs("chat");

  const store = new FileConversationStore(vscode.Uri.joinPath(context.globalStorageUri, "conversations").fsPath);
  const prompt = () =>
    systemPrompt({
      language: vscode.env.language,
      now: new Date(),
      instructions: [readSettings().instructions, composing.instructions()].join("\n\n"),
    });
  const currentOptions = () => replyOptions(readSettings(), catalogue.find(readSettings().model));
  const logError = (error: unknown) =>
    log.error(ModelError.is(error) ? `${error.reason}: ${error.message}` : String(error));
  const openService = () =>
    openConversation({
      model,
      store,
      options: currentOptions,
      systemPrompt: prompt,
      onError: logError,
      onDamage: (id, lines) => void history.notices.sayDamage(id, lines),
      onMerge: (id) => history.notices.sayMerged(id),
      onTitleError: (error) => log.warn(`no title: ${String(error)}`),
    });
  const chat = openService();
  const { service } = chat;
  const composing = createContext({
    tokens,
    catalogue,
    options: currentOptions,
    systemPrompt: prompt,
    conversation: () => service.current,
    workspaceState: context.workspaceState,
  });
  const history = new HistoryFeature({
    store,
    service,
    panels: () => panels,
    onGone: (journal) => attachments.removeOrphans(journal),
    log: (message) => log.warn(message),
  });

  const keyDeps = { keys, connections, settings: readSettings, catalogue, fetch };
  const setKey = async () => {
    const stored = await setApiKey(keyDeps);
    await environment.refresh();
    return stored;
  };
  const clearKey = async () => {
    await clearApiKey(keyDeps);
    await environment.refresh();
  };
  const surroundings = () => {
    const root = connections.root();
    const last = models.lastConnection();
    const host = new URL(last?.root ?? (root.ok ? root.root : consoleUrl)).host;
    const keyBelongsElsewhere = last !== undefined && !keyFitsEndpoint(last.apiKey, last.root);
    return { host, keyBelongsElsewhere, successorOf };
  };
  const openConsole = async () => {
    await vscode.env.openExternal(vscode.Uri.parse(consoleUrl));
  };

  // Not awaited: activation is over before the file is read, and the view waits for it.
  const open = context.workspaceState.get<string>(openConversationName);
  const opened =
    open === undefined ? undefined : service.open(open).catch((error: unknown) => log.error(String(error)));

  const host: ChatHost = {
    whenReady: Promise.all([environment.whenReady, opened]).then(() => {}),
    get environment() {
      return environment.value;
    },
    onDidChangeEnvironment: environment.onDidChange,
    surroundings,
    t: vscode.l10n.t,
    attachments: attachments.chat,
    mediaWayOut: (kind) => {
      const { model: id, protocol } = readSettings();
      return mediaWayOut(kind, { id, info: catalogue.find(id), protocol }, vscode.l10n.t);
    },
    continuePrompt: () => continuePrompt(vscode.env.language),
    setKey,
    clearKey,
    selectModel: () => selectModel(catalogue),
    setSetting: changeSetting,
    openSettings: async (setting) => {
      await vscode.commands.executeCommand("workbench.action.openSettings", setting);
    },
    openConsole,
    openReference: (reference) => composing.composer.open(reference),
    openLink: async (href) => {
      if (!(await openLink(href))) {
        void vscode.window.showInformationMessage(vscode.l10n.t("This link leads to nothing that can be opened."));
      }
    },
    copy: async (text) => {
      await vscode.env.clipboard.writeText(text);
    },
    showLog: () => log.show(),
    log: (message) => log.warn(message),
    currency,
    showUsage: () => usagePage.show(),
    runCodeAction: (action) => codeBlocks.run(action),
  };
  const provider = new ChatViewProvider(context.extensionUri, service, host, composing.composer, history.connect);
  composing.composer.connect(provider);
  const panels = new ChatPanels({
    extensionUri: context.extensionUri,
    host,
    openService,
    openContext: (owner) => composing.openComposer(() => owner.current),
  });

  const editing = createEditing({
    model: models.countedAs("edit"),
    options: currentOptions,
    describe: (error) => {
      logError(error);
      const { model: id } = readSettings();
      return describeError(
        toMessageError(error),
        { ...surroundings(), model: id, successor: successorOf(id), hasText: false },
        vscode.l10n.t,
      );
    },
    carryOut: (action) =>
      carryOutNotice(action, { setKey, clearKey, selectModel: () => selectModel(catalogue), openConsole, log }),
    ask: async (question, references) => {
      await opened;
      await provider.focus();
      await environment.whenReady;
      if (!environment.value.hasKey && !(await setKey())) return;
      await service.stop();
      service.send(question, references);
    },
    workspaceState: context.workspaceState,
    addMentions: async (mentions) => {
      await composing.composer.add(mentions);
      await provider.focus();
    },
    language: vscode.env.language,
  });
  const codeBlocks = new CodeBlockActions(editing.proposals);
  const languageModel = createLanguageModel({
    model: models.countedAs("builtIn"),
    catalogue,
    tokens,
    settings: readSettings,
    systemPrompt: prompt,
    hasKey: () => connections.hasKey(),
    setKey,
    refreshModels: () => fetchModels(connections, catalogue, fetch).then(undefined, (error) => log.warn(String(error))),
    errorContext: (id, hasText) => ({ ...surroundings(), model: id, successor: successorOf(id), hasText }),
    reasoningFile: vscode.Uri.joinPath(context.globalStorageUri, "reasoning.jsonl").fsPath,
    log: (message) => log.warn(message),
  });

  const resized = [
    service.onDidChange(({ type }) => type !== "text" && type !== "reasoning" && composing.composer.invalidate()),
    environment.onDidChange(() => composing.composer.invalidate()),
  ];
  const remembered = service.onDidChange(() => {
    const open = service.current.isEmpty ? undefined : service.current.id;
    if (context.workspaceState.get(openConversationName) !== open) {
      void context.workspaceState.update(openConversationName, open);
    }
  });
  const speech = createLazySpeech(
    {
      channel: provider,
      service,
      model: models.countedAs("speech"),
      storage: context.globalStorageUri.fsPath,
      chatModel: () => {
        const id = readSettings().model;
        return { id, canThink: catalogue.find(id)?.thinkingByDefault !== "none" };
      },
      errorContext: (id) => ({ ...surroundings(), model: id, successor: successorOf(id), hasText: false }),
      carryOut: async (action) => {
        if (action === "set-key") await setKey();
        else if (action === "open-console") await openConsole();
        else log.show();
      },
      onError: logError,
    },
    async () => (await import("./vscode/speech/createSpeech.ts")).createSpeech,
  );

  const commands: Readonly<Record<string, (...args: never[]) => unknown>> = {
    openChat: () => provider.focus(),
    newChat: async () => {
      await service.startNew();
      await provider.focus();
    },
    stop: () => service.stop(),
    setApiKey: setKey,
    clearApiKey: clearKey,
    selectModel: () => selectModel(catalogue),
    refreshModels: () => refreshModels(connections, catalogue, fetch),
    showLog: () => log.show(),
    showUsage: () => usagePage.show(),
    continueInChat: async (turns: readonly PriorTurn[]) => {
      await service.startWith(turns);
      await provider.focus();
    },
    ...editing.commands,
    ...speech.commands,
    ...history.commands,
  };

  const disposables = new DisposableStore();
  for (const owned of [
    environment.onDidChange(onDidChangeModels),
    speech,
    log,
    catalogue,
    environment,
    composing,
    ...resized,
    editing,
    chat,
    ledger,
    usagePage,
    codeBlocks,
    remembered,
    history,
    panels,
  ]) {
    disposables.add(owned);
  }
  return {
    view: provider,
    tabs: panels,
    languageModel,
    runCommand: (name, args) => commands[name]?.(...(args as never[])),
    flush: async () => {
      await Promise.all([store.flush(), ledger.flush()]);
    },
    dispose: () => disposables.dispose(),
  };
}
