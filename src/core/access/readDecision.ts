// What the read gate says about a file: it may go to the model, the person is asked first, or it cannot go at all.

import type { SecretKind } from "./secretText.ts";

/** Why a person is asked before something is sent, in the order in which it is said. */
export type ConsentReason =
  /** In no folder of the workspace, or a link leads out of it. */
  | "outside"
  /** Git ignores it. */
  | "ignored"
  /** The setting `files.exclude` hides it. */
  | "excluded"
  /** Files of this name usually hold secrets. */
  | "secret-name"
  /** What was found in its text. */
  | SecretKind;

/** Why something cannot be sent, whatever the person says. */
export type ReadRefusal = "binary" | "too-large" | "missing";

/** One file that the person has to be asked about. */
export interface Ask {
  readonly address: string;
  /** As a person would name it. */
  readonly path: string;
  /** The path it leads to through a link; undefined when it is what it is called. */
  readonly target?: string;
  /** Never empty. */
  readonly reasons: readonly ConsentReason[];
}

/** What is said about the place of a file or folder; nothing of it was read. */
export type PlaceDecision =
  | { readonly type: "admitted"; readonly path: string }
  | ({ readonly type: "consent" } & Ask)
  | { readonly type: "refused"; readonly path: string; readonly reason: ReadRefusal };

/** A text that was read. */
export interface ReadText {
  readonly text: string;
  /** VS Code's language id. */
  readonly languageId: string;
}

/** What is said about a file. The text of one that asks was read and may go nowhere before the person agrees. */
export type ReadDecision =
  | ({ readonly type: "admitted"; readonly path: string } & ReadText)
  | ({ readonly type: "consent" } & Ask & ReadText)
  | { readonly type: "refused"; readonly path: string; readonly reason: ReadRefusal };

/** The same about a file that is no text; the bytes of one that asks are kept back. */
export type BytesDecision =
  | { readonly type: "admitted"; readonly path: string; readonly bytes: Uint8Array }
  | ({ readonly type: "consent" } & Ask)
  | { readonly type: "refused"; readonly path: string; readonly reason: ReadRefusal };

/** Whether `reasons` speak of secrets alone: the place is not in question. */
export function isAboutSecrets(reasons: readonly ConsentReason[]): boolean {
  return !reasons.some((reason) => reason === "outside" || reason === "ignored" || reason === "excluded");
}
