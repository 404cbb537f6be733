// Where a question goes that an action of the editor asks: into the open chat when that is about the same file, else into one
// of its own. A reply that is being written is never stopped for it.

import type { CodeReference } from "../../core/context/codeReference.ts";
import type { Conversation } from "../../core/conversation/conversation.ts";
import type { ConversationService } from "../../core/conversation/conversationService.ts";

/** The places a question may go to. */
export interface ChatPlaces {
  /** The chat view's. */
  readonly view: ConversationService;
  showView(): Promise<void>;
  /** Opens a tab with a new chat and shows it. */
  openTab(): ConversationService;
}

/** Whether some question of what is shown of `conversation` is about a file that `references` are of. */
export function isAbout(conversation: Conversation, references: readonly CodeReference[]): boolean {
  const files = new Set(references.flatMap(({ uri }) => uri ?? []));
  const asked = conversation.path().flatMap((turn) => (turn.role === "user" ? (turn.references ?? []) : []));
  return asked.some(({ uri }) => uri !== undefined && files.has(uri));
}

/**
 * Asks `question` about `references`. `isReady` is awaited once the place is shown: false when nothing can be asked,
 * for want of a key.
 */
export async function askChat(
  question: string,
  references: readonly CodeReference[],
  { view, showView, openTab }: ChatPlaces,
  isReady: () => Promise<boolean>,
): Promise<void> {
  if (view.isStreaming) {
    const service = openTab();
    if (await isReady()) service.send(question, references);
    return;
  }
  await showView();
  if (!(await isReady())) return;
  // Nothing can be asked where a newer version has written.
  const belongs = view.current.isEmpty || isAbout(view.current, references);
  if (view.isStreaming) openTab().send(question, references);
  else {
    if (!belongs || view.refusal) view.startNew();
    if (view.send(question, references)) return;
    // Another window was just faster in that chat.
    view.startNew();
    view.send(question, references);
  }
}
