// `MiMo: Show Usage`: a page in an editor tab. It is told of every reply of this window while it is visible, and reads
// what other windows noted whenever it shows.

import * as vscode from "vscode";
import type { Currency } from "../../core/model/prices.ts";
import { usageCsv } from "../../core/usage/usageCsv.ts";
import type { UsageLedger } from "../../core/usage/usageLedger.ts";
import { dayOf } from "../../core/usage/usageRecord.ts";
import { type Disposable, DisposableStore } from "../../core/util/disposable.ts";
import { parseUsageToHost, type UsageToHost, type UsageToWebview } from "../../protocol/usage.ts";
import { type UsageStrings, usageStrings } from "../../protocol/usageStrings.ts";
import { showError, showInformation, showWarning } from "../messages/messages.ts";
import { pageHtml } from "../webview/pageHtml.ts";
import { usageReport } from "./usageReport.ts";

/** What the page needs of the rest. */
export interface UsagePageDeps {
  readonly extensionUri: vscode.Uri;
  readonly ledger: UsageLedger;
  readonly currency: () => Currency;
  readonly log: (message: string) => void;
}

/** The one usage page of the window; there is none until it is asked for. */
export class UsagePage implements Disposable {
  readonly #deps: UsagePageDeps;

  #panel: vscode.WebviewPanel | undefined;

  constructor(deps: UsagePageDeps) {
    this.#deps = deps;
  }

  /** Opens the page, or brings it to the front. */
  show(): void {
    if (this.#panel) {
      this.#panel.reveal();
      return;
    }
    const { extensionUri, ledger } = this.#deps;
    const panel = vscode.window.createWebviewPanel(
      "mimo.usage",
      vscode.l10n.t("MiMo Usage"),
      vscode.ViewColumn.Active,
      {
        enableScripts: true,
        localResourceRoots: [vscode.Uri.joinPath(extensionUri, "dist")],
      },
    );
    this.#panel = panel;
    panel.iconPath = vscode.Uri.joinPath(extensionUri, "media", "icon.png");
    const listeners = new DisposableStore();
    listeners.add(panel.webview.onDidReceiveMessage((value: unknown) => this.#handle(panel, parseUsageToHost(value))));
    listeners.add(panel.onDidChangeViewState(() => this.#send(panel)));
    listeners.add(ledger.onDidChange(() => this.#send(panel)));
    listeners.add(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("mimo.currency")) void this.#send(panel);
      }),
    );
    panel.onDidDispose(() => {
      listeners.dispose();
      this.#panel = undefined;
    });
    panel.webview.html = pageHtml(panel.webview, extensionUri, {
      bundle: "usage",
      strings: translatedStrings(),
      surface: "usage",
    });
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  async #handle(panel: vscode.WebviewPanel, message: UsageToHost | undefined): Promise<void> {
    try {
      if (message?.type === "ready") await this.#send(panel);
      else if (message?.type === "export") await this.#export(message.from);
      else if (message?.type === "clear") await this.#clear();
      else this.#deps.log(message ? `usage page: ${message.message}` : "usage page: dropped an unknown message");
    } catch (error) {
      this.#deps.log(`usage: ${error}`);
      void showError(vscode.l10n.t("The usage could not be read or written: {0}", String(error)));
    }
  }

  async #send(panel: vscode.WebviewPanel): Promise<void> {
    if (!panel.visible) return;
    const { ledger, currency } = this.#deps;
    const report = usageReport(await ledger.read(), currency(), dayOf(Date.now()));
    const message: UsageToWebview = { type: "usage", report };
    void panel.webview.postMessage(message);
  }

  async #export(from = ""): Promise<void> {
    const { ledger, currency } = this.#deps;
    const name = `mimo-usage-${dayOf(Date.now())}.csv`;
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const uri = await vscode.window.showSaveDialog({
      defaultUri: folder ? vscode.Uri.joinPath(folder, name) : undefined,
      filters: { CSV: ["csv"] },
      title: vscode.l10n.t("Export usage"),
    });
    if (!uri) return;
    const records = (await ledger.read()).filter(({ day }) => day >= from);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(usageCsv(records, currency())));
    const open = vscode.l10n.t("Open");
    const saved = vscode.l10n.t("The usage was saved.");
    if ((await showInformation(saved, open)) === open) await vscode.window.showTextDocument(uri);
  }

  async #clear(): Promise<void> {
    const { t } = vscode.l10n;
    const clear = t("Clear");
    const detail = t("The counts of all days are deleted. Your account at MiMo is not touched.");
    const pressed = await showWarning(t("Clear the usage?"), { modal: true, detail }, clear);
    if (pressed === clear) await this.#deps.ledger.clear();
  }
}

function translatedStrings(): UsageStrings {
  const translated = Object.entries(usageStrings).map(([key, english]) => [key, vscode.l10n.t(english)]);
  return Object.fromEntries(translated) as UsageStrings;
}
