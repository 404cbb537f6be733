// The composition root: constructs and passes in. The only file that knows everyone; extension.ts loads it on first use.
// Each part stands before another is handed it, and whoever is registered is disposed when the rest fails to stand.

import * as vscode from "vscode";
import { composeAccess } from "./compose/access.ts";
import { createChatHost } from "./compose/chatHost.ts";
import { createConversations } from "./compose/conversations.ts";
import { composeService } from "./compose/service.ts";
import { parsePriorTurns } from "./core/conversation/priorTurn.ts";
import { toMessageError } from "./core/conversation/replyRun.ts";
import { systemPrompt } from "./core/prompts/systemPrompt.ts";
import { type Disposable, DisposableStore } from "./core/util/disposable.ts";
import { manageApprovals } from "./vscode/access/manageApprovals.ts";
import { WorkspaceWriter } from "./vscode/access/workspaceWriter.ts";
import { ChatPanels } from "./vscode/chat/chatPanels.ts";
import { ChatViewProvider } from "./vscode/chat/chatViewProvider.ts";
import { FileConversationStore } from "./vscode/chat/fileConversationStore.ts";
import { replyOptions } from "./vscode/chat/replyOptions.ts";
import { CodeBlockActions } from "./vscode/codeBlocks/codeBlockActions.ts";
import { type CommandTable, isCommandName } from "./vscode/commands/commandTable.ts";
import { fetchModels, refreshModels, selectModel } from "./vscode/commands/modelCommands.ts";
import { createContext } from "./vscode/context/createContext.ts";
import { createSources } from "./vscode/context/createSources.ts";
import { Proposals } from "./vscode/edit/proposals.ts";
import { createEditing } from "./vscode/edit/registerEditing.ts";
import { carryOutNotice } from "./vscode/errors/carryOutNotice.ts";
import { describeError, type NoticeAction } from "./vscode/errors/describeError.ts";
import { HistoryFeature } from "./vscode/history/historyFeature.ts";
import { createLanguageModel } from "./vscode/languageModel/createLanguageModel.ts";
import type { LanguageModelSurface } from "./vscode/languageModel/lazyLanguageModel.ts";
import { askAboutSetting } from "./vscode/settings/askAboutSetting.ts";
import { readHistorySettings } from "./vscode/settings/historySettings.ts";
import { readSettings } from "./vscode/settings/settings.ts";
import { createLazySpeech } from "./vscode/speech/lazySpeech.ts";

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

/**
 * Puts it together. `onDidChangeModels` is called when VS Code should ask for the models again. Throws what a part
 * throws; nothing stays registered then.
 */
export function compose(context: vscode.ExtensionContext, onDidChangeModels: () => void): Application {
  const owned = new DisposableStore();
  try {
    return composeInto(owned, context, onDidChangeModels);
  } catch (error) {
    owned.dispose();
    throw error;
  }
}

