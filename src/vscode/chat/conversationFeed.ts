// From the conversation to one page: the service's changes as patches, or everything at once.

import type { ConversationChange } from "../../core/conversation/conversationChange.ts";
import type { ConversationService } from "../../core/conversation/conversationService.ts";
import { conversationUsage } from "../../core/conversation/conversationUsage.ts";
import { uncountedSteps } from "../../core/conversation/stepUsage.ts";
import { titleOf } from "../../core/conversation/titleOf.ts";
import { assertNever } from "../../core/util/assertNever.ts";
import { type Disposable, DisposableStore } from "../../core/util/disposable.ts";
import type { Event } from "../../core/util/emitter.ts";
import type { CallContent } from "../../protocol/agent.ts";
import type { ChatEnvironment, ChatSnapshot } from "../../protocol/snapshot.ts";
import type { ToWebview } from "../../protocol/toWebview.ts";
import { PartFeed } from "./partFeed.ts";
import { PatchChannel } from "./patchChannel.ts";
import { queueSnapshot } from "./queueSnapshot.ts";
import { isTodos, todosOf } from "./runSnapshot.ts";
import { type TurnHost, TurnSnapshots } from "./turnSnapshots.ts";

/** What is shown beside the turns. */
export interface FeedSurroundings extends TurnHost {
  readonly environment: ChatEnvironment;
  readonly onDidChangeEnvironment: Event<void>;
}

/** Feeds one page until it is disposed. */
export class ConversationFeed implements Disposable {
  readonly #service: ConversationService;
  readonly #host: FeedSurroundings;

  readonly #disposables = new DisposableStore();
  readonly #channel: PatchChannel;
  readonly #turns: TurnSnapshots;
  readonly #parts: PartFeed;
  /** The list that is shown, as JSON. */
  #todos: string | undefined;
  /** The turn it is of, and its state. */
  #todosOf = "";
  /** The questions, said meanwhile or asked, that are shown as such of which something can be taken back. */
  readonly #restorable = new Set<string>();

  constructor(service: ConversationService, host: FeedSurroundings, post: (message: ToWebview) => void) {
    this.#service = service;
    this.#host = host;
    this.#channel = this.#disposables.add(new PatchChannel(post));
    this.#turns = new TurnSnapshots(service, host);
    this.#parts = new PartFeed(service, this.#turns, (patch) => this.#channel.patch(patch));
    this.#disposables.add(service.onDidChange((change) => this.#forward(change)));
    let shown = host.currency();
    this.#disposables.add(
      host.onDidChangeEnvironment(() => {
        this.#channel.patch({ op: "environment", environment: host.environment });
        // Every cost changes with the currency.
        if (shown !== host.currency()) this.sendSnapshot();
        shown = host.currency();
      }),
    );
    const { agent, elsewhere } = host;
    if (elsewhere) {
      const listening = elsewhere.onDidChange((chat) => chat === service.current.id && this.sendSnapshot());
      this.#disposables.add(listening);
    }
    if (agent) this.#disposables.add(agent.onDidChangeChanges((chat) => this.#forwardChanges(chat)));
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  /** What a call of the turn `id` was asked for and what came of it. */
  callContent(id: string, part: number): CallContent {
    return this.#turns.content(id, part);
  }

  #forward(change: ConversationChange): void {
    switch (change.type) {
      case "reset":
        this.sendSnapshot();
        break;
      case "added":
        this.#parts.added(change.message);
        this.#channel.patch({ op: "add", message: this.#turns.one(change.message) });
        // Without a title of its own a conversation goes by its first question.
        if (change.message.parentId === undefined) {
          this.#channel.patch({ op: "title", title: titleOf(this.#service.current) });
        }
        break;
      case "text":
      case "reasoning":
        this.#parts.grew(change);
        break;
      case "output":
        this.#parts.output(change.id, change.part, change.text);
        break;
      case "head":
        this.#parts.changed(change.id, change.part);
        if (isTodos(this.#service.current.get(change.id)?.parts[change.part])) this.#forwardTodos();
        break;
      case "waiting":
        this.#parts.waiting(change.id);
        this.#forwardHead(change.id);
        break;
      case "updated": {
        this.#parts.catchUp(change.id);
        const message = this.#forwardHead(change.id);
        if (message?.role === "assistant" && message.state !== "streaming") {
          if (message.usage || uncountedSteps(message) > 0) this.#channel.patch({ op: "total", total: this.#total() });
          this.#forwardRestorable();
        }
        // The list comes and goes with its run; what is in it changes by calls alone.
        const shown = `${change.id} ${message?.role === "assistant" && message.state}`;
        if (shown !== this.#todosOf) this.#forwardTodos();
        this.#todosOf = shown;
        break;
      }
      case "title":
        this.#channel.patch({ op: "title", title: titleOf(this.#service.current) });
        break;
      case "queue":
        this.#channel.patch({ op: "queue", queue: queueSnapshot(this.#service.current.queue) });
        break;
      default:
        assertNever(change);
    }
  }

  #forwardHead(id: string) {
    const message = this.#service.current.get(id);
    if (message) this.#channel.patch({ op: "update", message: this.#turns.head(message) });
    return message;
  }

  #forwardChanges(chat: string): void {
    if (chat !== this.#service.current.id) return;
    this.#channel.patch({ op: "changes", changes: this.#host.agent?.changesOf(chat) });
    this.#forwardRestorable();
  }

  /** The questions of which it has changed whether what was done for them can be taken back. */
  #forwardRestorable(): void {
    const { current } = this.#service;
    /** Whether it has changed. */
    const changes = (question: string) => {
      const can = this.#host.agent?.canRestore({ chat: current.id, question }) ?? false;
      if (can === this.#restorable.has(question)) return false;
      if (can) this.#restorable.add(question);
      else this.#restorable.delete(question);
      return true;
    };
    for (const message of current.path()) {
      if (message.role === "user") {
        if (changes(message.id)) this.#channel.patch({ op: "update", message: this.#turns.head(message) });
        continue;
      }
      // Of a run that goes on nothing is offered before it has ended.
      if (message.state === "streaming") continue;
      for (const [index, part] of message.parts.entries()) {
        if (part.type === "said" && changes(part.question.id)) this.#parts.changed(message.id, index);
      }
    }
  }

  #forwardTodos(): void {
    const todos = todosOf(this.#service.current.path());
    const now = JSON.stringify(todos);
    if (now === this.#todos) return;
    this.#todos = now;
    this.#channel.patch({ op: "todos", todos });
  }

  /** Sends everything: to a page that is new, or has missed something. */
  sendSnapshot(): void {
    const { current } = this.#service;
    const path = current.path();
    const todos = todosOf(path);
    this.#todos = JSON.stringify(todos);
    const messages = this.#parts.snapshot(this.#turns.all(path));
    this.#restorable.clear();
    for (const { id, restorable, parts } of messages) {
      if (restorable) this.#restorable.add(id);
      for (const { head } of parts) if (head.kind === "said" && head.restores) this.#restorable.add(head.restores);
    }
    const conversation: ChatSnapshot["conversation"] = {
      id: current.id,
      title: titleOf(current),
      ...(this.#host.elsewhere?.has(current.id) && { elsewhere: true }),
      messages,
      total: this.#total(),
      queue: queueSnapshot(current.queue),
      todos,
      changes: this.#host.agent?.changesOf(current.id),
    };
    this.#channel.sendSnapshot({ conversation, environment: this.#host.environment });
  }

  #total(): ChatSnapshot["conversation"]["total"] {
    return conversationUsage(this.#service.current.all(), this.#host.currency());
  }
}
