// @vitest-environment jsdom
import { afterEach, expect, it, vi } from "vitest";
import { parseToHost } from "../../../../src/protocol/toHost.ts";
import { reply } from "../../../fixtures/webview-page/turns.ts";

import { open, type View } from "../render.tsx";

let view: View;
afterEach(() => view.close());

const text = "Here:\n\n```ts\n// src/a.ts\nlet a = 1;\n```\n";

it("shows language and file, and hands the block to the host", async () => {
  view = await open([reply("a", text)]);
  const block = view.get("code-block");
  expect(block.getAttribute("aria-label")).toBe("Code, src/a.ts");
  expect(block.querySelector(".code-language")?.textContent).toBe("src/a.tsts");
  for (const id of ["code-insert", "code-apply", "code-new-file"]) await view.press(id);
  const code = { type: "codeAction", text: "// src/a.ts\nlet a = 1;", language: "ts", path: "src/a.ts" };
  expect(view.host.of("codeAction")).toEqual([
    { ...code, action: "insert" },
    { ...code, action: "apply" },
    { ...code, action: "newFile" },
  ]);
});

it("offers all of an answer at once when its code belongs to several files", async () => {
  const two = `${text}\n\`\`\`ts src/b.ts\nlet b = 2;\n\`\`\`\n\n\`\`\`sh\nls\n\`\`\`\n`;
  view = await open([reply("a", text), reply("b", two), reply("c", two, { state: "streaming" })]);
  expect(view.all("code-apply-all")).toHaveLength(1);
  await view.press("code-apply-all");
  expect(view.host.of("applyAll")).toEqual([
    {
      type: "applyAll",
      blocks: [
        { text: "// src/a.ts\nlet a = 1;", language: "ts", path: "src/a.ts" },
        { text: "let b = 2;", language: "ts", path: "src/b.ts" },
      ],
    },
  ]);
});

it("hands the host as many blocks as it takes", async () => {
  const file = (index: number) => `\`\`\`ts src/f${index}.ts\nlet a;\n\`\`\`\n`;
  view = await open([reply("a", Array.from({ length: 101 }, (_, index) => file(index)).join("\n"))]);
  await vi.waitFor(() => expect(view.all("code-block")).toHaveLength(101));
  await view.press("code-apply-all");
  const [sent] = view.host.of("applyAll");
  expect(sent?.blocks).toHaveLength(100);
  expect(parseToHost(sent)).toEqual(sent);
});

it("names every button for those who do not see it", async () => {
  view = await open([reply("a", text)]);
  const names = [...view.root.querySelectorAll(".code-header button")].map((each) => each.getAttribute("aria-label"));
  expect(names).toEqual(["Copy", "Insert at Cursor", "Apply to File", "New File"]);
});

it("waits for the end of a block that is still being written", async () => {
  view = await open([reply("a", "```ts\nlet a = 1;\nlet b", { state: "streaming" })]);
  await view.press("code-apply");
  expect(view.host.of("codeAction")).toEqual([]);
  expect(view.app.announcements.value.at(-1)?.text).toContain("still writing");
});

it("commands go to a terminal, and into a file only when the fence names one", async () => {
  view = await open([reply("a", "```bash\nnpm ci\n```\n\n```sh scripts/a.sh\nls\n```\n")]);
  const names = view.all("code-block").map((block) => [...block.querySelectorAll("button")].map(({ title }) => title));
  expect(names).toEqual([
    ["Copy", "Insert into Terminal (Alt: Run There)", "Insert at Cursor", "New File"],
    ["Copy", "Insert at Cursor", "Apply to File", "New File"],
  ]);
  await view.press("code-run");
  const [sent] = view.host.of("codeAction");
  expect(sent).toEqual({ type: "codeAction", action: "terminal", text: "npm ci", language: "bash", path: undefined });
  const button = view.all("code-run")[0];
  button?.dispatchEvent(new MouseEvent("click", { bubbles: true, altKey: true }));
  const actions = view.host.of("codeAction");
  expect(actions.map(({ action }) => action)).toEqual(["terminal", "execute"]);
  for (const action of actions) expect(parseToHost(action)).toBeDefined();
});
