// The context of the composer, put together.

import type * as vscode from "vscode";
import type { Consents } from "../../core/access/consents.ts";
import type { SecretFinder } from "../../core/access/secretFinder.ts";
import { ContextDraft, type ContextDraftDeps } from "../../core/context/contextDraft.ts";
import type { ReplyOptions } from "../../core/conversation/buildRequest.ts";
import type { Conversation } from "../../core/conversation/conversation.ts";
import { GivenRules } from "../../core/conversation/givenRules.ts";
import type { FunctionTool } from "../../core/model/languageModel.ts";
import type { ModelCatalogue } from "../../core/model/modelCatalogue.ts";
import { unlistedModel } from "../../core/model/modelTable.ts";
import type { TokenEstimate } from "../../core/model/tokenEstimate.ts";
import { type Disposable, DisposableStore } from "../../core/util/disposable.ts";
import { askPrompt } from "../rules/askPrompt.ts";
import type { SettingSource } from "../settings/settingSource.ts";
import { readContextSettings } from "../settings/settings.ts";
import { ActiveEditor } from "./activeEditor.ts";
import { ComposerContext } from "./composerContext.ts";
import { ContextDocuments } from "./contextDocuments.ts";
import type { Sources } from "./createSources.ts";
import { MentionSearch } from "./mentionSearch.ts";
import { MentionReader } from "./readMention.ts";
import { RequestSizes } from "./requestSize.ts";

/** Where the chips of the composer are kept for a reload. */
const draftName = "mimo.context";

export interface ContextDeps {
  /** The caller disposes them. */
  readonly sources: Sources;
  readonly consents: Consents;
  readonly findSecret: SecretFinder;
  readonly settings: SettingSource;
  readonly tokens: TokenEstimate;
  readonly catalogue: ModelCatalogue;
  readonly options: () => ReplyOptions;
  /** The system prompt that goes out, instructions of the workspace included. */
  readonly systemPrompt: () => string;
  /** Those that go with the next request. */
  readonly tools: () => readonly FunctionTool[];
  readonly conversation: () => Conversation;
  readonly workspaceState: vscode.Memento;
}

/** What the rest of the extension uses of it. */
export interface Context extends Disposable {
  /** That of the chat view; its mentions are kept for a reload. */
  readonly composer: ComposerContext;
  /** One for a tab, about its conversation; the caller disposes it. */
  openComposer(conversation: () => Conversation): ComposerContext;
}

/** Makes it; the caller connects the view. */
export function createContext(deps: ContextDeps): Context {
  const disposables = new DisposableStore();
  const { files, gate, rules } = deps.sources;
  const editor = disposables.add(new ActiveEditor());
  const model = () => deps.catalogue.find(deps.options().model) ?? unlistedModel(deps.options().model);
  const documents = disposables.add(new ContextDocuments());
  const openComposer = (conversation: () => Conversation, kept: Pick<ContextDraftDeps, "load" | "save">) => {
    const chat = () => conversation().id;
    const sizes = new RequestSizes({ ...deps, conversation, model });
    const draft = new ContextDraft({
      reader: new MentionReader({ gate, files, consents: deps.consents, findSecret: deps.findSecret, chat }),
      consents: {
        allows: (ask) => deps.consents.allows(ask, chat()),
        allow: (asks, always) => deps.consents.allow(asks, always ? "workspace" : { chat: chat() }),
      },
      weigh: sizes.weigh,
      newId: () => crypto.randomUUID(),
      ...kept,
    });
    return new ComposerContext({
      draft,
      editor,
      consents: deps.consents,
      rules,
      heldRules: () => GivenRules.after(conversation().path()).held,
      askPrompt: (asked) => askPrompt(asked, { editor, gate, chat: chat() }),
      sizes,
      search: new MentionSearch(files, editor),
      documents,
      model,
      models: () => deps.catalogue.chatModels,
      withActive: () => readContextSettings(deps.settings).activeEditor,
      setWithActive: (on) => deps.settings.change("context.activeEditor", on),
      setModel: (id) => deps.settings.change("model", id),
    });
  };
  const composer = openComposer(deps.conversation, {
    load: () => deps.workspaceState.get(draftName),
    save: (mentions) => void deps.workspaceState.update(draftName, mentions),
  });
  disposables.add(composer);
  return {
    composer,
    openComposer: (conversation) => openComposer(conversation, { load: () => undefined, save: () => {} }),
    dispose: () => disposables.dispose(),
  };
}
