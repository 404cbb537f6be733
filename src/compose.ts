// The composition root: constructs and passes in. The only file that knows everyone; extension.ts loads it on first use.
// Each part stands before another is handed it, and whoever is registered is disposed when the rest fails to stand.

import * as vscode from "vscode";
import { composeAccess } from "./compose/access.ts";
import { composeAgent } from "./compose/agent.ts";
import { createChatHost } from "./compose/chatHost.ts";
import { createConversations } from "./compose/conversations.ts";
import { composeService } from "./compose/service.ts";
import { composeWatching } from "./compose/watching.ts";
import type { ConversationService } from "./core/conversation/conversationService.ts";
import { createFastModel } from "./core/conversation/fastModel.ts";
import { readJournal } from "./core/conversation/journal.ts";
import { toMessageError } from "./core/conversation/messageError.ts";
import { parsePriorTurns } from "./core/conversation/priorTurn.ts";
import { systemPrompt } from "./core/prompts/systemPrompt.ts";
import type { UsageSurface } from "./core/usage/usageRecord.ts";
import { type Disposable, DisposableStore } from "./core/util/disposable.ts";
import { manageApprovals } from "./vscode/access/manageApprovals.ts";
import { WorkspaceWriter } from "./vscode/access/workspaceWriter.ts";
import { changeCommands } from "./vscode/agent/changes/changeCommands.ts";
import type { Changes } from "./vscode/agent/changes/changes.ts";
import { createLazyChanges } from "./vscode/agent/changes/lazyChanges.ts";
import { compactChat } from "./vscode/agent/compactChat.ts";
import { createChatAgent } from "./vscode/agent/createChatAgent.ts";
import { ChosenTools } from "./vscode/agent/foreign/chosenTools.ts";
import { selectTools } from "./vscode/agent/foreign/selectTools.ts";
import { modesHere } from "./vscode/agent/modesHere.ts";
import { Elsewhere } from "./vscode/agent/runs/elsewhere.ts";
import { selectMode } from "./vscode/agent/selectMode.ts";
import { activeChat, chatCommands, type OpenChat, type WaitingChat, waitingChat } from "./vscode/chat/activeChat.ts";
import { askChat } from "./vscode/chat/askChat.ts";
import { ChatPanels } from "./vscode/chat/chatPanels.ts";
import { ChatViewProvider } from "./vscode/chat/chatViewProvider.ts";
import { FileConversationStore } from "./vscode/chat/fileConversationStore.ts";
import { replyOptions } from "./vscode/chat/replyOptions.ts";
import { SlashCommands } from "./vscode/chat/slashCommands.ts";
import { WaitingKey } from "./vscode/chat/waitingKey.ts";
import { CodeBlockActions } from "./vscode/codeBlocks/codeBlockActions.ts";
import { type CommandTable, isCommandName } from "./vscode/commands/commandTable.ts";
import { fetchModels, refreshModels, selectModel } from "./vscode/commands/modelCommands.ts";
import { createContext } from "./vscode/context/createContext.ts";
import { createSources } from "./vscode/context/createSources.ts";
import { Proposals } from "./vscode/edit/proposals.ts";
import { createEditing } from "./vscode/edit/registerEditing.ts";
import { carryOutNotice } from "./vscode/errors/carryOutNotice.ts";
import { describeError, type NoticeAction } from "./vscode/errors/describeError.ts";
import { AnswerFiles } from "./vscode/files/answerFiles.ts";
import { exportChat } from "./vscode/history/exportChat.ts";
import { HistoryFeature } from "./vscode/history/historyFeature.ts";
import { createLanguageModel } from "./vscode/languageModel/createLanguageModel.ts";
import type { LanguageModelSurface } from "./vscode/languageModel/lazyLanguageModel.ts";
import { showError, showInformation, showWarning } from "./vscode/messages/messages.ts";
import { createLazyReview } from "./vscode/review/lazyReview.ts";
import { rulesPrompt } from "./vscode/rules/rulesPrompt.ts";
import { selectRules } from "./vscode/rules/selectRules.ts";
import { askAboutSetting } from "./vscode/settings/askAboutSetting.ts";
import { readHistorySettings } from "./vscode/settings/historySettings.ts";
import { readAgentSettings, readSettings } from "./vscode/settings/settings.ts";
import { createLazySpeech } from "./vscode/speech/lazySpeech.ts";
import { SpeechSurfaces } from "./vscode/speech/speechSurfaces.ts";

