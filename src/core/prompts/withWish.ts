import type { ActionPrompt } from "./actionPrompt.ts";

/** The prompt of an action with what the person wants beyond it; as it is when that is nothing. */
export function withWish(prompt: ActionPrompt, wish: string): ActionPrompt {
  return wish === "" ? prompt : { ...prompt, user: `${prompt.user}\n\nBeyond that, the person wants: ${wish}` };
}
