// Names of files in answers: links where the host knows the file, and no line moves for it.

import { expect, it } from "vitest";
import { growing, question, reply, snapshot } from "./conversation.ts";
import { useView, type ViewPage } from "./viewPage.ts";

const { open } = useView();

const text = `Look at \`src/a.ts:12\` and \`src/b.py\`, also src/c.go#L3-L5 in **src/d.md**.

- \`node.nothing\` and \`console.log\`, see 请看src/配置.ts的第12行
- \`C:\\proj\\src\\e.ts\` and [a link](src/f.ts), [\`src/g.ts\`](https://example.com/g)

\`\`\`ts
import "src/a.ts";
\`\`\`
`;

const links = (view: ViewPage) => view.page.getByTestId("file-link");

/** Answers what was asked last, as a host that has `files`. */
async function answer(view: ViewPage, files: readonly string[]): Promise<string[]> {
  // Blocks are looked at some time after they are drawn.
  await expect.poll(async () => (await view.sent("findFiles")).length).toBeGreaterThan(0);
  const names = (await view.sent("findFiles")).at(-1)?.names as string[];
  const found = names.filter((name) => files.includes(name)).map((name) => ({ name, path: `/work/${name}` }));
  await view.receive({ type: "filesFound", files: found });
  return names;
}

it("the names that are files are links, the others stay text", async () => {
  const view = await open(snapshot([question("u1"), reply("a1", text)]));
  const names = await answer(view, ["src/a.ts", "src/c.go", "src/d.md", "src/配置.ts", "C:\\proj\\src\\e.ts"]);
  expect(names).toEqual(
    expect.arrayContaining(["src/a.ts", "src/b.py", "src/c.go", "src/d.md", "src/配置.ts", "C:\\proj\\src\\e.ts"]),
  );
  expect(names).not.toEqual(expect.arrayContaining(["src/f.ts"]));
  expect(names).not.toEqual(expect.arrayContaining(["console.log"]));
  expect(await links(view).allTextContents()).toEqual([
    "src/a.ts:12",
    "src/c.go#L3-L5",
    "src/d.md",
    "src/配置.ts",
    "C:\\proj\\src\\e.ts",
  ]);
  expect(await links(view).first().getAttribute("title")).toBe("/work/src/a.ts");
  expect(await view.page.locator("pre a").count()).toBe(0);
});

it("a press opens the file at its line; the keyboard reaches it", async () => {
  const view = await open(snapshot([question("u1"), reply("a1", text)]));
  await answer(view, ["src/a.ts", "src/c.go"]);
  await links(view).first().focus();
  await view.page.keyboard.press("Enter");
  await links(view).nth(1).click();
  const sent = (await view.sent("openFile")).map(({ type: _, ...target }) => target);
  expect(sent).toEqual([
    { name: "src/a.ts", line: 12 },
    { name: "src/c.go", line: 3, endLine: 5 },
  ]);
  expect(await view.sent("openLink")).toEqual([]);
});

it("nothing moves when a name becomes a link, and nothing is announced", async () => {
  const view = await open(snapshot([question("u1"), growing("a1")]), { width: 250 });
  const places = () =>
    view.page.evaluate(() =>
      [...document.querySelectorAll(".markdown :is(p, li, code, strong)")].map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return [x, y, width, height];
      }),
    );
  const paragraph = "See `src/a.ts:12`, src/c.go and **src/d.md** in `very/long/path/to/some/file.tsx` here.";
  const told = async () => {
    const live = view.page.locator("[aria-live]:not([aria-live=off]), [role=status], [role=alert]");
    return (await live.allTextContents()).join("");
  };
  await view.grow("a1", paragraph);
  const before = await places();
  await view.grow("a1", "\n\nNext.\n\nLast");
  // What streams is announced; what comes after that would be of the links.
  await expect.poll(told).toContain("Next.");
  const heard = await told();
  await answer(view, ["src/a.ts", "src/c.go", "src/d.md", "very/long/path/to/some/file.tsx"]);
  expect(await links(view).count()).toBe(4);
  expect((await places()).slice(0, before.length)).toEqual(before);
  expect(await told()).toBe(heard);
});

it("what somebody has marked stays as it is until that is over", async () => {
  const view = await open(snapshot([question("u1"), reply("a1", "Look at `src/a.ts` now.\n\nAnd src/b.ts here.")]));
  await view.select("Look", "now");
  await answer(view, ["src/a.ts", "src/b.ts"]);
  expect(await links(view).allTextContents()).toEqual(["src/b.ts"]);
  expect(await view.selected()).toBe("Look at src/a.ts now");
  await view.page.evaluate(() => getSelection()?.removeAllRanges());
  await view.drawn();
  expect(await links(view).allTextContents()).toEqual(["src/a.ts", "src/b.ts"]);
});

it("ten thousand names are asked for a hundred at a time, and not all of them", async () => {
  const many = Array.from({ length: 10_000 }, (_, index) => `f/${index}.ts`).join(" ");
  const view = await open(snapshot([question("u1"), reply("a1", many)]));
  for (let round = 0; round < 40; round++) {
    if ((await view.sent("findFiles")).length <= round) break;
    await view.page.evaluate(() => {
      window.dispatchEvent(new MessageEvent("message", { data: { type: "filesFound", files: [] } }));
    });
  }
  const asked = (await view.sent("findFiles")).map(({ names }) => (names as string[]).length);
  expect(Math.max(...asked)).toBeLessThanOrEqual(100);
  expect(asked.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(3000);
});

it("a file that was made since is a link where it is named again", async () => {
  const view = await open(snapshot([question("u1"), growing("a1", "I make `src/new.ts`.\n\nNow")]));
  await answer(view, []);
  await view.grow("a1", " `src/new.ts` is there.\n\nEnd");
  await answer(view, ["src/new.ts"]);
  expect(await links(view).allTextContents()).toEqual(["src/new.ts"]);
});
