// Between the composer and what goes with its text: carries out what the view asks, shows it what there is, and hands
// the references over when the question is sent.

import * as vscode from "vscode";
import type { Consents } from "../../core/access/consents.ts";
import type { CodeReference } from "../../core/context/codeReference.ts";
import { activeItemId } from "../../core/context/contextDraft.ts";
import { roomierModel } from "../../core/context/contextRoom.ts";
import type { Mention } from "../../core/context/mention.ts";
import { promptIn } from "../../core/context/rules/promptFile.ts";
import { contextTokens, shortenedReferences, toReferences } from "../../core/context/toReferences.ts";
import type { ModelInfo } from "../../core/model/modelTable.ts";
import { guessTokens } from "../../core/model/tokenEstimate.ts";
import { assertNever } from "../../core/util/assertNever.ts";
import { type Disposable, DisposableStore } from "../../core/util/disposable.ts";
import type { ContextToHost } from "../../protocol/context.ts";
import type { PromptRequest } from "../rules/askPrompt.ts";
import { showRules } from "../rules/showRules.ts";
import type { ActiveEditor } from "./activeEditor.ts";
import { chooseWhatGoes } from "./chooseWhatGoes.ts";
import type { ContextChannel } from "./contextChannel.ts";
import type { ContextDocuments } from "./contextDocuments.ts";
import { type ActionableNotice, type ContextAction, describeNotice, describeRules } from "./contextNotices.ts";
import { ruleKeyOf, type ShownContext, showChips, showSize } from "./contextView.ts";
import { droppedMention } from "./droppedMention.ts";
import { followEdits } from "./followEdits.ts";
import type { MentionSearch } from "./mentionSearch.ts";

export interface ComposerContextDeps extends ShownContext {
  readonly consents: Pick<Consents, "onDidChange">;
  readonly editor: ActiveEditor;
  readonly search: MentionSearch;
  readonly documents: ContextDocuments;
  readonly models: () => readonly ModelInfo[];
  readonly setWithActive: (on: boolean) => Promise<void>;
  readonly setModel: (id: string) => Promise<void>;
  /** What a prompt file asks, filled in; undefined when the person left it. */
  readonly askPrompt: (asked: PromptRequest) => Promise<CodeReference | undefined>;
}

/** How long changes are gathered before they are shown, in ms. */
const gatherMs = 40;

/** The context of one composer: that of the chat view, or of a tab. */
export class ComposerContext implements Disposable {
  readonly #disposables = new DisposableStore();
  readonly #deps: ComposerContextDeps;
  #channel: ContextChannel | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stale = false;
  #questionGuess = 0;
  /** The question that waits for an answer of the person. */
  #held: string | undefined;
  /** The switch of the active editor from the moment it is pressed until the setting is written. */
  #switched: boolean | undefined;
  #shorten = false;
  #sending: readonly string[] = [];

