// Reads and writes `mimo.*`: each setting by the name package.json has it under, with the guard in front of those that
// a workspace may not raise.

import * as vscode from "vscode";
import { type GuardedSetting, guardedSettings, guardSetting } from "../../core/access/settingGuard.ts";
import { priceListOn } from "../../core/model/prices.ts";
import { dayOf } from "../../core/usage/usageRecord.ts";
import { type Disposable, DisposableStore } from "../../core/util/disposable.ts";
import { Emitter } from "../../core/util/emitter.ts";
import type { SettingName } from "./settingNames.ts";

/** A value that the workspace or its container asks for, and that is not followed until the person agrees. */
export interface IgnoredSetting {
  readonly name: GuardedSetting;
  readonly value: unknown;
}

/** What the person agreed to in this workspace, by setting. */
const agreedName = "mimo.agreedSettings";
/** `env.remoteName` where whoever wrote the container's configuration writes machine settings too. */
const containers: ReadonlySet<string> = new Set(["dev-container", "attached-container", "codespaces"]);

/** What VS Code says of one setting. */
interface Looked {
  readonly value: unknown;
  readonly inspected: ReturnType<vscode.WorkspaceConfiguration["inspect"]>;
}

/**
 * The settings as they are now. VS Code is asked once for each until its configuration changes: asking takes long, and a
 * run reads all of them several times a step. Made before whatever else listens for such changes.
 */
export class SettingSource implements Disposable {
  readonly #memory: vscode.Memento;
  readonly #disposables = new DisposableStore();
  readonly #ignoring = this.#disposables.add(new Emitter<IgnoredSetting>());
  /** Fires once for each value that is not followed, when it is first read. */
  readonly onDidIgnore = this.#ignoring.event;
  readonly #agreedTo = this.#disposables.add(new Emitter<void>());
  /** The person agreed to a value: other settings hold from now on. */
  readonly onDidAgree = this.#agreedTo.event;
  readonly #said = new Set<string>();
  readonly #looked = new Map<string, Looked>();

  /** `memory` is the workspace's: what was agreed to holds there. */
  constructor(memory: vscode.Memento) {
    this.#memory = memory;
    this.#disposables.add(vscode.workspace.onDidChangeConfiguration(() => this.#looked.clear()));
  }

  /** What holds of a setting; `fallback` where nothing is set, also in package.json. */
  get<T>(name: SettingName, fallback: T): T {
    const { value: set, inspected } = this.#look(name);
    if (!isGuarded(name)) return (set === undefined ? fallback : set) as T;
    const sides = {
      fallback: inspected?.defaultValue ?? fallback,
      user: inspected?.globalValue,
      workspace: inspected?.workspaceFolderValue ?? inspected?.workspaceValue,
      inContainer: containers.has(vscode.env.remoteName ?? ""),
    };
    const { value, ignored } = guardSetting(name, sides, (each) => this.#agreed[name] === each, outputPriceOf);
    if (ignored !== undefined) this.#say({ name, value: ignored });
    return value as T;
  }

  /** The person's own side alone: no workspace has a say. */
  getOwn<T>(name: SettingName, fallback: T): T {
    return (this.#look(name).inspected?.globalValue as T | undefined) ?? fallback;
  }

  /** Writes what the person chose where it is set now: in the workspace if it is set there, else for the user. */
  async change(name: SettingName, value: string | boolean): Promise<void> {
    if (isGuarded(name)) await this.agree({ name, value });
    const config = vscode.workspace.getConfiguration("mimo");
    const inWorkspace = config.inspect(name)?.workspaceValue !== undefined;
    const target = inWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
    await config.update(name, value, target);
  }

  /** The person says yes to a value, in this workspace. */
  async agree({ name, value }: IgnoredSetting): Promise<void> {
    await this.#memory.update(agreedName, { ...this.#agreed, [name]: value });
    this.#agreedTo.fire();
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #look(name: SettingName): Looked {
    const known = this.#looked.get(name);
    if (known) return known;
    const config = vscode.workspace.getConfiguration("mimo");
    const looked = { value: config.get<unknown>(name), inspected: config.inspect(name) };
    this.#looked.set(name, looked);
    return looked;
  }

  get #agreed(): Readonly<Record<string, unknown>> {
    const kept = this.#memory.get<unknown>(agreedName);
    return typeof kept === "object" && kept !== null ? (kept as Record<string, unknown>) : {};
  }

  #say(setting: IgnoredSetting): void {
    const key = JSON.stringify(setting);
    if (this.#said.has(key)) return;
    this.#said.add(key);
    // Whoever reads a setting does not expect to be called back meanwhile.
    queueMicrotask(() => this.#ignoring.fire(setting));
  }
}

function isGuarded(name: SettingName): name is GuardedSetting & SettingName {
  return (guardedSettings as readonly string[]).includes(name);
}

function outputPriceOf(model: string): number | undefined {
  const price = priceListOn(dayOf(Date.now())).models.find((each) => each.model === model);
  return price?.usd?.output;
}
