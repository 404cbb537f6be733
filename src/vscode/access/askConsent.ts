// The one question that surfaces without a composer ask before something is sent: actions in the editor and the
// explorer, commit messages, `@mimo`.

import * as vscode from "vscode";
import { type Consents, outsideOfChats } from "../../core/access/consents.ts";
import type { Ask } from "../../core/access/readDecision.ts";
import type { ReadGate } from "../../core/access/readGate.ts";
import { showWarning } from "../messages/messages.ts";
import { askWords } from "./askWords.ts";

/** Asks about files. Resolves to whether they may be sent; closing the question is a no. */
export type AskConsent = (asks: readonly Ask[]) => Promise<boolean>;

/** Whether `text` of the file at an address, which the person pointed at, may be sent; asks where it looks like a secret. */
export type MayShow = (address: string, text: string) => Promise<boolean>;

/** Decides by `gate`, and asks by `askConsent`. */
export function createMayShow(gate: ReadGate, askConsent: AskConsent): MayShow {
  return async (address, text) => {
    const ask = await gate.judgeShown(address, text);
    return ask === undefined || askConsent([ask]);
  };
}

/** Asks the person and remembers a yes, for this window or the workspace. */
export function createAskConsent(consents: Consents): AskConsent {
  return async (asks) => {
    const open = asks.filter((ask) => !consents.allows(ask));
    if (open.length === 0) return true;
    const { t } = vscode.l10n;
    const { text, detail } = askWords(open, t);
    const send = t("Send It Anyway");
    const always = t("Always in This Workspace");
    const pressed = await showWarning(text, { modal: true, detail }, send, always);
    if (pressed !== send && pressed !== always) return false;
    consents.allow(open, pressed === always ? "workspace" : { chat: outsideOfChats });
    return true;
  };
}
