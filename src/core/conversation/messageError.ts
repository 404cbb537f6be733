// A failure as plain data, for the journal and for the words about it.

import { ModelError } from "../model/modelError.ts";
import type { MessageError } from "./message.ts";

/** What ends a reply that was to act while another window could do the same: the disk takes no claim. */
export class UnclaimedError extends Error {
  override readonly name = "UnclaimedError";

  constructor() {
    super("The disk takes no note of which window this conversation belongs to; nothing was done.");
  }
}

/** What of an error is kept. */
export function toMessageError(error: unknown): MessageError {
  if (error instanceof UnclaimedError) return { reason: "unclaimed", message: error.message };
  if (!ModelError.is(error)) return { reason: "malformed-response", message: String(error) };
  const { reason, message, status, param, unsupported } = error;
  return { reason, message, status, param, unsupported };
}
