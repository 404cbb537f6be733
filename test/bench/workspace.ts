// A workspace of 100,000 files: how long a name takes to be offered after a letter of it, and what the list costs the
// extension host.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { ChatDriver } from "../vscode/chatDriver.ts";
import { openVsCode, type VsCodeWindow } from "../vscode/driver.ts";
import { startServer, type VsCodeServer } from "../vscode/server.ts";
import { vsixPath } from "../vscode/vsix.ts";
import { type Measure, median, percentile } from "./report.ts";

const fileCount = 100_000;
const perFolder = 50;
const firstRuns = 3;
/** How long a window may go on starting, and a heap settling, in ms. */
const calmMs = 8_000;

/** Notes in the view when a letter is typed, and when lines that answer it stand there. */
const observe = `{
  const composer = document.querySelector("[data-testid=composer]");
  const times = (window.mimoMentions = new Map());
  composer.addEventListener("input", () => {
    const query = /@(\\S*)$/.exec(composer.value)?.[1];
    if (query !== undefined) times.set(query, { typed: performance.now() });
  }, true);
  new MutationObserver(() => {
    const menu = document.querySelector("[data-testid=mention-menu]");
    const time = times.get(menu?.dataset.query);
    if (time && time.shown === undefined) time.shown = performance.now();
  }).observe(document.body, { childList: true, subtree: true, attributes: true, characterData: true });
}`;

/** Measures in VS Codes of its own. */
export async function measureWorkspace(): Promise<Measure[]> {
  const folder = mkdtempSync(join(tmpdir(), "mimo-workspace-"));
  const names = makeFiles(folder);
  const server = await startServer({
    version: "1.139",
    vsix: [vsixPath()],
    workspace: folder,
    env: { MIMO_API_KEY: "sk-bench-0123456789abcdef0123456789" },
  });
  try {
    const firsts: number[] = [];
    const later: number[] = [];
    const grown: number[] = [];
    let missed = 0;
    for (let run = 0; run < firstRuns; run++) {
      const window = await openVsCode(server);
      try {
        const chat = new ChatDriver(window);
        await chat.open();
        await window.page.waitForTimeout(calmMs);
        const frame = await window.webview();
        await frame.evaluate(observe);
        const before = residentMb(server);
        for (const [at, name] of names.entries()) {
          await chat.composer.fill("");
          const letters = await typeName(chat, frame, name);
          if (at === 0) firsts.push(letters[0] ?? Number.NaN);
          later.push(...letters.slice(1));
          if (!(await isOffered(window, name))) missed++;
          await chat.composer.press("Escape");
        }
        await window.page.waitForTimeout(calmMs);
        grown.push(residentMb(server) - before);
      } finally {
        await window.close();
      }
    }
    const note = `${fileCount.toLocaleString("en")} files`;
    return [
      {
        name: "@ for the first time",
        value: median(firsts),
        unit: "ms",
        goal: 1500,
        note: `${note}, median of ${firstRuns}`,
      },
      { name: "each later letter, median", value: median(later), unit: "ms", note: `${later.length} letters` },
      { name: "each later letter, 95th percentile", value: percentile(later, 0.95), unit: "ms", goal: 150 },
      {
        name: "names not offered",
        value: missed,
        unit: "",
        goal: 0,
        note: `of ${names.length * firstRuns}, first to last`,
      },
      {
        name: "extension host, grown by",
        value: median(grown),
        unit: "MB",
        goal: 60,
        note: "resident, before and after",
      },
    ];
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Makes 100,000 empty files, and returns the names that are typed: the first, one from the middle, the last and a deep one. */
function makeFiles(folder: string): string[] {
  const paths: string[] = [];
  for (let at = 0; at < fileCount - 1; at += perFolder) {
    const part = `packages/package-${String(Math.floor(at / 5000)).padStart(2, "0")}/src/feature-${at / perFolder}`;
    mkdirSync(join(folder, part), { recursive: true });
    for (let file = at; file < Math.min(at + perFolder, fileCount - 1); file++) {
      paths.push(`${part}/component${String(file).padStart(6, "0")}.ts`);
    }
  }
  const deep = `${Array.from({ length: 12 }, (_, level) => `level${level}`).join("/")}/veryDeepDown.ts`;
  mkdirSync(join(folder, deep, ".."), { recursive: true });
  paths.push(deep);
  for (const path of paths) writeFileSync(join(folder, path), "");
  return [0, fileCount / 2, fileCount - 2, fileCount - 1].map((at) => (paths[at] ?? "").split("/").at(-1) ?? "");
}

/** Types `@` and the name as a fast hand does; milliseconds from each key to its lines. */
async function typeName(chat: ChatDriver, frame: Frame, name: string): Promise<number[]> {
  await frame.evaluate("window.mimoMentions.clear()");
  const times: number[] = [];
  for (let length = 0; length <= name.length; length++) {
    await chat.composer.press(length === 0 ? "@" : (name[length - 1] ?? ""));
    const query = JSON.stringify(name.slice(0, length));
    times.push((await frame.evaluate(whenShown(query))) as number);
  }
  return times;
}

/** An expression that waits for the lines of `query`, quoted, and is the time they took. */
function whenShown(query: string): string {
  return `new Promise((resolve) => {
    const look = () => {
      const time = window.mimoMentions.get(${query});
      if (time?.shown === undefined) setTimeout(look, 5);
      else resolve(time.shown - time.typed);
    };
    look();
  })`;
}

async function isOffered(window: VsCodeWindow, name: string): Promise<boolean> {
  const options = await window.byTestId("mention-option").allTextContents();
  return options.some((text) => text.includes(name));
}

/** Memory of the extension host that is in use, from the system, in MB. */
function residentMb(server: VsCodeServer): number {
  // That of the window before may still wait for it to come back.
  const pid = server.extensionHosts().at(-1);
  const kb = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kb) / 1024;
}
