// Finds a Chromium to drive VS Code's web workbench with, or installs one: from Debian's packages where that is
// allowed, otherwise from npm.
import { execFileSync, spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { installOnce } from "./installOnce.ts";
import { npmInstall } from "./npm.ts";
import { cacheDir } from "./paths.ts";

/** A browser on disk; `env` is what it needs beside the usual environment. */
export interface ChromiumInstall {
  executablePath: string;
  env?: Record<string, string>;
}

/** The headless shell comes first: it has no window to draw, and does the same in about two thirds of the time. */
const names = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
  "microsoft-edge",
];
const macApps = ["Google Chrome", "Chromium", "Microsoft Edge"];
const windowsPrograms = ["Google\\Chrome\\Application\\chrome.exe", "Microsoft\\Edge\\Application\\msedge.exe"];

/** An installed Chromium, Chrome or Edge, else one installed now; rejects with a sentence on what to install by hand. */
export async function findChromium(): Promise<ChromiumInstall> {
  const found = findInstalled();
  if (found) return { executablePath: found };
  if (isDebian() && aptInstall(["chromium-headless-shell", cjkFontPackage])) {
    const installed = findInstalled();
    if (installed) return { executablePath: installed };
  }
  if (process.platform === "linux" && process.arch === "x64") return npmChromium();
  throw new Error("No browser found: install Chromium or Google Chrome, or name one in CHROMIUM_PATH.");
}

/** Makes Chinese readable in screenshots; false when the machine has no such font and none could be installed. */
export function ensureCjkFont(): boolean {
  if (process.platform !== "linux") return true;
  const listed = spawnSync("fc-list", [":lang=zh"], { encoding: "utf8" });
  if (listed.stdout?.trim()) return true;
  return isDebian() && aptInstall([cjkFontPackage]);
}

/** 1.6 MB to fetch; Noto's CJK fonts would be 57. */
const cjkFontPackage = "fonts-wqy-microhei";

function findInstalled(): string | undefined {
  const named = process.env.CHROMIUM_PATH ?? process.env.CHROME_PATH;
  if (named) {
    if (!isExecutable(named)) throw new Error(`CHROMIUM_PATH or CHROME_PATH names ${named}, which cannot be run.`);
    return named;
  }
  return candidates().find(isExecutable);
}

function candidates(): string[] {
  if (process.platform === "darwin") {
    return ["/Applications", join(homedir(), "Applications")].flatMap((folder) =>
      macApps.map((app) => join(folder, `${app}.app`, "Contents", "MacOS", app)),
    );
  }
  if (process.platform === "win32") {
    const { ProgramFiles, "ProgramFiles(x86)": x86, LOCALAPPDATA } = process.env;
    return [ProgramFiles, x86, LOCALAPPDATA].flatMap((folder) =>
      folder ? windowsPrograms.map((program) => join(folder, program)) : [],
    );
  }
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/bin", "/usr/local/bin", "/opt/google/chrome"];
  return names.flatMap((name) => folders.filter(Boolean).map((folder) => join(folder, name)));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Ubuntu is left out: its chromium package is a snap, which cannot be started everywhere. */
function isDebian(): boolean {
  return existsSync("/etc/os-release") && /^ID=debian$/m.test(readFileSync("/etc/os-release", "utf8"));
}

/** Installs packages as root or with a password-free sudo; false when neither is at hand or the install fails. */
function aptInstall(packages: string[]): boolean {
  const prefix = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  const apt = (...args: string[]) => {
    const [command = "", ...rest] = [...prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", ...args];
    return spawnSync(command, rest, { stdio: "ignore" }).status === 0;
  };
  console.log(`Installing ${packages.join(" and ")} …`);
  return apt("update") && apt("install", "-y", ...packages);
}

/**
 * The package @sparticuz/chromium carries a compressed headless Chromium for Linux, with the shared libraries a bare
 * machine lacks. It unpacks into the temporary folder, which is set to the cache here.
 */
async function npmChromium(): Promise<ChromiumInstall> {
  const version = "153.0.0";
  const folder = join(cacheDir, `chromium-${version}`);
  const executablePath = join(folder, "chromium");
  await installOnce(folder, `@sparticuz/chromium ${version}, recipe 1`, async () => {
    console.log("Fetching Chromium …");
    await npmInstall(folder, [`@sparticuz/chromium@${version}`]);
    const script = `import chromium from "@sparticuz/chromium"; await chromium.executablePath();`;
    // The package unpacks its libraries only where it believes to be on that service.
    const env = { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x" };
    execFileSync(process.execPath, ["--input-type=module", "--eval", script], { cwd: folder, env });
  });
  const libraries = [join(folder, "al2023", "lib"), process.env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter);
  return { executablePath, env: { LD_LIBRARY_PATH: libraries } };
}
