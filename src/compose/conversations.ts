// Conversations for the chat view and for editor tabs: each a service of its own, with a writer of titles.

import { BackgroundChats } from "../core/conversation/backgroundChats.ts";
import { ConversationService, type ConversationServiceDeps } from "../core/conversation/conversationService.ts";
import type { FastModel } from "../core/conversation/fastModel.ts";
import type { LiveConversation } from "../core/conversation/liveConversation.ts";
import { TitleWriter } from "../core/conversation/titleWriter.ts";
import { type Disposable, DisposableStore } from "../core/util/disposable.ts";
import { Emitter, type Event } from "../core/util/emitter.ts";
import type { OwnedService } from "../vscode/chat/chatPanel.ts";

/** What the composition root gives each of them. */
export interface ConversationsDeps
  extends Omit<ConversationServiceDeps, "newId" | "now" | "onDamage" | "onMerge" | "background"> {
  /** Writes titles. */
  readonly fast: FastModel;
  /** Whether the model names conversations; read at each. */
  readonly withTitles: () => boolean;
  /** Told why there is no title. */
  readonly onTitleError: (error: unknown) => void;
  /** What else follows a conversation that goes on in the background; it ends with that. */
  readonly follow: (service: ConversationService) => Disposable;
}

/** Opens conversations, and tells what happened to them on disk. */
export interface Conversations extends Disposable {
  /** An empty conversation; dispose what it returns. */
  open(): OwnedService;
  /** Those that no place shows, and that go on. */
  readonly background: BackgroundChats;
  /** So many lines of a conversation that was opened could not be read. */
  readonly onDidFindDamage: Event<{ readonly id: string; readonly lines: number }>;
  /** What another window said was taken into an open conversation; its id. */
  readonly onDidMerge: Event<string>;
}

/** Opens nothing yet. */
export function createConversations({
  fast,
  onTitleError,
  withTitles,
  follow,
  ...deps
}: ConversationsDeps): Conversations {
  const disposables = new DisposableStore();
  const damaged = disposables.add(new Emitter<{ readonly id: string; readonly lines: number }>());
  const merged = disposables.add(new Emitter<string>());
  const open = (live?: LiveConversation) => {
    const service = new ConversationService(
      {
        ...deps,
        background,
        newId: () => crypto.randomUUID(),
        now: Date.now,
        onDamage: (id, lines) => damaged.fire({ id, lines }),
        onMerge: (id) => merged.fire(id),
      },
      live,
    );
    const titles = new TitleWriter(service, {
      model: fast.model,
      options: () => (withTitles() ? fast.options() : undefined),
      onError: onTitleError,
    });
    return {
      service,
      settled: () => titles.settled(),
      dispose: () => {
        titles.dispose();
        service.dispose();
      },
    };
  };
  const background: BackgroundChats = disposables.add(
    new BackgroundChats((live) => {
      const chat = open(live);
      const following = follow(chat.service);
      return {
        ...chat,
        dispose: () => {
          following.dispose();
          chat.dispose();
        },
      };
    }),
  );
  return {
    open: () => open(),
    background,
    onDidFindDamage: damaged.event,
    onDidMerge: merged.event,
    dispose: () => disposables.dispose(),
  };
}
