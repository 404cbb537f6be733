// Set API Key and Clear API Key: the only places that handle a key between a person and secret storage.

import * as vscode from "vscode";
import { describeKeyProblem, keyKindOf, normalizeKey } from "../../core/model/apiKey.ts";
import { checkKey, type KeyCheck } from "../../core/model/checkKey.ts";
import type { Fetch } from "../../core/model/connection.ts";
import { endpointRoots, isPlatformRoot, originOf, rootOfKeyKind } from "../../core/model/endpoint.ts";
import type { ModelCatalogue } from "../../core/model/modelCatalogue.ts";
import { showError, showInformation, showWarning, withNotification } from "../messages/messages.ts";
import type { Settings } from "../settings/settings.ts";
import type { ConnectionSource } from "./connectionSource.ts";
import type { HostConsent } from "./hostConsent.ts";
import type { KeyStore } from "./keyStore.ts";
import { describeKeyProblem as keyWords } from "./keyWords.ts";

export interface KeyCommandDeps {
  readonly keys: KeyStore;
  readonly hosts: HostConsent;
  readonly connections: ConnectionSource;
  readonly settings: () => Settings;
  readonly catalogue: ModelCatalogue;
  readonly fetch: Fetch;
}

/** Asks for a key, checks it with the service and stores it. Resolves to whether one was stored. */
export async function setApiKey(deps: KeyCommandDeps): Promise<boolean> {
  const known = deps.connections.root();
  const automatic = deps.settings().endpoint === "auto" && deps.settings().baseUrl === "";
  if (!automatic && !known.ok) {
    void showError(vscode.l10n.t("The setting mimo.baseUrl is not an address."));
    return false;
  }
  // Nobody is asked for a key that would then not be sent.
  if (!automatic && known.ok && !(await deps.hosts.permit(known.root))) return false;
  const key = await askForKey(automatic || (known.ok && isPlatformRoot(known.root)));
  if (key === undefined) return false;
  const root = automatic ? await chooseRoot(key) : known.ok ? known.root : undefined;
  if (root === undefined) return false;
  if (!(await checkWithProgress(deps, root, key))) return false;
  if (automatic) await deps.connections.rememberAutoRoot(root);
  await deps.keys.set(originOf(root), key);
  return true;
}

/** Removes the stored key of the endpoint in use, and the consent that its host was given. */
export async function clearApiKey(deps: KeyCommandDeps): Promise<void> {
  const result = deps.connections.root();
  if (!result.ok) return;
  const origin = originOf(result.root);
  await deps.keys.clear(origin);
  await deps.hosts.forget(result.root);
  await deps.connections.rememberAutoRoot(undefined);
  const host = new URL(origin).host;
  if (deps.keys.fromEnvironment === undefined) {
    void showInformation(vscode.l10n.t("The API key for {0} has been removed.", host));
  } else {
    void showInformation(
      vscode.l10n.t(
        "The stored API key for {0} has been removed. MIMO_API_KEY of the environment is still used.",
        host,
      ),
    );
  }
}

async function askForKey(platform: boolean): Promise<string | undefined> {
  const entered = await vscode.window.showInputBox({
    title: vscode.l10n.t("MiMo API Key"),
    prompt: vscode.l10n.t("Paste the key from the MiMo console. It is kept in secret storage and sent to MiMo alone."),
    placeHolder: platform ? "sk-… / tp-…" : "",
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) => {
      if (text === "") return undefined; // nothing typed yet is no mistake; Enter on it is caught below
      const key = normalizeKey(text);
      // Another host may have keys of another form: what would be a mistake on the platform is a warning there.
      const problem = describeKeyProblem(key, platform) ?? describeKeyProblem(key, true);
      if (!problem) return undefined;
      const blocking = problem.blocking && describeKeyProblem(key, platform)?.blocking;
      const severity = blocking ? vscode.InputBoxValidationSeverity.Error : vscode.InputBoxValidationSeverity.Warning;
      return { message: keyWords(problem.reason, vscode.l10n.t), severity };
    },
  });
  const key = entered === undefined ? "" : normalizeKey(entered);
  return key === "" ? undefined : key;
}

/** Where a key belongs when the endpoint is `auto`. A plan key does not tell its region, so the person does. */
async function chooseRoot(key: string): Promise<string | undefined> {
  if (keyKindOf(key) !== "tokenPlan") return rootOfKeyKind(keyKindOf(key));
  const regions = [
    { label: vscode.l10n.t("China"), root: endpointRoots.tokenPlanCn },
    { label: vscode.l10n.t("Singapore"), root: endpointRoots.tokenPlanSgp },
    { label: vscode.l10n.t("Amsterdam"), root: endpointRoots.tokenPlanAms },
  ].map((region) => ({ ...region, description: new URL(region.root).host }));
  const picked = await vscode.window.showQuickPick(regions, {
    title: vscode.l10n.t("Region of Your Token Plan"),
    placeHolder: vscode.l10n.t("A plan's key works in its own region only"),
    ignoreFocusOut: true,
  });
  return picked?.root;
}

/** True if the key may be stored. Says what came of the check. */
async function checkWithProgress(deps: KeyCommandDeps, root: string, key: string): Promise<boolean> {
  const host = new URL(root).host;
  const result = await withNotification(
    vscode.l10n.t("Checking the key with {0}…", host),
    async (_progress, token): Promise<KeyCheck | undefined> => {
      const controller = new AbortController();
      const subscription = token.onCancellationRequested(() => controller.abort());
      try {
        return await checkKey({ root, apiKey: key }, deps.fetch, controller.signal);
      } catch (error) {
        if (controller.signal.aborted) return undefined;
        throw error;
      } finally {
        subscription.dispose();
      }
    },
  );
  switch (result?.state) {
    case undefined:
      return false;
    case "valid":
      deps.catalogue.update(result.modelIds);
      void showInformation(vscode.l10n.t("The API key for {0} works and has been stored.", host));
      return true;
    case "unreachable":
      void showWarning(vscode.l10n.t("{0} cannot be reached, so the API key has been stored unchecked.", host));
      return true;
    case "unchecked":
      void showWarning(vscode.l10n.t("{0} could not check the API key. It has been stored unchecked.", host));
      return true;
    case "rejected":
      return offerAfterRejection(deps, host, result.error.reason);
  }
}

async function offerAfterRejection(deps: KeyCommandDeps, host: string, reason: string): Promise<boolean> {
  if (reason === "insufficient-balance") {
    void showWarning(vscode.l10n.t("The API key has been stored, but its balance is used up."));
    return true;
  }
  const again = vscode.l10n.t("Try Another Key");
  const text =
    reason === "forbidden"
      ? vscode.l10n.t(
          "{0} does not support this region, or the key has been restricted. The key has not been stored.",
          host,
        )
      : vscode.l10n.t("{0} did not accept the key. It has not been stored.", host);
  // Not awaited by the caller's flow: a second key is a second run of the command.
  void showError(text, again).then((pressed) => (pressed === again ? setApiKey(deps) : undefined));
  return false;
}
