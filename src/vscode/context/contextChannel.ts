import type { Event } from "../../core/util/emitter.ts";
import type { ContextToHost, ContextToWebview } from "../../protocol/context.ts";

/** The way to the composer of the chat view. */
export interface ContextChannel {
  readonly onDidReceiveContext: Event<ContextToHost>;
  /** The page is up, for the first time or again: it knows nothing yet. */
  readonly onDidLoad: Event<void>;
  /** Dropped while there is no page. */
  postContext(message: ContextToWebview): void;
}
