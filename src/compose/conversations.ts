// Conversations for the chat view and for editor tabs: each a service of its own, with a writer of titles.

import { ConversationService, type ConversationServiceDeps } from "../core/conversation/conversationService.ts";
import { TitleWriter } from "../core/conversation/titleWriter.ts";
import type { OwnedService } from "../vscode/chat/chatPanels.ts";
import { readHistorySettings } from "../vscode/settings/historySettings.ts";

/** What the composition root gives each of them. */
export interface ConversationsDeps extends Omit<ConversationServiceDeps, "newId" | "now"> {
  /** Told why there is no title. */
  readonly onTitleError: (error: unknown) => void;
}

/** Opens an empty conversation; dispose what it returns. */
export function openConversation({ onTitleError, ...deps }: ConversationsDeps): OwnedService {
  const service = new ConversationService({ ...deps, newId: () => crypto.randomUUID(), now: Date.now });
  const titles = new TitleWriter(service, {
    model: deps.model,
    options: () => (readHistorySettings().titles ? deps.options() : undefined),
    onError: onTitleError,
  });
  return {
    service,
    dispose: () => {
      titles.dispose();
      service.dispose();
    },
  };
}