/** Where a chat is that goes on in the background. */
const outOfSight = { isVisible: false, onDidChangeVisible: () => ({ dispose() {} }) };

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
  const instructions = () => read().instructions;
  // VS Code's own chat keeps no journal of ours: there the rules stand in the prompt.
  const prompt = () =>
    systemPrompt({
      language,
      now: new Date(),
      instructions: [instructions(), rulesPrompt(sources.rules)].join("\n\n"),
    });
  const options = () => replyOptions(read(), catalogue.find(read().model));
  const fastFor = (surface: UsageSurface) =>
    createFastModel({
      model: models.countedAs(surface),
      id: () => readAgentSettings(settings).fastModel,
      main: options,
      find: (id) => catalogue.find(id),
    });
  const store = new FileConversationStore(vscode.Uri.joinPath(globalStorageUri, "conversations").fsPath);
  const changes: Changes = owned.add(
    createLazyChanges(
      {
        storage: globalStorageUri.fsPath,
        conversation: (id) => openConversation(id),
        active: () => active().service.current,
        isElsewhere: (chat) => isElsewhere(chat),
        confirm: async (question, detail, button) =>
          (await showWarning(question, { modal: true, detail }, button)) === button,
        showInMargin: () => readAgentSettings(settings).showInMargin,
        log: warn,
      },
      async () => (await import("./vscode/agent/changes/createChanges.ts")).createChanges,
    ),
  );
  const chosen = new ChosenTools(workspaceState);
  const agent = owned.add(
    composeAgent({
      chosen,
      changes,
      ...access,
      model: models.countedAs("chat"),
      fast: fastFor("chat"),
      catalogue,
      tokens,
      mode: () => modesHere(read().mode, vscode.l10n.t).mode ?? "ask",
      projectRules: sources.rules,
      maxSteps: () => readAgentSettings(settings).maxSteps,
      isSandboxed: () => readAgentSettings(settings).sandbox === "on",
      storage: globalStorageUri.fsPath,
      globalState: context.globalState,
      pictures: attachments.store,
      seesImages: () => catalogue.find(options().model)?.input.image !== false,
      warn,
      onError: account.logError,
    }),
  );
  const waitingKey = new WaitingKey();
  const chatPrompt = () => agent.systemPrompt(instructions());
  // What was seen a moment ago may have begun, or not be written to its end.
  const isElsewhere = (id: string) => agent.isElsewhere(id) || elsewhere.has(id);
  const conversations = owned.add(
    createConversations({
      fast: fastFor("chat"),
      createReply: agent.createReply,
      createCompaction: agent.createCompaction,
      claim: agent.claim,
      holds: agent.holds,
      isElsewhere,
      circumstances: agent.circumstances,
      store,
      options,
      systemPrompt: chatPrompt,
      withTitles: () => readHistorySettings(settings).titles,
      onError: account.logError,
      onTitleError: (error) => log.warn(`no title: ${String(error)}`),
      follow: (background) => {
        const following = new DisposableStore();
        following.add(waitingKey.watch(background));
        following.add(watching.watch(background, { ...outOfSight, open: () => history.open(background.current.id) }));
        return following;
      },
    }),
  );
  const chat = owned.add(conversations.open());
  const { service } = chat;
  owned.add(waitingKey.watch(service));
  const elsewhere = owned.add(new Elsewhere({ isElsewhere: agent.isElsewhere, store }));
  owned.add(elsewhere.watch(service));
  const composing = owned.add(
    createContext({
      sources,
      consents: access.consents,
      findSecret: access.findSecret,
      settings,
      tokens,
      catalogue,
      options,
      systemPrompt: chatPrompt,
      tools: agent.tools,
      conversation: () => service.current,
      workspaceState,
    }),
  );
  const { composer } = composing;
  const sizesChanged = () => composer.invalidate();
  owned.add(
    service.onDidChange(({ type }) => type !== "text" && type !== "reasoning" && type !== "output" && sizesChanged()),
  );
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

  /** The conversation of that id, when it is open here. */
  const openConversation = (id: string) =>
    [service, ...panels.all.map((tab) => tab.service), ...conversations.background.services]
      .map(({ current }) => current)
      .find((each) => each.id === id);

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
  const codeBlocks = owned.add(new CodeBlockActions(proposals, writer, { access, fast: fastFor("edit"), ...failures }));
  const slash = owned.add(new SlashCommands());
  const answerFiles = new AnswerFiles(sources.files);
  const watching = owned.add(
    composeWatching({
      settings,
      currency,
      commands: {
        onDidEnd: agent.onDidEndCommand,
        isUntold: (id) => agent.commands()?.isUntold(id) ?? false,
        show: (id) => agent.commands()?.showInTerminal(id),
      },
      say: (...sentence) => speech.say(...sentence),
      foreignLabel: (name) => chosen.named(name),
      warn,
    }),
  );
  const host = createChatHost({
    settings,
    account,
    environment,
    catalogue,
    attachments: attachments.chat,
    slash,
    composer,
    codeBlocks,
    files: answerFiles,
    usagePage,
    currency,
    agent: createChatAgent({
      changes,
      chosen,
      commands: agent.commands,
      openFile: (target) => answerFiles.open(target),
    }),
    elsewhere,
    log,
    watch: (...chat) => watching.watch(...chat),
    onDidEndCommand: agent.onDidEndCommand,
    whenOpened,
  });
  const panels = owned.add(
    new ChatPanels({
      extensionUri,
      host,
      openService: () => {
        const own = conversations.open();
        const watching = waitingKey.watch(own.service);
        const following = elsewhere.watch(own.service);
        return {
          service: own.service,
          dispose: () => {
            watching.dispose();
            following.dispose();
            own.dispose();
          },
        };
      },
      openContext: (tab) => composing.openComposer(() => tab.current),
      // Tabs are opened by what comes below.
      connectHistory: (post, panel) => history.connectTab(post, panel),
      connectSpeech: (player) => players.add(player),
    }),
  );
  const history: HistoryFeature = owned.add(
    new HistoryFeature({
      settings: () => readHistorySettings(settings),
      store,
      service,
      panels,
      background: conversations.background,
      activeConversation: () => active().service.current,
      attachments: attachments.store,
      onDidFindDamage: conversations.onDidFindDamage,
      isElsewhere,
      // That of a run is said in the conversation.
      onDidMerge: (listener) => conversations.onDidMerge((id) => elsewhere.has(id) || listener(id)),
      onDelete: (id) => void agent.end(id).catch(account.logError),
      onGone: async (journal) => {
        const chat = readJournal(journal)?.conversation.id;
        const forgotten = chat === undefined ? undefined : agent.forget(chat);
        await Promise.all([attachments.removeOrphans(journal), changes.removeOrphans(journal), forgotten]);
      },
      log: warn,
    }),
  );
  const view = new ChatViewProvider(extensionUri, service, host, composer, history.connect);
  composer.connect(view);
  owned.add(watching.watch(service, view));
  const inView: OpenChat = {
    service,
    startNew: async () => {
      service.startNew();
      await view.focus();
    },
    addMentions: async (mentions) => {
      await composer.add(mentions);
      await view.focus();
    },
    get hasFocus() {
      return view.hasFocus;
    },
    pressWaiting: (press, sure) => view.pressWaiting(press, sure),
  };
  /** One that nothing shows is opened in the view, and pointed at there. */
  const inBackground = (left: ConversationService): WaitingChat => ({
    service: left,
    pressWaiting: async (press) => {
      await service.open(left.current.id);
      await view.pressWaiting(press, false);
    },
  });
  const active = () => activeChat(panels.all, inView);
  const players: SpeechSurfaces = owned.add(new SpeechSurfaces(view));
  const editing = owned.add(
    createEditing({
      access,
      model: models.countedAs("edit"),
      fast: fastFor("edit"),
      options,
      ...failures,
      ask: async (question, references) => {
        await whenOpened;
        const openTab = () => {
          const tab = panels.openNew();
          tab.focus();
          return tab.service;
        };
        await askChat(question, references, { view: service, showView: () => view.focus(), openTab }, async () => {
          await environment.whenReady;
          return environment.value.hasKey || account.setKey();
        });
      },
      workspaceState,
      addMentions: (mentions) => active().addMentions(mentions),
      proposals,
      writer,
      language,
    }),
  );
  const review = owned.add(
    createLazyReview(
      {
        access,
        model: models.countedAs("edit"),
        options,
        ...failures,
        proposals,
        language,
        takesJson: () => read().protocol === "openai" && catalogue.find(read().model)?.jsonObject !== false,
        changes,
        chat: () => active().service.current.id,
      },
      async () => (await import("./vscode/review/createReview.ts")).createReview,
    ),
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
        channel: players,
        sayingPlaces: () => players.there,
        service,
        conversations: () => {
          const tabs = [...panels.all].sort((a, b) => Number(b.isActive) - Number(a.isActive));
          const shown = tabs.map((tab) => tab.service.current);
          return tabs[0]?.isActive ? [...shown, service.current] : [service.current, ...shown];
        },
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
    ...chatCommands(active, inView, () =>
      waitingChat(panels.all, inView, conversations.background.services.map(inBackground), waitingKey.waiting),
    ),
    setApiKey: account.setKey,
    clearApiKey: account.clearKey,
    selectModel: () => selectModel(catalogue, settings),
    refreshModels: () => refreshModels(connections, catalogue, fetch, read),
    showLog: () => log.show(),
    openSettings: () => vscode.commands.executeCommand("workbench.action.openSettings", `@ext:${context.extension.id}`),
    showUsage: () => usagePage.show(),
    selectMode: () => selectMode(environment.value, settings),
    showRuns: () => watching.showRuns(),
    selectTools: () => selectTools(chosen, (guess) => tokens.correct(read().model, guess)),
    compactChat: () => compactChat(active().service),
    selectRules: () => selectRules(sources.rules),
    manageApprovals: () => manageApprovals(access.consents, access.rules),
    continueInChat: async (argument) => {
      const turns = parsePriorTurns(argument);
      if (!turns) return warn("continueInChat: called with something else than turns");
      // Nothing but the person ends a reply that is being written: what comes meanwhile has a tab of its own.
      if (!service.isStreaming) {
        service.startWith(turns);
        return view.focus();
      }
      const tab = panels.openNew();
      tab.service.startWith(turns);
      tab.focus();
    },
    ...changeCommands(changes, () => active().service.current),
    ...editing.commands,
    ...review.commands,
    ...speech.commands,
    ...history.commands,
  };
  slash.connect({
    runCommand: (name, argument) => commands[name](argument),
    toExplain: editing.toExplain,
    compactChat,
    exportChat: ({ current }) => exportChat(current, attachments.store),
    sayNoEditor: () => void showInformation(vscode.l10n.t("Open a file first.")),
    onError: (error) => void showError(vscode.l10n.t("This could not be done: {0}", String(error))),
  });
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
