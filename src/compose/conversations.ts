// Conversations for the chat view and for editor tabs: each a service of its own, with a writer of titles.

import { ConversationService, type ConversationServiceDeps } from "../core/conversation/conversationService.ts";
import { TitleWriter } from "../core/conversation/titleWriter.ts";
import { type Disposable, DisposableStore } from "../core/util/disposable.ts";
import { Emitter, type Event } from "../core/util/emitter.ts";
import type { OwnedService } from "../vscode/chat/chatPanels.ts";

/** What the composition root gives each of them. */
export interface ConversationsDeps extends Omit<ConversationServiceDeps, "newId" | "now" | "onDamage" | "onMerge"> {
  /** Whether the model names conversations; read at each. */
  readonly withTitles: () => boolean;
  /** Told why there is no title. */
  readonly onTitleError: (error: unknown) => void;
}

/** Opens conversations, and tells what happened to them on disk. */
export interface Conversations extends Disposable {
  /** An empty conversation; dispose what it returns. */
  open(): OwnedService;
  /** So many lines of a conversation that was opened could not be read. */
  readonly onDidFindDamage: Event<{ readonly id: string; readonly lines: number }>;
  /** What another window said was taken into an open conversation; its id. */
  readonly onDidMerge: Event<string>;
}

/** Opens nothing yet. */
export function createConversations({ onTitleError, withTitles, ...deps }: ConversationsDeps): Conversations {
  const disposables = new DisposableStore();
  const damaged = disposables.add(new Emitter<{ readonly id: string; readonly lines: number }>());
  const merged = disposables.add(new Emitter<string>());
  return {
    open: () => {
      const service = new ConversationService({
        ...deps,
        newId: () => crypto.randomUUID(),
        now: Date.now,
        onDamage: (id, lines) => damaged.fire({ id, lines }),
        onMerge: (id) => merged.fire(id),
      });
      const titles = new TitleWriter(service, {
        model: deps.model,
        options: () => (withTitles() ? deps.options() : undefined),
        onError: onTitleError,
      });
      return {
        service,
        dispose: () => {
          titles.dispose();
          service.dispose();
        },
      };
    },
    onDidFindDamage: damaged.event,
    onDidMerge: merged.event,
    dispose: () => disposables.dispose(),
  };
}
