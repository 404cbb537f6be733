// What the review needs of the rest of the extension.

import type { Changes } from "../agent/changes/changes.ts";
import type { EditingDeps } from "../edit/editing.ts";

/** Given by the composition root. */
export interface ReviewDeps
  extends Pick<EditingDeps, "access" | "model" | "options" | "describe" | "carryOut" | "proposals" | "language"> {
  /** Whether the answer may be asked for as JSON: the protocol carries that, and the model takes it. */
  readonly takesJson: () => boolean;
  readonly changes: Pick<Changes, "snapshotOf" | "beforeTexts">;
  /** The id of the chat the person is in, whose changes are the agent's own. */
  readonly chat: () => string;
}
