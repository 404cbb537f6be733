import type { NoticeAction } from "../errors/describeError.ts";
import { showError } from "../messages/messages.ts";
import type { EditingDeps } from "./editing.ts";

/** Buttons that only mean something below a message of the chat. */
const chatOnly = new Set<NoticeAction["kind"]>(["continue", "edit-question", "send-without-search", "new-chat"]);

/** Says what went wrong in the words of the chat, with its buttons; `retry` does it again when that is worth it. */
export async function reportFailure(
  error: unknown,
  deps: Pick<EditingDeps, "describe" | "carryOut">,
  retry: () => void,
): Promise<void> {
  const { text, actions } = deps.describe(error);
  const offered = actions.filter(({ action }) => !chatOnly.has(action.kind));
  const pressed = await showError(text, ...offered.map(({ label }) => label));
  const action = offered.find(({ label }) => label === pressed)?.action;
  if (action === undefined) return;
  if (action.kind === "retry" || (await deps.carryOut(action))) retry();
}
