import * as vscode from "vscode";
import { showWarning } from "../messages/messages.ts";
import type { HostQuestion } from "./hostConsent.ts";

/** The one question about a host that is none of MiMo's own. */
export async function askAboutHost({ host, insecure }: HostQuestion): Promise<boolean> {
  const { t } = vscode.l10n;
  const send = t("Send to {0}", host);
  const origin = t(
    "It is not one of MiMo's own hosts. The setting mimo.baseUrl names it. Agree only if you know who runs it.",
  );
  const unencrypted = t(
    "The address begins with http://, so that everybody on the way to it can read the key and the code.",
  );
  const pressed = await showWarning(
    t("Send your API key, questions and code to {0}?", host),
    { modal: true, detail: insecure ? `${origin}\n\n${unencrypted}` : origin },
    send,
  );
  return pressed === send;
}
