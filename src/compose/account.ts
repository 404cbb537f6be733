// The key and where it goes: what people do about them, and what the words about an error have to know.

import * as vscode from "vscode";
import { keyFitsEndpoint } from "../core/model/endpoint.ts";
import { ModelError } from "../core/model/modelError.ts";
import { successorOf } from "../core/model/modelTable.ts";
import type { ChatEnvironmentSource } from "../vscode/chat/chatEnvironment.ts";
import type { ErrorContext } from "../vscode/errors/describeError.ts";
import { clearApiKey, type KeyCommandDeps, setApiKey } from "../vscode/secrets/keyCommands.ts";
import type { Models } from "./models.ts";

/** Where keys are made and balances are filled up. */
const consoleUrl = "https://platform.xiaomimimo.com/#/console/api-keys";

export interface AccountDeps extends KeyCommandDeps {
  readonly environment: ChatEnvironmentSource;
  readonly models: Models;
  readonly log: vscode.LogOutputChannel;
}

/** What surfaces do about the key, the service and its errors. */
export interface Account {
  /** Asks for a key. Resolves to whether one was stored. */
  setKey(): Promise<boolean>;
  clearKey(): Promise<void>;
  openConsole(): Promise<void>;
  /** What an error about the last request is described with. */
  surroundings(): Pick<ErrorContext, "host" | "keyBelongsElsewhere"> & { readonly successorOf: typeof successorOf };
  /** The same for a request to the model `id`; `hasText` when some of the answer came. */
  errorContext(id: string, hasText: boolean): ErrorContext;
  /** Writes an error into the log, never a person's words. */
  logError(error: unknown): void;
}

/** Binds them to what they need. */
export function createAccount({ environment, models, log, ...keyDeps }: AccountDeps): Account {
  const surroundings: Account["surroundings"] = () => {
    const root = keyDeps.connections.root();
    const last = models.lastConnection();
    const host = new URL(last?.root ?? (root.ok ? root.root : consoleUrl)).host;
    const keyBelongsElsewhere = last !== undefined && !keyFitsEndpoint(last.apiKey, last.root);
    return { host, keyBelongsElsewhere, successorOf };
  };
  return {
    setKey: async () => {
      const stored = await setApiKey(keyDeps);
      await environment.refresh();
      return stored;
    },
    clearKey: async () => {
      await clearApiKey(keyDeps);
      await environment.refresh();
    },
    openConsole: async () => {
      await vscode.env.openExternal(vscode.Uri.parse(consoleUrl));
    },
    surroundings,
    errorContext: (id, hasText) => {
      const { host, keyBelongsElsewhere } = surroundings();
      return { host, keyBelongsElsewhere, model: id, successor: successorOf(id), hasText };
    },
    logError: (error) => log.error(ModelError.is(error) ? `${error.reason}: ${error.message}` : String(error)),
  };
}
