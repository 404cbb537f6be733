// `npm run test:view`: layout, focus and order of the built view in a Chromium, without VS Code; the test plays the
// host. `-- focus` runs the files whose name contains that, `--name text` the tests whose name matches,
// `--slower 8` with the page's processor so many times slower, as a machine under load is. MIMO_TEST_LOOK=1 leaves pictures
// of what is tested in artifacts/.
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { servePage } from "../fixtures/webview-page/serve.ts";
import { findChromium } from "../vscode/chromium.ts";
import { root } from "../vscode/paths.ts";
import { exitWith, runVitest } from "../vscode/runVitest.ts";

const { values, positionals } = parseArgs({
  options: { name: { type: "string" }, slower: { type: "string", default: "1" } },
  allowPositionals: true,
});

const slower = Number(values.slower);

let passed = 0;
const failures: string[] = [];
try {
  const server = await servePage(0, join(root, "dist"));
  // One for all files: starting a browser takes longer than most of them.
  const browser = await chromium.launchServer({ ...(await findChromium()), args: ["--disable-gpu", "--no-sandbox"] });
  const result = await runVitest(positionals, {
    include: ["test/view/**/*.view.ts"],
    testNamePattern: values.name,
    // Much of a test is waiting for frames: two files at once take hardly longer than one.
    fileParallelism: true,
    maxWorkers: 2,
    testTimeout: 30_000 * slower,
    hookTimeout: 60_000 * slower,
    expect: { poll: { timeout: 15_000 * slower } },
    env: {
      MIMO_TEST_SLOWER: values.slower,
      MIMO_TEST_BROWSER: browser.wsEndpoint(),
      MIMO_TEST_PAGE: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    },
  });
  passed = result.passed;
  failures.push(...result.failures);
  await browser.close();
  server.close();
} catch (error) {
  failures.push(error instanceof Error ? error.message : String(error));
}
exitWith(passed, failures);
