// Starts Microsoft's VS Code server on loopback with data of its own, as the tests and `npm start` use it. A browser
// pointed at `url()` is the workbench; extensions run in the server's real Node.js extension host.
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { fetchVsCode, type VsCodeInstall, type VsCodeVersion } from "./fetchVsCode.ts";
import { installExtensions } from "./installExtensions.ts";
import { descendants } from "./processTree.ts";
import { startServerProcess } from "./serverProcess.ts";
import { calmSettings, type Settings } from "./settings.ts";

/** How to start a server; everything has a default but the version. */
export interface ServerOptions {
  version: VsCodeVersion;
  /** Absolute path of the folder to open; none opens an empty window. */
  workspace?: string;
  /** Extensions to install before the start, as files. */
  vsix?: string[];
  userSettings?: Settings;
  machineSettings?: Settings;
  /** Added to the environment of the server, and so of the extension host. */
  env?: Record<string, string>;
  /** Absolute path of an unpacked extension that is loaded in development mode. */
  extensionDevelopmentPath?: string;
  /** Absolute path of a CommonJS file whose exported `run()` is called in the extension host, which then exits. */
  extensionTestsPath?: string;
  /** What a browser has to know to be let in; false (the default) lets any local process in. */
  connectionToken?: string | false;
  /** Whether folders start untrusted and VS Code asks; by default everything is trusted. */
  workspaceTrust?: boolean;
  /** The port, when it must be a certain one. */
  port?: number;
}

/** A running server. */
export interface VsCodeServer {
  readonly version: VsCodeVersion;
  /** The server's --server-data-dir: settings, installed extensions, the extensions' storage and logs. Deleted on close. */
  readonly dataDir: string;
  /** Where this server's extensions were installed. */
  readonly extensionsDir: string;
  /** The address of the workbench, with the token, on `folder` (default: the workspace). */
  url(folder?: string): string;
  /** All the server printed so far. */
  logs(): string;
  /** Adds to the user or machine settings; running windows take the change up by themselves. */
  updateSettings(kind: "User" | "Machine", settings: Settings): void;
  /** Kills the server at once and starts it again on the same port with the same data. */
  restart(): Promise<void>;
  /** The process ids of the extension hosts running now. */
  extensionHosts(): number[];
  /** Kills the extension host as a crash would; returns how many there were. */
  killExtensionHost(): number;
  /** Ends all processes and deletes the data. */
  close(): Promise<void>;
}

/** Fetches that VS Code if needed, installs the extensions and starts the server; resolves when it listens. */
export async function startServer(options: ServerOptions): Promise<VsCodeServer> {
  const install = await fetchVsCode(options.version);
  const dataDir = mkdtempSync(join(realpathSync(tmpdir()), "mimo-vscode-"));
  try {
    return await startIn(dataDir, install, options);
  } catch (error) {
    rmSync(dataDir, { recursive: true, force: true });
    throw error;
  }
}

async function startIn(dataDir: string, install: VsCodeInstall, options: ServerOptions): Promise<VsCodeServer> {
  const updateSettings = (kind: "User" | "Machine", settings: Settings) => {
    const file = join(dataDir, "data", kind, "settings.json");
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify({ ...readSettings(file), ...settings }, null, 2));
  };
  updateSettings("User", { ...calmSettings, ...options.userSettings });
  updateSettings("Machine", options.machineSettings ?? {});

  const dataArgs = ["--accept-server-license-terms", "--server-data-dir", dataDir, "--disable-telemetry"];
  const env = serverEnvironment(options.env);
  if (options.vsix?.length) {
    await installExtensions(install, options.vsix, dataDir, env);
  }

  const start = (port: number) => {
    const preload = pathToFileURL(join(import.meta.dirname, "mintKey.mjs")).href;
    const command = [
      install.nodePath,
      "--import",
      preload,
      install.serverMain,
      "--host",
      "127.0.0.1",
      ...dataArgs,
      ...accessArgs(options),
    ];
    return startServerProcess(command, port, env, dataDir);
  };
  let running = await start(options.port ?? 0);
  let earlierLogs = "";
  const hosts = () => descendants(running.pid, "--type=extensionHost");

  return {
    version: options.version,
    dataDir,
    extensionsDir: join(dataDir, "extensions"),
    url: (folder = options.workspace) => workbenchUrl(running.port, options, folder),
    logs: () => earlierLogs + running.logs(),
    updateSettings,
    restart: async () => {
      const { port } = running;
      await running.kill();
      earlierLogs += running.logs();
      running = await start(port);
    },
    extensionHosts: () => hosts(),
    killExtensionHost: () => {
      const pids = hosts();
      for (const pid of pids) process.kill(pid, "SIGKILL");
      return pids.length;
    },
    close: () => running.close(),
  };
}

function accessArgs(options: ServerOptions): string[] {
  return [
    ...(options.connectionToken ? ["--connection-token", options.connectionToken] : ["--without-connection-token"]),
    ...(options.workspaceTrust ? [] : ["--disable-workspace-trust"]),
    // A window takes extensions and tests from its address only with this driver enabled.
    ...(options.extensionDevelopmentPath || options.extensionTestsPath ? ["--enable-smoke-test-driver"] : []),
  ];
}

function readSettings(file: string): Settings {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Settings;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw error;
  }
}

function workbenchUrl(port: number, options: ServerOptions, folder: string | undefined): string {
  const url = new URL(`http://127.0.0.1:${port}/`);
  if (folder) url.searchParams.set("folder", folder);
  else url.searchParams.set("ew", "true");
  if (options.connectionToken) url.searchParams.set("tkn", options.connectionToken);
  const payload = (["extensionDevelopmentPath", "extensionTestsPath"] as const).flatMap((key) => {
    const path = options[key];
    return path ? [[key, `vscode-remote://remote${path}`]] : [];
  });
  if (payload.length > 0) url.searchParams.set("payload", JSON.stringify(payload));
  return url.href;
}

/** What a test must not inherit: a developer's own key, and variables of a VS Code or npm that this runs under. */
function serverEnvironment(added: Record<string, string> = {}): NodeJS.ProcessEnv {
  const foreign = /^(MIMO_|VSCODE_|ELECTRON_|VITEST|npm_|NODE_OPTIONS$|NODE_ENV$|TEST$)/;
  return { ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name))), ...added };
}
