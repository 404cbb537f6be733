// Several hundred hostile answers in the real webview: none runs a script, attaches a handler or sends a request.
import type { Frame } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import type { ChatSnapshot, MessageSnapshot } from "../../src/protocol/snapshot.ts";
import { cutAnswers, type HostileAnswer, hostileAnswers } from "../fixtures/hostile/hostileAnswers.ts";
import { conversations } from "../fixtures/webview-page/conversations.ts";
import { useVsCode } from "./vsCodeFixture.ts";

const vscode = useVsCode();

/** As many as the view puts on the page at once. */
const atOnce = 9;

/** Watches the webview: scripts that ran, and what its policy had to forbid. */
const watch = `
  window.pwned = 0;
  window.alert = window.confirm = window.prompt = () => { window.pwned = 1; };
  window.violations = [];
  document.addEventListener("securitypolicyviolation", (e) => violations.push(e.violatedDirective + " " + e.blockedURI));
`;

/** Shows messages, waits until they are finished, prods every element, and says what is wrong. */
const showAndProd = `async (snapshot) => {
  window.dispatchEvent(new MessageEvent("message", { data: { type: "snapshot", snapshot } }));
  const idle = () => new Promise((resolve) => requestIdleCallback(() => setTimeout(resolve, 0), { timeout: 1000 }));
  const ids = snapshot.conversation.messages.length;
  for (let turn = 0; turn < 200; turn++) {
    await idle();
    const done = document.querySelectorAll("[data-testid=message][data-state=done]").length === ids;
    const unset = document.querySelector(".math[data-tex]:not(.seen)");
    document.querySelectorAll(".math[data-tex]").forEach((math) => math.classList.add("seen"));
    if (done && !unset && turn > 3) break;
  }
  const harm = [];
  const allowed = /^(?:article|details|summary|div|p|br|hr|h[1-6]|strong|em|del|code|pre|blockquote|ul|ol|li|a|table|thead|tbody|tr|th|td|span|button|input)$/;
  const elements = [...document.querySelectorAll(".messages *")];
  for (const element of elements) {
    const formula = element.closest(".katex");
    if (!formula && !allowed.test(element.localName)) harm.push("<" + element.localName + ">");
    if (formula && /^(?:a|img|image|script|style|iframe|foreignobject|use|animate|set)$/i.test(element.localName)) harm.push("in a formula: " + element.localName);
    for (const { name, value } of element.attributes) {
      if (/^on|^src|^xlink|action$|^id$|^name$|^is$/.test(name)) harm.push(name + "=" + value);
      if (name === "style" && !formula && !element.matches(".turns")) harm.push("style=" + value);
      if (name === "style" && /url|fixed/.test(value)) harm.push("style=" + value);
    }
    if (element.href && !/^https?:/.test(element.href) && element.getAttribute("href").match(/^[a-z]+:/i)) harm.push("href=" + element.href);
    if (element.closest(".content")) for (const name in element) if (name.startsWith("on") && element[name]) harm.push("handler " + name);
  }
  for (const element of document.querySelectorAll(".content *")) {
    for (const type of ["load", "error", "focus", "mouseenter", "toggle", "animationstart", "begin", "start"]) element.dispatchEvent(new Event(type));
  }
  await idle();
  return { harm, pwned: window.pwned, violations: window.violations.splice(0), count: ids, formulas: document.querySelectorAll(".katex").length, coloured: document.querySelectorAll("[class^=hljs]").length };
}`;

interface Seen {
  harm: string[];
  pwned: number;
  violations: string[];
  count: number;
  formulas: number;
  coloured: number;
}

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

let revision = 1_000_000;

function snapshotOf(answers: readonly HostileAnswer[]): ChatSnapshot {
  const base = Object.values(conversations)[0];
  if (!base) throw new Error("no conversation");
  const messages = answers.map(
    ({ text }, index): MessageSnapshot => ({
      id: `hostile-${revision}-${index}`,
      role: "assistant",
      state: "done",
      content: text,
      reasoning: text,
      sources: [],
    }),
  );
  revision += 1;
  return { revision, environment: base.environment, conversation: { id: `hostile-${revision}`, title: "x", messages } };
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
}, 180_000);
