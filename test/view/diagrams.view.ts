// Mermaid in answers is drawn, as a picture: nothing in it runs, nothing is fetched, and the source is never lost.

import { expect, it } from "vitest";
import { seriousViolations } from "../e2e/axe.ts";
import { growing, question, reply, snapshot } from "./conversation.ts";
import { useView, type ViewPage } from "./viewPage.ts";

const { open } = useView();

const flow = "flowchart TD\n  A[Start] --> B{Ready?}\n  B -->|yes| C[Go]\n  B -->|no| A";
const sequence = "sequenceDiagram\n  Alice->>Bob: Hello\n  Bob-->>Alice: 你好";
const fence = (source: string) => `Before.\n\n\`\`\`mermaid\n${source}\n\`\`\`\n\nAfter.`;
const show = (source: string, options = {}) => open(snapshot([question("u1"), reply("a1", fence(source))]), options);

const diagram = (view: ViewPage) => view.page.getByTestId("diagram");
/** The picture as it was drawn. */
async function svgOf(view: ViewPage, index = 0): Promise<string> {
  const source = (await diagram(view).nth(index).locator("img").getAttribute("src")) ?? "";
  return decodeURIComponent(source.replace(/^data:image\/svg\+xml;charset=utf-8,/, ""));
}

it.each([
  ["flowchart", flow, ["Start", "Ready?", "yes"]],
  ["sequence", sequence, ["Alice", "Hello", "你好"]],
  ["class", "classDiagram\n  Animal <|-- Duck\n  Animal : +int age", ["Animal", "Duck", "age"]],
  ["state", "stateDiagram-v2\n  [*] --> Still\n  Still --> Moving", ["Still", "Moving"]],
  ["er", "erDiagram\n  CUSTOMER ||--o{ ORDER : places", ["CUSTOMER", "ORDER", "places"]],
  ["pie", 'pie title Pets\n  "Dogs" : 3\n  "Cats" : 2', ["Pets", "Dogs"]],
  ["gantt", "gantt\n  dateFormat YYYY-MM-DD\n  section One\n  Task :a1, 2026-01-01, 3d", ["Task"]],
  ["git", "gitGraph\n  commit\n  branch dev\n  commit", ["dev"]],
])("a %s diagram is drawn", async (_name, source, words) => {
  const view = await show(source);
  await diagram(view).waitFor();
  const svg = await svgOf(view);
  for (const word of words) expect(svg).toContain(word);
  expect(
    await diagram(view)
      .locator("img")
      .evaluate((img: HTMLImageElement) => img.naturalWidth),
  ).toBeGreaterThan(50);
  expect(await view.page.evaluate("violations")).toEqual([]);
});

it("it is drawn when it is over, and its source can be shown and copied", async () => {
  const view = await open(snapshot([question("u1"), growing("a1", "```mermaid\nflowchart TD\n  A --> ")]));
  expect(await diagram(view).count()).toBe(0);
  await view.grow("a1", "B\n```\n\nAfter.");
  await diagram(view).waitFor();
  const source = view.page.locator(".code-block pre");
  expect(await source.isVisible()).toBe(false);
  expect(await diagram(view).locator("img").getAttribute("alt")).toBe(
    "Diagram (flowchart); its source can be shown and copied",
  );
  const toggle = view.inMessage(1, "code-diagram");
  await view.hover(view.inMessage(1, "code-block"));
  await toggle.click();
  expect([
    await source.isVisible(),
    await diagram(view).isVisible(),
    await toggle.getAttribute("aria-pressed"),
  ]).toEqual([true, false, "true"]);
  expect(await view.focus()).toBe("code-diagram in 1");
  await toggle.click();
  expect([await source.isVisible(), await diagram(view).isVisible()]).toEqual([false, true]);
  await view.inMessage(1, "code-copy").click();
  expect((await view.sent("copyText")).at(-1)?.text).toBe("flowchart TD\n  A --> B");
  await view.inMessage(1, "code-enlarge").click();
  expect((await view.sent("showDiagram")).at(-1)?.svg).toBe(await svgOf(view));
});

it("its colours are the theme's, and follow it", async () => {
  const view = await show(flow);
  await diagram(view).waitFor();
  const dark = await svgOf(view);
  expect(dark).toContain("204, 204, 204");
  await view.page.evaluate(() => {
    document.documentElement.style.setProperty("--vscode-editor-foreground", "#102030");
    document.body.className = "vscode-light";
  });
  await expect.poll(() => svgOf(view)).toContain("16, 32, 48");
  expect(await diagram(view).count()).toBe(1);
});

