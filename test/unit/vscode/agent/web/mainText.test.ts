// The main text of pages, ours and hostile ones; and the worker that is given up when it takes too long.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createFindMainText } from "../../../../../src/vscode/agent/web/findMainText.ts";
import { mainText } from "../../../../../src/vscode/agent/web/mainText.ts";

const words = "Tides follow the moon, twice a day, and the harbour master writes them down. ".repeat(12);
const article = `<html><head><title>Tides</title><script>document.title = "changed"; throw 1</script></head><body>
<nav><ul><li><a href="/home">Home</a></li><li><a href="/about">About</a></li></ul></nav>
<article><h1>Tides</h1><p>${words}</p><h2>How to read them</h2><p>${words} See <a href="/table?x=1">the table</a>,
<a href="javascript:alert(1)">this</a> and <a href="#top">the top</a>.</p>
<pre><code>const  a = 1;
  b(\`\`\`);</code></pre><ul><li>one</li><li>two</li></ul>
<table><tr><th>Time</th><th>Height</th></tr><tr><td>12:00</td><td>3 m</td></tr></table>
<img alt="A pier" src="x.png"><script>stolen()</script></article>
<footer>Cookies</footer></body></html>`;

test("headings, links made whole, code as it is, lists and tables; no navigation, no script", () => {
  const found = mainText(article, "https://a.example/deep/page");
  expect(found?.title).toBe("Tides");
  const { text = "" } = found ?? {};
  expect(text).toContain("## How to read them");
  expect(text).toContain("[the table](https://a.example/table?x=1)");
  expect(text).toContain("this and the top.");
  expect(text).toContain("````\nconst  a = 1;\n  b(```);\n````");
  expect(text).toContain("- one\n- two");
  expect(text).toContain("12:00 | 3 m |");
  expect(text).not.toMatch(/stolen|javascript:|changed|Home|<\w/);
});

test("a page of few words is told whole", () => {
  expect(mainText("<p>It <b>works</b>!</p><div>Yes</div>", "https://a.example/")?.text).toBe("It works!\n\nYes");
  expect(mainText("", "https://a.example/")).toBeUndefined();
});

describe("in the worker", () => {
  const folder = mkdtempSync(join(tmpdir(), "mimo-worker-"));
  const script = join(folder, "readUrl.js");
  const never = new AbortController().signal;
  beforeAll(async () => {
    await build({
      entryPoints: ["src/vscode/agent/web/pageWorker.ts"],
      outfile: script,
      bundle: true,
      platform: "node",
      format: "cjs",
      logLevel: "error",
    });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("the same is found", async () => {
    const found = await createFindMainText(script, 30_000)(article, "https://a.example/", never);
    expect(found?.text).toContain("## How to read them");
  });

  test.each([
    ["nested", "<div>".repeat(200_000)],
    ["wide", "<div><p>a, b, c <a href=/x>d</a></p></div>".repeat(25_000)],
    ["unclosed formatting", "<b><i><a>".repeat(110_000)],
    ["tables in tables", "<table><tr><td>".repeat(66_000)],
  ])(
    "1 MB of %s ends in time, with a text or without",
    async (_, html) => {
      const start = performance.now();
      const found = await createFindMainText(script, 1_500)(html, "https://a.example/", never);
      expect(performance.now() - start).toBeLessThan(5_000);
      expect(["undefined", "object"]).toContain(typeof found);
    },
    20_000,
  );

  test("a worker that hangs, breaks or is not there is done without; a stop ends it", async () => {
    const made = (name: string, code: string) => {
      const path = join(folder, name);
      writeFileSync(path, code);
      return path;
    };
    const hangs = made("hangs.js", "for (;;);");
    expect(await createFindMainText(hangs, 200)("x", "https://a.example/", never)).toBeUndefined();
    expect(await createFindMainText(made("breaks.js", "throw 1"))("x", "https://a.example/", never)).toBeUndefined();
    expect(await createFindMainText(made("ends.js", ""))("x", "https://a.example/", never)).toBeUndefined();
    expect(await createFindMainText(join(folder, "none.js"))("x", "https://a.example/", never)).toBeUndefined();
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error("stopped")), 100);
    await expect(createFindMainText(hangs)("x", "https://a.example/", stop.signal)).rejects.toThrow("stopped");
  });
});