  constructor(deps: ComposerContextDeps) {
    this.#deps = deps;
    const { draft, editor, rules, consents } = deps;
    const follow = () => this.#follow();
    this.#disposables.add(draft.onDidChange(() => this.#publishSoon()));
    // What was taken back is asked about again.
    this.#disposables.add(consents.onDidChange(() => void draft.refresh()));
    this.#disposables.add(followEdits(draft));
    this.#disposables.add(rules.onDidChange(() => this.#publishSoon()));
    this.#disposables.add(editor.onDidChange(follow));
    this.#disposables.add(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("mimo.context")) follow();
      }),
    );
    this.#disposables.add({ dispose: () => clearTimeout(this.#timer) });
    follow();
    void draft.restore();
  }

  /** Connects the view. */
  connect(channel: ContextChannel): void {
    this.#channel = channel;
    this.#disposables.add(channel.onDidReceiveContext((message) => void this.#handle(message)));
    this.#disposables.add(channel.onDidLoad(() => this.#publish()));
  }

  /** Adds what a command names. */
  async add(mentions: readonly Mention[]): Promise<void> {
    await Promise.all(mentions.map((mention) => this.#deps.draft.add(mention)));
  }

  /** The conversation, the model or the correction changed: sizes are measured again, soon. */
  invalidate(): void {
    this.#stale = true;
    this.#publishSoon();
  }

  /**
   * What goes with `text`, read now; undefined when the person has to decide something first, which the view then
   * shows. Sent again by itself when everything is decided.
   */
  async prepare(text: string): Promise<readonly CodeReference[] | undefined> {
    const { draft, rules, sizes, askPrompt } = this.#deps;
    this.#held = text;
    const items = await draft.collect();
    if (!items) return undefined;
    const asked = promptIn(text, rules.prompts);
    const prompt = asked && (await askPrompt(asked));
    if (asked && !prompt) {
      this.#held = undefined;
      return undefined;
    }
    const room = sizes.of(guessTokens(text)).room - (prompt ? sizes.measure(prompt.text) : 0);
    const needed = contextTokens(items);
    const fits = needed <= room;
    const shortened = fits ? undefined : shortenedReferences(items, room, sizes.measure);
    if (shortened && !this.#shorten) {
      draft.sayTooLong(needed, room, shortened.cuts);
      return undefined;
    }
    this.#shorten = false;
    this.#held = undefined;
    this.#sending = items.map(({ id }) => id);
    const references = shortened?.references ?? toReferences(items);
    return prompt ? [...references, prompt] : references;
  }

  /** The question is in the conversation: what went with it leaves the composer. */
  sent(): void {
    this.#questionGuess = 0;
    this.#deps.draft.clear(this.#sending);
    this.#sending = [];
  }

  /** Shows a reference of a question that was sent. */
  open(reference: CodeReference): Promise<void> {
    return this.#deps.documents.show(reference);
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  async #handle(message: ContextToHost): Promise<void> {
    const { draft, search } = this.#deps;
    switch (message.type) {
      case "contextQuery":
        return search.search(message.query, (candidates, done) =>
          this.#channel?.postContext({ type: "contextCandidates", request: message.request, done, candidates }),
        );
      case "contextPick":
        return this.add(await search.resolve(message.id));
      case "contextRemove":
        draft.remove(message.id);
        return this.#goOn();
      case "contextOpen":
        return this.#show(message.id);
      case "contextSwitch":
        return this.#switch(message.id, message.on);
      case "contextAction": {
        const action = this.#notices().find(({ view }) => view.id === message.id)?.actions[message.index];
        return action && this.#carryOut(action);
      }
      case "contextDrop": {
        const dropped = await Promise.all(message.uris.map(droppedMention));
        return this.add(dropped);
      }
      case "contextText": {
        if (this.#held !== undefined && !this.#held.startsWith(message.start)) this.#held = undefined;
        const guess = guessTokens(message.start);
        const whole = message.start.length === 0 ? 0 : (guess * message.length) / message.start.length;
        this.#questionGuess = Math.ceil(whole);
        return this.#publishSoon();
      }
      default:
        return assertNever(message);
    }
  }

  async #show(id: string): Promise<void> {
    const { draft, documents } = this.#deps;
    const key = ruleKeyOf(id);
    if (key !== undefined) return this.#showRules([key]);
    const item = id === activeItemId ? draft.active : draft.items.find((each) => each.id === id);
    if (item?.reference) await documents.show(item.reference);
  }

  async #showRules(keys: readonly string[]): Promise<void> {
    const { rules, documents } = this.#deps;
    await showRules(
      rules.items.filter(({ key }) => keys.includes(key)),
      documents,
    );
  }

  async #switch(id: string, on: boolean): Promise<void> {
    const { rules, draft, setWithActive } = this.#deps;
    const key = ruleKeyOf(id);
    if (key !== undefined) return rules.decide(on, [key]);
    if (id !== activeItemId) return;
    if (on && draft.active?.state === "question") draft.allow(activeItemId);
    this.#switched = on;
    this.#follow();
    try {
      await setWithActive(on);
    } finally {
      this.#switched = undefined;
      this.#follow();
    }
  }

  readonly #withActive = (): boolean => this.#switched ?? this.#deps.withActive();

  #follow(): void {
    const { draft, editor } = this.#deps;
    void draft.setActive(editor.mention(), this.#withActive());
  }

  async #carryOut(action: ContextAction): Promise<void> {
    const { draft, rules, setModel, setWithActive } = this.#deps;
    switch (action.kind) {
      case "dismiss":
        return draft.dismiss(action.noticeId);
      case "allow":
        draft.allow(action.itemId, action.always);
        return this.#goOn();
      case "leave-out":
        draft.remove(action.itemId);
        return this.#goOn();
      case "send-shortened":
        draft.dismiss(action.noticeId);
        this.#shorten = true;
        return this.#channel?.postContext({ type: "contextSend" });
      case "use-model":
        await setModel(action.model);
        draft.dismiss(action.noticeId);
        return this.#channel?.postContext({ type: "contextSend" });
      case "choose":
        if (await chooseWhatGoes(draft, () => setWithActive(false))) draft.dismiss(action.noticeId);
        return;
      case "agents":
        return rules.decide(action.use, action.keys);
      case "show-agents":
        return this.#showRules(action.keys);
      default:
        return assertNever(action);
    }
  }

  /** Sends what was held back, once nothing is open any more. */
  #goOn(): void {
    const open = this.#deps.draft.notices.some(({ kind }) => kind === "secret");
    if (this.#held === undefined || open) return;
    this.#held = undefined;
    this.#channel?.postContext({ type: "contextSend" });
  }

  #notices(): readonly ActionableNotice[] {
    const { draft, rules, model, models, sizes } = this.#deps;
    const { t } = vscode.l10n;
    const current = model();
    const about = describeRules(rules.items, t);
    const own = draft.notices.map((notice) => {
      const { system, conversation, question } = sizes.of(this.#questionGuess);
      const needed = notice.kind === "too-long" ? notice.needed + system + conversation + question : 0;
      return describeNotice(notice, current.name, roomierModel(models(), current, needed), t);
    });
    return [...about, ...own];
  }

  #publishSoon(): void {
    this.#timer ??= setTimeout(() => this.#publish(), gatherMs);
  }

  #publish(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#stale) {
      this.#stale = false;
      // Fires a change, which publishes.
      this.#deps.draft.remeasure();
      clearTimeout(this.#timer);
      this.#timer = undefined;
    }
    this.#channel?.postContext({
      type: "contextState",
      state: {
        chips: showChips({ ...this.#deps, withActive: this.#withActive }),
        notices: this.#notices().map(({ view }) => view),
        size: showSize(this.#deps, this.#questionGuess),
        prompts: this.#deps.rules.prompts.map(({ command, description, path }) => ({ command, description, path })),
      },
    });
  }
}
