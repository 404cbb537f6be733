import type { RefineTurn } from "../../core/prompts/refine.ts";
import type { EditAction } from "./editAction.ts";

/** What was asked for a proposal: an action, and all that was said to its answers. */
export interface EditRequest {
  readonly action: EditAction;
  readonly turns: readonly RefineTurn[];
}
