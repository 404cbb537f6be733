// Text that runs from right to left does so everywhere; code does not.

import { expect, it } from "vitest";
import { question, reply, snapshot } from "./conversation.ts";
import { useView, type ViewPage } from "./viewPage.ts";

const { open } = useView();

const arabic = "مرحبا بالعالم";
const text = `${arabic}

An English paragraph.

- ${arabic}
- \`code()\` ${arabic}

> ${arabic}

| ${arabic} | b |
|---|---|
| 1 | 2 |

\`\`\`js
// ${arabic}
let a;
\`\`\`
`;

const directions = (view: ViewPage, selector: string) =>
  view.page.locator(selector).evaluateAll((elements) => elements.map((element) => getComputedStyle(element).direction));

it("an answer, block by block", async () => {
  const view = await open(snapshot([question("u1", arabic), reply("a1", text)]));
  expect(await directions(view, ".markdown > p")).toEqual(["rtl", "ltr"]);
  expect(await directions(view, ".markdown > :is(ul, blockquote, .table-box)")).toEqual(["rtl", "rtl", "rtl"]);
  expect(await directions(view, ".markdown :is(pre, li code)")).toEqual(["ltr", "ltr"]);
  // Bullets stand on the right.
  const list = await view.page.locator(".markdown > ul").evaluate((ul) => getComputedStyle(ul).paddingRight);
  expect(list).toBe("24px");
  expect(await directions(view, ".bubble")).toEqual(["rtl"]);
  await view.look("right-to-left");
});

it("what one writes, asks differently and looks for", async () => {
  const view = await open(snapshot([question("u1", arabic), reply("a1", "x")]));
  await view.composer.fill(arabic);
  expect(await directions(view, "[data-testid=composer]")).toEqual(["rtl"]);
  await view.composer.fill("English");
  expect(await directions(view, "[data-testid=composer]")).toEqual(["ltr"]);
  await view.inMessage(0, "edit-message").focus();
  await view.page.keyboard.press("Enter");
  expect(await directions(view, "[data-testid=edit-text]")).toEqual(["rtl"]);
});

it("text that turns out to run the other way while it grows", async () => {
  const view = await open(snapshot([question("u1"), reply("a1", "", { state: "streaming" })]));
  await view.grow("a1", "1234 ");
  await view.grow("a1", arabic);
  expect(await directions(view, ".markdown > p")).toEqual(["rtl"]);
});
