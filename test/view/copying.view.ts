// What a person copies of an answer is what was written.

import { expect, it } from "vitest";
import { question, reply, snapshot } from "./conversation.ts";
import { useView, type ViewPage } from "./viewPage.ts";

const { open } = useView();

const text = `Before it:

\`\`\`js src/a.js
const a = 1;

  const b = 2;
\`\`\`

After it, with $x_1$ and [1].

- one
- two
`;
const sources = [{ url: "https://example.com/a", title: "A" }];

async function copied(view: ViewPage, type = "text/plain"): Promise<string> {
  await view.page.bringToFront();
  await view.page.keyboard.press("ControlOrMeta+c");
  return view.page.evaluate(async (wanted) => {
    const [item] = await navigator.clipboard.read();
    return (await item?.getType(wanted))?.text() ?? "";
  }, type);
}

it("a whole answer is its text: no titles of code, no empty lines before it", async () => {
  const view = await open(snapshot([question("u1"), reply("a1", text, { sources })]));
  await view.page.locator(".katex-html").waitFor();
  await view.inMessage(1, "content").click({ position: { x: 2, y: 2 } });
  await view.page.evaluate(() => getSelection()?.selectAllChildren(document.querySelector(".markdown") as Element));
  expect(await copied(view)).toBe(
    "Before it:\n\nconst a = 1;\n\n  const b = 2;\n\nAfter it, with $x_1$ and [1].\n\none\ntwo",
  );
  expect(await copied(view, "text/html")).not.toContain("src/a.js");
});

const written = `See \`src/a.ts:3\` and src/b.ts.

\`\`\`mermaid
flowchart TD
  A --> B
\`\`\`

\`\`\`mermaid
no diagram
\`\`\`

\`\`\`bash
npm ci
\`\`\`

End.`;

it("links to files are their names, and diagrams their sources, from wherever it is marked", async () => {
  const view = await open(snapshot([question("u1"), reply("a1", written)]));
  const names = (await view.sent("findFiles")).at(-1)?.names as string[];
  await view.receive({ type: "filesFound", files: names.map((name) => ({ name, path: name })) });
  await view.page.getByTestId("diagram").waitFor();
  await view.page.getByTestId("diagram-note").waitFor();
  expect(await view.page.getByTestId("file-link").count()).toBe(2);
  await view.inMessage(1, "content").click({ position: { x: 2, y: 2 } });
  await view.page.evaluate(() => getSelection()?.selectAllChildren(document.querySelector(".markdown") as Element));
  expect(await copied(view)).toBe(
    "See src/a.ts:3 and src/b.ts.\n\nflowchart TD\n  A --> B\n\nno diagram\n\nnpm ci\n\nEnd.",
  );
  expect(await copied(view, "text/html")).not.toMatch(/<img|<a |hidden|could not/);
  // From the picture on.
  await view.page.evaluate(() => {
    const picture = document.querySelector(".diagram") as Element;
    const end = document.querySelector(".markdown")?.lastElementChild?.firstChild as Text;
    getSelection()?.setBaseAndExtent(picture, 0, end, 4);
  });
  expect(await copied(view)).toBe("flowchart TD\n  A --> B\n\nno diagram\n\nnpm ci\n\nEnd.");
});

it("a part of code keeps its indentation", async () => {
  const view = await open(snapshot([question("u1"), reply("a1", text)]));
  await view.page.locator(".hljs-keyword").first().waitFor();
  await view.inMessage(1, "content").click({ position: { x: 2, y: 2 } });
  await view.page.evaluate(() => {
    const code = document.querySelector("pre code") as Element;
    const range = document.createRange();
    range.selectNodeContents(code);
    getSelection()?.removeAllRanges();
    getSelection()?.addRange(range);
  });
  expect(await copied(view)).toBe("const a = 1;\n\n  const b = 2;");
});
