// What an end-to-end file starts from: one emulator, one VS Code and one browser for all of its tests.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { type Emulator, startEmulator } from "../emulator/emulator.ts";
import type { EmulatorOptions } from "../emulator/options.ts";
import { ChatDriver } from "../vscode/chatDriver.ts";
import { fixedTheme, openVsCode, themeClass, type VsCodeWindow, type WindowOptions } from "../vscode/driver.ts";
import { parseVsCodeVersion, type VsCodeVersion } from "../vscode/fetchVsCode.ts";
import { helperExtension } from "../vscode/helperExtension.ts";
import { copySampleWorkspace } from "../vscode/sampleWorkspace.ts";
import { type ServerOptions, startServer, type VsCodeServer } from "../vscode/server.ts";
import type { Settings } from "../vscode/settings.ts";
import { vsixPath } from "../vscode/vsix.ts";
import { waitFor } from "../vscode/waitFor.ts";

/** How the file's VS Code differs from the usual one. */
export interface FixtureOptions {
  /** The workspace's files by path; by default a copy of the sample workspace. */
  files?: Record<string, string>;
  /**
   * Puts more into the workspace before VS Code starts: what comes while it starts may be seen by none of its watchers.
   */
  prepare?: (workspace: string) => void;
  /** The key in the environment; null for none. */
  key?: string | null;
  server?: Partial<Omit<ServerOptions, "version" | "workspace" | "vsix">> & { moreVsix?: string[] };
  window?: WindowOptions;
  emulator?: EmulatorOptions;
  /** Whether the chat is opened before the first test; true by default. */
  openChat?: boolean;
  /** Whether `changeSettings` is used. */
  changesSettings?: boolean;
}

/** The parts of a running fixture; there from the file's first test on. */
export interface VsCodeFixture {
  readonly version: VsCodeVersion;
  readonly emulator: Emulator;
  readonly server: VsCodeServer;
  readonly window: VsCodeWindow;
  readonly chat: ChatDriver;
  /** Absolute path of the open folder, a temporary copy. */
  readonly workspace: string;
  /** Changes settings of the person in the open window, as the Settings editor does; needs `changesSettings`. */
  changeSettings(settings: Settings): Promise<void>;
  /** Changes the theme so, by its settings id such as "Default High Contrast"; resolves when the window is drawn in it. */
  changeTheme(colorTheme: string): Promise<void>;
}

/**
 * Called once at the top of a file: starts everything before its tests and ends it after them. Each test finds the
 * emulator as new (no faults, scripts or records) and the window as the test before left it. A test that fails leaves
 * a screenshot and logs in artifacts/.
 */
export function useVsCode(options: FixtureOptions = {}): VsCodeFixture {
  const version = parseVsCodeVersion(process.env.MIMO_TEST_VSCODE ?? "1.139");
  let running: Omit<VsCodeFixture, "version" | "changeSettings" | "changeTheme"> | undefined;
  let changes = 0;
  let settingsFile = "";
  const closers: (() => Promise<void> | void)[] = [];
  const started = () => {
    if (!running) throw new Error("VS Code is not running: use the fixture inside a test.");
    return running;
  };

  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), "mimo-e2e-"));
    closers.push(() => rmSync(folder, { recursive: true, force: true }));
    const workspace = options.files ? writeFiles(folder, options.files) : copySampleWorkspace(folder);
    options.prepare?.(workspace);
    const emulator = await startEmulator({ port: 0, ...options.emulator });
    closers.push(() => emulator.close());
    settingsFile = join(folder, "settings.json");
    const helpers = options.changesSettings ? [await helperExtension("changeSettings")] : [];
    const { moreVsix = [], env, machineSettings, userSettings, ...serverOptions } = options.server ?? {};
    const key = options.key === undefined ? "sk-e2e0123456789" : options.key;
    const server = await startServer({
      ...serverOptions,
      version,
      workspace,
      vsix: [vsixPath(), ...helpers, ...moreVsix],
      // In the browser VS Code saves by itself a second after a change: how far a test is by then, nobody knows.
      userSettings: { "files.autoSave": "off", ...userSettings },
      // A title is one more request: it would take a script that a test has meant for its own.
      machineSettings: { "mimo.baseUrl": emulator.url, "mimo.history.titles": false, ...machineSettings },
      // VS Code asks the login shell for its environment: a person's own start files are none of a test's business.
      env: { HOME: folder, TEST_SETTINGS: settingsFile, ...(key === null ? {} : { MIMO_API_KEY: key }), ...env },
    });
    closers.push(() => server.close());
    const window = await openVsCode(server, options.window);
    running = { emulator, server, window, workspace, chat: new ChatDriver(window) };
    closers.push(() => started().window.close());
    if (options.openChat ?? true) await running.chat.open();
  });

  beforeEach(({ task, onTestFailed }) => {
    running?.emulator.reset();
    onTestFailed(async () => {
      const name = `e2e-${version}-${task.file.name}-${task.name}`.replace(/test\/e2e\/|\.e2e\.ts/g, "");
      await running?.window.saveTrouble(name.replace(/[^\w.-]+/g, "-"), running.server);
    });
  });

  afterAll(async () => {
    for (const close of closers.reverse()) await close();
  });

  const changeSettings = async (settings: Settings) => {
    if (!options.changesSettings) throw new Error("Say changesSettings to useVsCode.");
    changes += 1;
    writeFileSync(`${settingsFile}.part`, JSON.stringify({ number: changes, settings }));
    renameSync(`${settingsFile}.part`, settingsFile);
    const done = `${settingsFile}.done`;
    const written = () => existsSync(done) && readFileSync(done, "utf8") === String(changes);
    await waitFor("the settings to be written", written, 30_000);
  };

  return {
    version,
    changeSettings,
    get workspace() {
      return started().workspace;
    },
    get emulator() {
      return started().emulator;
    },
    get server() {
      return started().server;
    },
    get window() {
      return started().window;
    },
    get chat() {
      return started().chat;
    },
    async changeTheme(colorTheme) {
      await changeSettings({ ...fixedTheme, "workbench.colorTheme": colorTheme });
      await started()
        .window.page.locator(`.monaco-workbench.${themeClass(colorTheme)}`)
        .waitFor();
    },
  };
}

/** Writes the files into a folder of its own below `parent` and returns that. */
function writeFiles(parent: string, files: Record<string, string>): string {
  const folder = join(parent, "workspace");
  mkdirSync(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}
