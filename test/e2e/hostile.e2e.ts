// Several hundred hostile answers in the real webview: none runs a script, attaches a handler or sends a request.
import type { Frame } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { cutAnswers, hostileAnswers } from "../fixtures/hostile/hostileAnswers.ts";
import { atOnce, type Seen, showAndProd, snapshotOf, watch } from "../fixtures/hostile/prodPage.ts";
import { useVsCode } from "./vsCodeFixture.ts";

const vscode = useVsCode();

let frame: Frame;
const requests: string[] = [];

beforeAll(async () => {
  vscode.window.page.on("request", (request) => requests.push(request.url()));
  vscode.window.page.on("dialog", (dialog) => {
    requests.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  frame = await vscode.window.webview();
  await frame.evaluate(watch);
});

/** What went out since the last look that is not the extension's own file or VS Code's. */
function foreignRequests(): string[] {
  return requests.splice(0).filter((url) => /evil|javascript:|^dialog|data:text/.test(url) || !isOwn(url));
}

function isOwn(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  if (protocol === "blob:" || protocol === "data:") return true;
  return hostname === "127.0.0.1" || hostname === "localhost" || hostname.endsWith(".vscode-resource.vscode-cdn.net");
}

it("every answer alone does nothing", async () => {
  const answers = [...hostileAnswers(), ...cutAnswers(2)];
  const total = { count: 0, formulas: 0, coloured: 0 };
  for (let at = 0; at < answers.length; at += atOnce) {
    const batch = answers.slice(at, at + atOnce);
    const seen = await frame.evaluate<Seen>(`(${showAndProd})(${JSON.stringify(snapshotOf(batch))})`);
    const { harm, pwned, violations } = seen;
    const kinds = batch.map(({ kind }) => kind);
    expect({ harm, pwned, violations, foreign: foreignRequests(), kinds }).toEqual({
      harm: [],
      pwned: 0,
      violations: [],
      foreign: [],
      kinds,
    });
    total.count += seen.count;
    total.formulas += seen.formulas;
    total.coloured += seen.coloured;
  }
  console.log(`${total.count} hostile answers shown, ${total.formulas} formulas set, ${total.coloured} words coloured`);
  expect(total.count).toBe(answers.length);
  expect(total.formulas).toBeGreaterThan(20);
  expect(total.coloured).toBeGreaterThan(20);
}, 400_000);

it("would have been seen to do something", async () => {
  const seen = await frame.evaluate<Seen>(`(async () => {
    const before = await (${showAndProd})(${JSON.stringify(snapshotOf(hostileAnswers().slice(0, 1)))});
    const image = document.createElement("img");
    image.setAttribute("onerror", "window.pwned=1");
    image.src = "https://evil.example/pixel.png";
    document.querySelector(".content").append(image);
    const turn = () => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let n = 0; n < 300 && window.violations.length < 2; n++) await turn();
    return { ...before, violations: window.violations.splice(0) };
  })()`);
  // The policy is the second wall, and reports what reached it.
  expect(seen.violations.join()).toContain("img-src");
  expect(seen.violations.join()).toContain("script-src");
  // So does the browser, of a request that the policy stopped.
  expect(foreignRequests()).toEqual(["https://evil.example/pixel.png"]);
});

it("nor does an answer that streams from the service, in its text, its reasoning and its sources", async () => {
  const { chat, emulator } = vscode;
  await frame.evaluate(watch);
  const answers = hostileAnswers();
  const vectors = answers.filter(({ kind }) => kind === "a vector" || kind === "TeX");
  const text = vectors.map((answer) => answer.text).join("\n\n");
  await chat.newChat();
  emulator.setScript({
    text,
    reasoning: text.slice(0, 4000),
    pieceSize: 7,
    delayMs: 0,
    sources: [
      {
        url: "javascript:window.pwned=1",
        title: "<img src=x onerror=window.pwned=1>",
        logo_url: "https://evil.example/x.png",
      },
      { url: "https://evil.example/page", title: "A page", summary: "<script>window.pwned=1</script>" },
    ],
  });
  expect((await chat.ask("What did you find?", 120_000)).state).toBe("done");
  frame = await vscode.window.webview();
  const { pwned, violations } = await frame.evaluate<{ pwned: number; violations: string[] }>(
    "({ pwned: window.pwned, violations: window.violations })",
  );
  expect({ pwned, violations, foreign: foreignRequests() }).toEqual({ pwned: 0, violations: [], foreign: [] });
  const images = vscode.window.webviewLocator("[data-testid=content] a.image");
  expect(await images.count()).toBeGreaterThan(3);
  expect(await vscode.window.webviewLocator("img").count()).toBe(0);
});