function composeInto(
  owned: DisposableStore,
  context: vscode.ExtensionContext,
  onDidChangeModels: () => void,
): Application {
  const { extensionUri, globalStorageUri, workspaceState } = context;
  const { language } = vscode.env;
  const {
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
  } = composeService(owned, context);
  const warn = (message: string) => log.warn(message);
  owned.add(environment.onDidChange(onDidChangeModels));
  owned.add(settings.onDidIgnore((ignored) => void askAboutSetting(ignored, settings)));
  const read = () => readSettings(settings);

  // Conversations, and what goes with a question.
  const access = composeAccess(workspaceState);
  const sources = owned.add(createSources(access, workspaceState, settings, warn));
  const prompt = () =>
    systemPrompt({
      language,
      now: new Date(),
      instructions: [read().instructions, sources.agents.prompt].join("\n\n"),
    });
  const options = () => replyOptions(read(), catalogue.find(read().model));
  const store = new FileConversationStore(vscode.Uri.joinPath(globalStorageUri, "conversations").fsPath);
  const conversations = owned.add(
    createConversations({
      model: models.countedAs("chat"),
      store,
      options,
      systemPrompt: prompt,
      withTitles: () => readHistorySettings(settings).titles,
      onError: account.logError,
      onTitleError: (error) => log.warn(`no title: ${String(error)}`),
    }),
  );
  const chat = owned.add(conversations.open());
  const { service } = chat;
  const composing = owned.add(
    createContext({
      sources,
      consents: access.consents,
      findSecret: access.findSecret,
      settings,
      tokens,
      catalogue,
      options,
      systemPrompt: prompt,
      conversation: () => service.current,
      workspaceState,
    }),
  );
  const { composer } = composing;
  const sizesChanged = () => composer.invalidate();
  owned.add(service.onDidChange(({ type }) => type !== "text" && type !== "reasoning" && sizesChanged()));
  owned.add(environment.onDidChange(sizesChanged));
  owned.add(
    service.onDidChange(() => {
      const open = service.current.isEmpty ? undefined : service.current.id;
      if (workspaceState.get(openConversationName) !== open) void workspaceState.update(openConversationName, open);
    }),
  );
  // Not awaited: activation is over before the file is read, and the view waits for it.
  const open = workspaceState.get<string>(openConversationName);
  const whenOpened =
    open === undefined ? Promise.resolve() : service.open(open).catch((error: unknown) => log.error(String(error)));

  // The surfaces.
  const writer = new WorkspaceWriter();
  const proposals = owned.add(new Proposals(writer));
  const failures = {
    describe: (error: unknown) => {
      account.logError(error);
      return describeError(toMessageError(error), account.errorContext(read().model, false), vscode.l10n.t);
    },
    carryOut: (action: NoticeAction) =>
      carryOutNotice(action, {
        settings,
        setKey: account.setKey,
        clearKey: account.clearKey,
        selectModel: () => selectModel(catalogue, settings),
        openConsole: account.openConsole,
        log,
      }),
  };
  const codeBlocks = owned.add(
    new CodeBlockActions(proposals, writer, { access, model: models.countedAs("edit"), options, ...failures }),
  );
  const host = createChatHost({
    settings,
    account,
    environment,
    catalogue,
    attachments: attachments.chat,
    composer,
    codeBlocks,
    usagePage,
    currency,
    log,
    whenOpened,
  });
  const panels = owned.add(
    new ChatPanels({
      extensionUri,
      host,
      openService: () => conversations.open(),
      openContext: (tab) => composing.openComposer(() => tab.current),
    }),
  );
  const history = owned.add(
    new HistoryFeature({
      settings: () => readHistorySettings(settings),
      store,
      service,
      panels,
      attachments: attachments.store,
      onDidFindDamage: conversations.onDidFindDamage,
      onDidMerge: conversations.onDidMerge,
      onGone: (journal) => attachments.removeOrphans(journal),
      log: warn,
    }),
  );
  const view = new ChatViewProvider(extensionUri, service, host, composer, history.connect);
  composer.connect(view);
  const editing = owned.add(
    createEditing({
      access,
      model: models.countedAs("edit"),
      options,
      ...failures,
      ask: async (question, references) => {
        await whenOpened;
        await view.focus();
        await environment.whenReady;
        if (!environment.value.hasKey && !(await account.setKey())) return;
        await service.stop();
        // Nothing can be asked where a newer version has written.
        if (service.refusal) await service.startNew();
        service.send(question, references);
      },
      workspaceState,
      addMentions: async (mentions) => {
        await composer.add(mentions);
        await view.focus();
      },
      proposals,
      writer,
      language,
    }),
  );
  const languageModel = createLanguageModel({
    access,
    model: models.countedAs("builtIn"),
    catalogue,
    tokens,
    settings: read,
    systemPrompt: prompt,
    hasKey: () => connections.hasKey(),
    setKey: account.setKey,
    refreshModels: () => fetchModels(connections, catalogue, fetch).then(undefined, (error) => log.warn(String(error))),
    errorContext: account.errorContext,
    reasoningFile: vscode.Uri.joinPath(globalStorageUri, "reasoning.jsonl").fsPath,
    log: warn,
  });
  const speech = owned.add(
    createLazySpeech(
      {
        settings,
        channel: view,
        service,
        model: models.countedAs("speech"),
        storage: globalStorageUri.fsPath,
        chatModel: () => {
          const id = read().model;
          return { id, canThink: catalogue.find(id)?.thinkingByDefault !== "none" };
        },
        errorContext: (id) => account.errorContext(id, false),
        carryOut: async (action) => {
          if (action === "set-key") await account.setKey();
          else if (action === "open-console") await account.openConsole();
          else log.show();
        },
        onError: account.logError,
        mayShow: access.mayShow,
      },
      async () => (await import("./vscode/speech/createSpeech.ts")).createSpeech,
    ),
  );

  const commands: CommandTable = {
    openChat: () => view.focus(),
    newChat: async () => {
      await service.startNew();
      await view.focus();
    },
    stop: () => service.stop(),
    setApiKey: account.setKey,
    clearApiKey: account.clearKey,
    selectModel: () => selectModel(catalogue, settings),
    refreshModels: () => refreshModels(connections, catalogue, fetch, read),
    showLog: () => log.show(),
    showUsage: () => usagePage.show(),
    manageApprovals: () => manageApprovals(access.consents),
    continueInChat: async (argument) => {
      const turns = parsePriorTurns(argument);
      if (!turns) return warn("continueInChat: called with something else than turns");
      await service.startWith(turns);
      await view.focus();
    },
    ...editing.commands,
    ...speech.commands,
    ...history.commands,
  };
  return {
    view,
    tabs: panels,
    languageModel,
    runCommand: (name, args) => (isCommandName(name) ? commands[name](...args) : undefined),
    flush: async () => {
      await Promise.all([store.flush(), ledger.flush()]);
    },
    dispose: () => owned.dispose(),
  };
}