it.each([
  ["wrong", "flowchart TD\n  A --> --> [[["],
  ["unknown", "nonsense\n  A --> B"],
  ["one that is not taken in", "mindmap\n  root\n    a"],
  ["too long", `flowchart TD\n${"  A --> B\n".repeat(3000)}`],
  ["without an end", "gantt\n dateFormat YYYY-MM-DD\n excludes 1999-01-01\n a :a, 2000-01-01, 90000000d"],
  [
    "without an end in its settings",
    `%%{init: {"xyChart": {"width": 1e17, "showDataLabel": true}}}%%\nxychart-beta\n  bar [1]`,
  ],
  ["too large", `flowchart TD\n${Array.from({ length: 900 }, (_, at) => `  A${at} --> B${at}`).join("\n")}`],
])("of a source that is %s the source stays, and a line says so", async (_name, source) => {
  const view = await show(source);
  await view.page.getByTestId("diagram-note").waitFor();
  expect(await view.page.getByTestId("diagram-note").textContent()).toBe(
    "This diagram could not be drawn. Here is its source.",
  );
  expect(await view.page.locator(".code-block pre").isVisible()).toBe(true);
  expect(await diagram(view).count()).toBe(0);
});

const hostile = [
  "flowchart TD\n  A --> B\n  click A href \"javascript:parent.postMessage({type:'insertText',text:'x'},'*')\"\n  click B call alert()",
  `%%{init: {"themeCSS": "* { background: url(https://evil.example/css) } @import url(https://evil.example/i);"}}%%\n${flow}`,
  `%%{init: {"securityLevel": "loose", "htmlLabels": true, "flowchart": {"htmlLabels": true}}}%%\nflowchart TD\n  A["<img src=https://evil.example/img onerror=parent.postMessage({type:'insertText',text:'x'},'*')>"] --> B["<script>parent.postMessage({type:'insertText',text:'x'},'*')</script>"]`,
  `%%{init: {"fontFamily": "x; } * { background: url(https://evil.example/font) } a {"}}%%\n${flow}`,
  `---\nconfig:\n  securityLevel: loose\n  theme: base\n  themeVariables:\n    primaryColor: "red; background: url(https://evil.example/v)"\n---\n${flow}`,
  'flowchart TD\n  A["</style></svg><iframe src=https://evil.example/frame></iframe>"] --> B',
  'flowchart TD\n  A@{ img: "https://evil.example/node.png", label: "x" }\n  A --> B',
  "flowchart TD\n  A --> B\n  style A fill:url(https://evil.example/fill)\n  classDef x fill:#fff,background:url(https://evil.example/c)\n  class B x",
  'sequenceDiagram\n  participant A as <a href="javascript:alert(1)">x</a>\n  link A: Page @ https://evil.example/\n  A->>A: <img src=https://evil.example/s>',
  'classDiagram\n  class A\n  link A "https://evil.example/link"\n  callback A "alert"',
  "</script><script>parent.postMessage({type:'insertText',text:'x'},'*')</script>",
];

it("nothing of a hostile source runs, and nothing is fetched", async () => {
  const view = await open();
  // What the page's policy stops never gets here.
  const asked: string[] = [];
  await view.page.context().route(/^https?:\/\/(?!127\.0\.0\.1)/, (route) => {
    asked.push(route.request().url());
    return route.abort();
  });
  const dialogs: string[] = [];
  view.page.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await view.show(snapshot([question("u1"), reply("a1", hostile.map(fence).join("\n\n"))]));
  const done = view.page.locator("[data-diagram=drawn], [data-diagram=failed]");
  await expect.poll(() => done.count(), { timeout: 25_000 }).toBe(hostile.length);
  // Pressing into a picture leads nowhere.
  for (const picture of await diagram(view).all()) await picture.click();
  await view.drawn();
  expect(asked).toEqual([]);
  expect(dialogs).toEqual([]);
  expect(await view.composer.inputValue()).toBe("");
  expect(await view.sent("openLink")).toEqual([]);
  // Several are drawn all the same.
  expect(await diagram(view).count()).toBeGreaterThan(4);
});

it("what a frame says is not taken for the host", async () => {
  const view = await open(snapshot([question("u1"), reply("a1", "Hello.")]));
  await view.page.evaluate(async () => {
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-scripts");
    const script = "parent.postMessage({type:'insertText',text:'forged'},'*'); parent.postMessage('done','*')";
    frame.srcdoc = `<script nonce="n">${script}</script>`;
    const said = new Promise<void>((resolve) => {
      window.addEventListener("message", ({ data }) => data === "done" && resolve());
    });
    document.body.append(frame);
    await said;
  });
  await view.drawn();
  expect(await view.composer.inputValue()).toBe("");
});

it.each(["vscode-dark", "vscode-light", "vscode-high-contrast", "vscode-high-contrast-light"] as const)(
  "looks right in %s",
  async (theme) => {
    const text = `See \`src/a.ts:12\`, \`package.json\` and src/core/b.py.\n\n${fence(flow)}\n\n${fence(sequence)}\n\n\`\`\`bash\nnpm ci\nnpm test\n\`\`\`\n`;
    const view = await open(snapshot([question("u1"), reply("a1", text)]), {
      theme,
      width: theme.endsWith("light") ? 250 : 420,
      height: 1500,
    });
    const names = (await view.sent("findFiles")).at(-1)?.names as string[];
    await view.receive({ type: "filesFound", files: names.map((name) => ({ name, path: name })) });
    await expect.poll(() => diagram(view).count()).toBe(2);
    expect(await seriousViolations(view.page.mainFrame())).toEqual([]);
    await view.look(`reading-${theme}`);
  },
);
