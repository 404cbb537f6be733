// VS Code's messages in types of our own, so that what is made of them runs in plain tests. hostParts.ts tells the
// parts apart; nothing else here knows their classes.

/** A message of VS Code's chat. */
export interface HostMessage {
  readonly role: "system" | "user" | "assistant";
  readonly parts: readonly HostPart[];
}

/** A part of it. */
export type HostPart =
  | { readonly type: "text"; readonly text: string }
  /** Reasoning that the host handed back. */
  | { readonly type: "thinking"; readonly text: string }
  | { readonly type: "data"; readonly mimeType: string; readonly data: Uint8Array }
  | { readonly type: "tool-call"; readonly id: string; readonly name: string; readonly input: unknown }
  | { readonly type: "tool-result"; readonly callId: string; readonly content: readonly HostPart[] };
