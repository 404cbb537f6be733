// What a call of a tool would do, as far as it matters for whether it may: what the gates say of its paths, the command, the
// tool or host that it reaches.

import type { Ask, ReadRefusal } from "../../access/readDecision.ts";
import type { WriteVerdict } from "../../access/writeGate.ts";
import type { CommandCall } from "./command/judgeCommand.ts";

/**
 * What the read gate says of a place; a `PlaceDecision` or a `ReadDecision` fits. The text that was read is no part of it:
 * nothing that stands in a file has a say in what is asked.
 */
export type PlaceVerdict =
  | { readonly type: "admitted" }
  | ({ readonly type: "consent" } & Ask)
  | { readonly type: "refused"; readonly path: string; readonly reason: ReadRefusal };

export type ToolCall =
  /** Reading, listing, searching, symbols, problems: every place that it names. None: what VS Code knows by itself. */
  | { readonly kind: "read"; readonly places: readonly PlaceVerdict[] }
  /** Editing, making, moving, deleting: what the write gate says when a model asks. */
  | { readonly kind: "write"; readonly verdict: WriteVerdict }
  | { readonly kind: "command"; readonly command: CommandCall }
  /** More of what a command has put out, or the end of one that was allowed. */
  | { readonly kind: "output" }
  /** Questions to the person and the list of what is to do: nothing but the conversation changes. */
  | { readonly kind: "talk" }
  /** A tool of another extension or of an MCP server, named by that. */
  | { readonly kind: "tool"; readonly source: string; readonly name: string }
  /** A page; `isTyped`: the person wrote its host in the chat. */
  | { readonly kind: "url"; readonly url: string; readonly isTyped?: boolean };
