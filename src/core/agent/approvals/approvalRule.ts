// What a person said about calls to come: this may run, or this may not. Rules live in the extension's own storage; no file
// of a workspace, and nothing a model or a tool says, is ever read as one.

import type { ConsentScope } from "../../access/consents.ts";
import type { ShellKind } from "./command/shellReading.ts";

/** What a rule is about. */
export type ApprovalSubject =
  /** This very line, in this folder and shell. */
  | {
      readonly kind: "command";
      readonly match: "exact";
      readonly command: string;
      readonly shell: ShellKind;
      /** The real path of the folder that it runs in. */
      readonly folder: string;
    }
  /** Commands that begin with these words, in this folder. */
  | { readonly kind: "command"; readonly match: "leading"; readonly words: readonly string[]; readonly folder: string }
  /** A tool that is not ours: `source` is the extension's id or the server's name. */
  | { readonly kind: "tool"; readonly source: string; readonly name: string }
  /** Pages of a host, with its port if it has one of its own. */
  | { readonly kind: "host"; readonly host: string }
  /** What commands in the sandbox may reach, named in the same way. */
  | { readonly kind: "network"; readonly host: string };

/** What a rule about a command is about. */
export type CommandSubject = Extract<ApprovalSubject, { readonly kind: "command" }>;

/** One rule. What is denied is so for all folders and shells, whatever else is allowed. */
export interface ApprovalRule {
  readonly effect: "allow" | "deny";
  readonly subject: ApprovalSubject;
  /** In one chat, until the window closes, or in the workspace. */
  readonly scope: ConsentScope;
}

/** Whether both are about the same. */
export function isSameSubject(a: ApprovalSubject, b: ApprovalSubject): boolean {
  return keyOf(a) === keyOf(b);
}

/** Whether both hold in the same place. */
export function isSameScope(a: ConsentScope, b: ConsentScope): boolean {
  return a === b || (typeof a === "object" && typeof b === "object" && a.chat === b.chat);
}

function keyOf(subject: ApprovalSubject): string {
  switch (subject.kind) {
    case "command":
      return JSON.stringify(
        subject.match === "exact"
          ? ["exact", subject.command, subject.shell, subject.folder]
          : ["leading", subject.words, subject.folder],
      );
    case "tool":
      return JSON.stringify(["tool", subject.source, subject.name]);
    case "host":
    case "network":
      return JSON.stringify([subject.kind, subject.host]);
  }
}
